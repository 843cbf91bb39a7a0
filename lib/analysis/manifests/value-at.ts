import type { Path } from '../../construct/validate/problem';

/** What stands at a path; undefined where nothing does, or the way there ends before. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<any>((here, step) => here?.[step], value);
}
