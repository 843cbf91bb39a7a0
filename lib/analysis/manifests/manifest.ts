import type { Path } from '../../construct/validate/problem';
import type { Identity } from './identity';

/** An object as a file says it. */
export interface Manifest {
  readonly file: string;
  readonly identity: Identity;
  /** All that it says, as loosely typed as YAML is. */
  readonly value: { readonly [key: string]: any };
  /** The line in the file, from 1, of a value in it, or of the nearest one above that there is. */
  line(path: Path): number;
}

/** A file that says no object, or not in a way that can be understood. */
export interface Unreadable {
  readonly file: string;
  /** From 1; undefined where the problem is the file itself. */
  readonly line?: number;
  readonly message: string;
  readonly fix?: string;
}
