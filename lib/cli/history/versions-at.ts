import { GitError } from '../../git/git-error';
import type { PlacedVersion } from '../../history/last-movers';
import type { VersionWithBefore } from '../../history/rollback-target';
import type { ApplicationState } from '../../release/application-state';
import { releaseVersions } from './release-versions';

/** All versions of the release files of some applications, the newest first, by the application. */
export function versionsAt(
  root: string,
  applications: readonly ApplicationState[],
): (application: ApplicationState) => readonly VersionWithBefore[] {
  const versions = new Map<string, VersionWithBefore[]>(applications.map(one => [placeOf(one), []]));
  for (const { place, ...version } of versionsIn(root, [...versions.keys()])) versions.get(place)?.push(version);
  return application => versions.get(placeOf(application)) ?? [];
}

/**
 * The same of some places, all together, read no further than somebody asks.
 * @param places such as `production/ping`
 * @param revision a commit, branch or tag
 */
export function* versionsIn(root: string, places: readonly string[], revision?: string): Generator<PlacedVersion> {
  if (!places.length) return;
  try {
    yield* releaseVersions(root, places, revision);
  } catch (error) {
    // Without a commit nothing has happened yet.
    if (!(error instanceof GitError)) throw error;
  }
}

function placeOf({ environment, application }: ApplicationState): string {
  return `${environment}/${application}`;
}
