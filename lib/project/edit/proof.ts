import { EditError } from './edit-error';
import { type KeyLocation, named } from './key-location';
import { parsed } from './parsed';
import { lineNumber } from './text-ranges';

/**
 * The edited text, once it says what was wanted, and all else as before. Without a value the key was to go.
 * @throws EditError when it does not
 */
export function proved({ text, value, path, key, map, entry }: KeyLocation, edited: string, wanted?: unknown): string {
  const file = structuredClone(value) as any;
  const holder = path.slice(0, -1).reduce((node, step) => node[step], file);
  if (wanted === undefined) delete holder[key];
  else holder[key] = wanted;
  if (sameValue(file, meaningOf(edited))) return edited;
  throw new EditError(
    `${named(path)} can't be changed safely: the lines around it are written in a way that the edit would break`,
    lineNumber(text, entry?.pair.key.range[0] ?? map.offset),
    'make the change by hand, or write these lines in a simpler way',
  );
}

/** Whether two values are written the same: the order of keys counts. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function meaningOf(text: string): unknown {
  try {
    return parsed(text).value;
  } catch (error) {
    if (error instanceof EditError) return undefined;
    throw error;
  }
}
