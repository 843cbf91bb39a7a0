import { versionsOf } from '../git/versions';
import { type ApplicationHistory, applicationHistory } from '../history/application-history';
import type { ReleaseVersion } from '../history/moment';
import { type Selection, selected } from './selection';

/** Which histories are told. */
interface Scope extends Selection {
  readonly environments: readonly string[];
}

/**
 * What git knows of the selected applications, those that are gone included, by environment and name.
 * @param now milliseconds since 1970
 * @throws GitError where nothing is committed; UsageError for a name that was never committed
 */
export function historiesIn(root: string, scope: Scope, now: number): ApplicationHistory[] {
  const versions = new Map<string, ReleaseVersion[]>();
  // The newest first; a history is told from the oldest on.
  for (const version of versionsOf(
    root,
    scope.environments.map(environment => `releases/${environment}/*.yaml`),
  )) {
    versions.set(version.path, [version, ...(versions.get(version.path) ?? [])]);
  }
  const places = [...versions.keys()].sort().map(path => {
    const [, environment, file] = path.split('/') as [string, string, string];
    return { path, environment, application: file.slice(0, -'.yaml'.length) };
  });
  const wanted = new Set(selected(scope, [...new Set(places.map(({ application }) => application))].sort()));
  return places
    .filter(({ application }) => wanted.has(application))
    .map(({ path, environment, application }) =>
      applicationHistory(environment, application, versions.get(path)!, now),
    );
}
