import { GitError } from '../../git/git-error';
import { readableState } from '../../history/release-state';
import { releaseVersions } from './release-versions';

/** Milliseconds. Connections may last longer, and nobody can know: it is what a person has in mind as "just now". */
const RECENT = 60 * 60 * 1000;

/**
 * Which of these applications, such as `production/ping`, moved their users to the other colour within the last hour, as git tells: what was open
 * then may be open still.
 * @param now milliseconds since 1970
 * @param revision a commit, branch or tag
 */
export function recentlyMoved(root: string, places: readonly string[], now: number, revision?: string): Set<string> {
  const moved = new Set<string>();
  try {
    for (const { place, text, before } of releaseVersions(root, places, revision, now - RECENT)) {
      const [was, is] = [readableState(before), readableState(text)];
      if (was && is && was.active !== is.active) moved.add(place);
    }
  } catch (error) {
    // Without a commit nobody was ever moved.
    if (!(error instanceof GitError)) throw error;
  }
  return moved;
}
