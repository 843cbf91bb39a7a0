import { GitError } from '../../git/git-error';
import { lastMovers } from '../../history/last-movers';
import type { ApplicationState } from '../../release/application-state';
import { releaseVersions } from './release-versions';

/** Which of some applications moved their users with the last commit that moved those of any, as git tells. */
export function lastMoversOf(root: string, applications: readonly ApplicationState[]): ApplicationState[] {
  const places = new Map(applications.map(one => [`${one.environment}/${one.application}`, one]));
  try {
    return lastMovers(releaseVersions(root, [...places.keys()])).flatMap(place => places.get(place) ?? []);
  } catch (error) {
    // Without a commit nobody was ever moved.
    if (!(error instanceof GitError)) throw error;
    return [];
  }
}
