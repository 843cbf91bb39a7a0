import type { ProjectPlace } from '../engines/gitops';
import { problemsOfAll } from './all-applications';
import { activeFor, type ContextSources, readContext } from './context';
import { type Diagnostic, inFileOrder } from './diagnostic';
import type { SettingsFile } from './files';
import { foldersSaid } from './folders';
import { problemsOfMembers } from './groups';
import { type PlacedApplication, placed } from './placed-application';
import { readReleases } from './releases';
import { problemsOfOutput, problemsOfPlace, readSettings } from './settings';
import { readSpecs } from './specs';
import { valid } from './validated-file';

export interface Project {
  /** Undefined while bluegreen.yaml is wrong. */
  readonly settings?: SettingsFile;
  /** By environment and name; fit to be rendered only where nothing is wrong with the project. */
  readonly applications: readonly PlacedApplication[];
  /** What reading alone shows. */
  readonly problems: readonly Diagnostic[];
}

/**
 * Reads bluegreen.yaml, specs, release files and context. Writes nothing.
 * @param place asks git where the project stands; undefined where nobody knows
 * @param isRunByCdk8s whether `cdk8s synth` has started this, by the cdk8s.yaml of the project
 */
export function readProject(
  root: string,
  sources: ContextSources,
  place: () => ProjectPlace | undefined = () => undefined,
  isRunByCdk8s = false,
): Project {
  const problems: Diagnostic[] = [];
  const settings = readSettings(root, problems);
  problems.push(...problemsOfPlace(settings, place), ...problemsOfOutput(root, settings, isRunByCdk8s || undefined));
  const folders = foldersSaid(settings.file.value);
  // Nobody knows where the rest stands.
  if (!folders) return { applications: [], problems };
  const specs = readSpecs(root, folders, settings.value, problems);
  const releases = readReleases(root, folders, settings.value, specs, problems);
  const { groups = {} } = settings.value ?? {};
  problems.push(...problemsOfMembers(groups, folders.apps, [...specs.keys()]).map(one => settings.file.locate(one)));
  const contexts = readContext(sources, { folders, settings: settings.value, specs, releases }, problems);

  const deployed = new Map<string, string[]>();
  for (const { environment, application } of releases) {
    deployed.set(environment, [...(deployed.get(environment) ?? []), application]);
  }
  const applications = releases.flatMap(release => {
    const { environment, application } = release;
    const read = specs.get(application);
    const spec = read && valid(read);
    const state = valid(release);
    if (!spec || !state) return [];
    return [
      placed({
        environment,
        deployed: deployed.get(environment)!,
        settings: valid(settings),
        spec,
        release: state,
        context: activeFor(contexts, environment, application),
      }),
    ];
  });
  return { settings: settings.value, applications, problems };
}

/** All that is wrong with a project, the decisions that follow from it included, in the order of the files. */
export function problemsOfProject({ applications, problems }: Project): Diagnostic[] {
  const decided = problemsOfAll(applications).map(({ of, problem }) => of.locate(problem));
  return inFileOrder([...problems, ...decided]);
}
