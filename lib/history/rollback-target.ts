import type { Colour } from '../construct/props/colour';
import { type Entry, readableState } from './release-state';
import type { Commit, ReleaseVersion } from './revision';

/** What a colour ran when it was active last; or why that can't be said. */
export type RollbackTarget =
  | {
      readonly found: 'entry';
      /** Undefined where the file had none. */
      readonly entry: Entry | undefined;
      /** The commit that made the other colour active; undefined where that is not committed yet. */
      readonly replacedBy: Commit | undefined;
    }
  | { readonly found: 'never active' }
  | { readonly found: 'cut off' };

/** A version with the one before it. */
export interface VersionWithBefore extends ReleaseVersion {
  /** Undefined where the commit made the file. */
  readonly before: string | undefined;
}

/**
 * What a rollback to a colour would have to find there: its entry when it was active last. Looks no further back than
 * it has to, which after a promotion is one version, and not beyond the removal of the file.
 * @param colour the idle one
 * @param versions of the release file, the newest first
 */
export function lastRollbackTarget(colour: Colour, versions: Iterable<VersionWithBefore>): RollbackTarget {
  let newer: Commit | undefined;
  for (const { commit, text, before } of versions) {
    if (text === undefined) break;
    for (const [candidate, replacedBy] of [
      [text, newer],
      [before, commit],
    ] as const) {
      const state = readableState(candidate);
      if (state?.active === colour) return { found: 'entry', entry: state[colour], replacedBy };
    }
    if (commit.cutOff) return { found: 'cut off' };
    newer = commit;
  }
  return { found: 'never active' };
}
