import type { Path } from '../../construct/validate/problem';
import type { OutputPath } from '../../project/output/layout';
import type { Identity } from './identity';

/** An object as a file says it. */
export interface Manifest {
  readonly file: string;
  /** Where that is in what we write. @default - the file is of others */
  readonly output?: OutputPath;
  readonly identity: Identity;
  /** All that it says, as loosely typed as YAML is. */
  readonly value: { readonly [key: string]: any };
  /**
   * The line in the file, from 1, of a value in it, or of the nearest one above that there is; undefined for an object that
   * another tool made of the file.
   */
  line(path: Path): number | undefined;
}
