import type { Diagnostic } from '../../project/files/diagnostic';

/** What other tools have made of the sources on one side of a change. */
export interface Rendered {
  /** What was printed, by the file that stands for it, and the folder that it belongs to. */
  readonly printed: ReadonlyMap<string, { readonly content: Uint8Array; readonly home: string }>;
  /** What is not judged, and why. */
  readonly failed: readonly Diagnostic[];
  /** Files that are no manifests by themselves. */
  readonly sources: ReadonlySet<string>;
  /** Those of them out of which nothing was made. */
  readonly lost: ReadonlySet<string>;
}
