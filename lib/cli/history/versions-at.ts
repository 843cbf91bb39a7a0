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

/**
 * The versions of each of some places, the newest first, read together and no further than somebody asks: of a fleet, git goes
 * through its history once, in place of once for each.
 * @param places that are going to be asked for, such as `production/ping`; another one is read by itself
 * @param revision a commit, branch or tag
 */
export function versionsOfEach(
  root: string,
  places: readonly string[],
  revision?: string,
): (place: string) => Iterable<PlacedVersion> {
  const together = versionsIn(root, places, revision);
  const read = new Map<string, PlacedVersion[]>(places.map(place => [place, []]));
  return function* (place) {
    const own = read.get(place);
    // Such as a member of the group of one of them.
    if (!own) return yield* versionsIn(root, [place], revision);
    for (let at = 0; ; at++) {
      while (at >= own.length) {
        const next = together.next();
        if (next.done) return;
        read.get(next.value.place)?.push(next.value);
      }
      yield own[at]!;
    }
  };
}

/** Such as `production/ping`. */
export function placeOf({ environment, application }: ApplicationState): string {
  return `${environment}/${application}`;
}
