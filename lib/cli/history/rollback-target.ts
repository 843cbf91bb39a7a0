import { otherColour } from '../../construct/props/colour';
import { GitError } from '../../git/git-error';
import { lastRollbackTarget, type RollbackTarget } from '../../history/rollback-target';
import type { ApplicationState } from '../../release/application-state';
import { releaseVersions } from './release-versions';

/** What the idle colour ran when users were last on it, as git tells. Reads no more versions than it takes. */
export function rollbackTarget(
  root: string,
  { environment, application, state, lastCommit }: ApplicationState,
): RollbackTarget {
  if (!state) return { found: 'never active' };
  try {
    const versions = releaseVersions(root, [`${environment}/${application}`], lastCommit);
    return lastRollbackTarget(otherColour(state.active), versions);
  } catch (error) {
    // Without a commit nobody was ever anywhere.
    if (!(error instanceof GitError)) throw error;
    return { found: 'never active' };
  }
}
