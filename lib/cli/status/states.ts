import { join } from 'node:path';
import { filesOf, readSpec, releaseFrom, releasePath } from '../../project/files/application-files';
import type { DeliveryPolicy } from '../../project/files/delivery-policy';
import type { Diagnostic } from '../../project/files/diagnostic';
import { readFileText } from '../../project/files/file-text';
import type { ApplicationFile, SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { companionsOf, groupOf } from '../../project/files/groups';
import { deliveryIn, specIn } from '../../project/files/placed-application';
import type { ValidatedFile } from '../../project/files/validated-file';
import type { ApplicationState } from '../../release/application-state';
import type { GroupStatus } from '../../release/status';
import { Progress } from '../progress';
import { type Selection, selected, withMembers } from '../selection';
import { yamlStems } from '../verbs/applications';
import { LastCommit } from '../verbs/last-commit';

/** What is looked at: some applications in some environments. */
interface Scope extends Selection {
  readonly environments: readonly string[];
}

/** Where an application stands, and what `bluegreen advance` does with it by itself. */
export interface StatedApplication extends ApplicationState {
  readonly delivery: DeliveryPolicy;
  /** @default - its users move alone */
  readonly group?: GroupStatus;
}

/** Where the selected applications stand; those whose files are wrong are left out, and what is wrong is added. */
export function statesIn(
  root: string,
  settings: SettingsFile,
  scope: Scope,
  problems: Diagnostic[],
): StatedApplication[] {
  const folders = foldersOf(settings);
  const everywhere = scope.environments.map(environment => ({
    environment,
    applications: yamlStems(join(root, folders.releases, environment)),
  }));
  const known = [...new Set(everywhere.flatMap(({ applications }) => applications))].sort();
  const names = withMembers(scope.names, settings, known);
  const wanted = new Set(selected({ ...scope, names }, known));
  const places = everywhere.flatMap(({ environment, applications }) =>
    applications.filter(application => wanted.has(application)).map(application => ({ environment, application })),
  );
  const lastCommit = new LastCommit(
    root,
    places.map(({ environment, application }) => releasePath(folders, environment, application)),
  );
  const groupIn = (environment: string, application: string): GroupStatus | undefined => {
    const group = groupOf(settings, application);
    const { applications } = everywhere.find(one => one.environment === environment)!;
    const others = group ? companionsOf(settings, application, applications) : [];
    return group && others.length ? { name: group.name, others } : undefined;
  };
  const specs = new Map<string, ValidatedFile<ApplicationFile>>();
  const states: StatedApplication[] = [];
  for (const { environment, application } of new Progress('applications', places.length).over(places)) {
    const files = filesOf(folders, environment, application);
    const path = files.release;
    const spec = specs.get(application) ?? readSpec(root, folders, application, problems);
    specs.set(application, spec);
    const text = readFileText(root, path);
    const state = releaseFrom(path, text, problems).value;
    if (!spec.value || !state) continue;
    const group = groupIn(environment, application);
    states.push({
      environment,
      application,
      files,
      spec: specIn(environment, spec.value, settings.environments[environment]),
      state,
      committed: lastCommit.holds(path, text) ? state : lastCommit.release(path),
      delivery: deliveryIn(environment, spec.value, settings.environments[environment]),
      ...(group && { group }),
    });
  }
  return states;
}
