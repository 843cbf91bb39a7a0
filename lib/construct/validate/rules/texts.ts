import type { Path } from '../problem';

// Keys whose entries are values by name.
const NAMED = new Set(['env', 'config']);

/** A text somewhere in a release. */
export interface Text {
  readonly path: Path;
  /** What the text is the value of: a variable, a setting, a header. */
  readonly name?: string;
  readonly text: string;
}

/** All texts in a value, however deep. */
export function* texts(value: unknown, path: Path = [], name?: string): Generator<Text> {
  if (typeof value === 'string') yield { path, name, text: value };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* texts(item, [...path, index]);
  else if (value && typeof value === 'object') {
    const named = (value as { name?: unknown }).name;
    for (const [key, entry] of Object.entries(value)) {
      if (NAMED.has(String(path.at(-1)))) yield* texts(entry, [...path, key], key);
      else if (key === 'value' && typeof named === 'string') yield* texts(entry, [...path, key], named);
      else yield* texts(entry, [...path, key]);
    }
  }
}
