import { problemsOfAll } from '../decide/all-applications';
import { activeFor, type ContextSources, readContext } from './context';
import { inFileOrder, type LocatedProblem } from './located-problem';
import { type PlacedApplication, placed } from './placed-application';
import { readReleases } from './releases';
import { readSettings } from './settings';
import { readSpecs } from './specs';

export interface Project {
  /** By environment and name; fit to be rendered only where nothing is wrong with the project. */
  readonly applications: readonly PlacedApplication[];
  /** What reading alone shows. */
  readonly problems: readonly LocatedProblem[];
}

/** Reads bluegreen.yaml, apps/, releases/ and context. Writes nothing. */
export function readProject(root: string, sources: ContextSources): Project {
  const problems: LocatedProblem[] = [];
  const settings = readSettings(root, problems);
  const specs = readSpecs(root, settings, problems);
  const releases = readReleases(root, settings, specs, problems);
  const contexts = readContext(sources, { settings, specs, releases }, problems);

  const applications = releases.flatMap(release => {
    const { environment, application } = release;
    const spec = specs.get(application);
    if (!spec?.value || !release.value) return [];
    return [
      placed({
        environment,
        // While bluegreen.yaml does not say it, any namespace will do to look for what else is wrong.
        namespace: settings?.environments[environment]?.namespace ?? environment,
        spec: { file: spec.file, value: spec.value },
        release: { file: release.file, value: release.value },
        context: activeFor(contexts, environment, application),
      }),
    ];
  });
  return { applications, problems };
}

/** All that is wrong with a project, the decisions that follow from it included, in the order of the files. */
export function problemsOfProject({ applications, problems }: Project): LocatedProblem[] {
  const decided = problemsOfAll(applications).map(({ of, problem }) => of.locate(problem));
  return inFileOrder([...problems, ...decided]);
}
