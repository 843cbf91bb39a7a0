import { GitError } from '../../git/git-error';
import type { VersionWithBefore } from '../../history/rollback-target';
import type { ApplicationState } from '../../release/application-state';
import { releaseVersions } from './release-versions';

/** All versions of the release files of some applications, the newest first, by the application. */
export function versionsAt(
  root: string,
  applications: readonly ApplicationState[],
): (application: ApplicationState) => readonly VersionWithBefore[] {
  const versions = new Map<string, VersionWithBefore[]>(applications.map(one => [placeOf(one), []]));
  const of = (application: ApplicationState) => versions.get(placeOf(application)) ?? [];
  if (!versions.size) return of;
  try {
    for (const { place, commit, text, before } of releaseVersions(root, [...versions.keys()])) {
      versions.get(place)?.push({ commit, text, before });
    }
  } catch (error) {
    // Without a commit nothing has happened yet.
    if (!(error instanceof GitError)) throw error;
  }
  return of;
}

function placeOf({ environment, application }: ApplicationState): string {
  return `${environment}/${application}`;
}
