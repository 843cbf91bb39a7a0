import type { Colour } from '../spec/colour';
import type { Commit, ReleaseVersion } from './moment';
import { type Entry, NoReleaseFile, releaseState } from './release-state';

/** What a colour ran when it was active last, and until which commit; or why that can't be said. */
export type RollbackTarget =
  | { readonly found: 'entry'; readonly entry: Entry | undefined; readonly commit: Commit }
  | { readonly found: 'never active' }
  | { readonly found: 'cut off' };

/**
 * What a rollback to a colour would have to find there: its entry when it was active last. Looks no further back than
 * it has to, and not beyond the removal of the file.
 * @param colour the idle one
 * @param versions of the release file, the newest first
 */
export function lastRollbackTarget(colour: Colour, versions: Iterable<ReleaseVersion>): RollbackTarget {
  for (const { commit, text } of versions) {
    if (text === undefined) break;
    const state = readable(text);
    if (state?.active === colour) return { found: 'entry', entry: state[colour], commit };
    if (commit.cutOff) return { found: 'cut off' };
  }
  return { found: 'never active' };
}

function readable(text: string) {
  try {
    return releaseState(text);
  } catch (error) {
    if (!(error instanceof NoReleaseFile)) throw error;
    return undefined;
  }
}
