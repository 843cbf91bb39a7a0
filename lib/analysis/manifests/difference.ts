import type { Path } from '../../construct/validate/problem';

/** Where two values first differ, and both as they are there; undefined where they say the same. */
export interface Difference {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

/** The first place in which two values differ, in the order of the second one's keys. */
export function firstDifference(before: unknown, after: unknown, path: Path = []): Difference | undefined {
  if (before === after) return undefined;
  if (!isCollection(before) || !isCollection(after) || Array.isArray(before) !== Array.isArray(after)) {
    return { path, before, after };
  }
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  for (const key of keys) {
    const step = Array.isArray(after) ? Number(key) : key;
    const found = firstDifference(before[key], after[key], [...path, step]);
    if (found) return found;
  }
  return undefined;
}

function isCollection(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}
