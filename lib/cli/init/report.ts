import { relative, sep } from 'node:path';
import { ENGINES } from '../../project/engines';
import { firstSync } from '../../project/engines/first-sync';
import { lines, type Terminal } from '../../text/terminal';
import type { NewProject } from './project-files';
import type { Surroundings } from './surroundings';

/** What came of `bluegreen init`; with `--output json` this is what is printed. */
export interface InitReport {
  /** Of the project, from the root of the repository. */
  readonly folder: string;
  /** Namespaces by environment. */
  readonly environments: Readonly<Record<string, string>>;
  /** What is there already and was to be otherwise. */
  readonly notes: readonly string[];
  /** From the root of the repository. */
  readonly files: readonly string[];
  readonly dryRun: boolean;
  /** Commands that come next. */
  readonly next: readonly string[];
  /** Whether the project was there before, so that nothing was done. */
  readonly isThere: boolean;
}

/** What a person reads. */
export function initText({ folder, environments, notes, files, dryRun, next, isThere }: InitReport): Terminal {
  if (isThere)
    return lines([`nothing to do: ${folder} has a project already, and its bluegreen.yaml is yours to edit`]);
  return lines([
    `a project in ${folder === '.' ? 'this folder' : folder}`,
    ...Object.entries(environments).map(
      ([name, namespace]) => `  ${name} is the namespace "${namespace}", for all its applications`,
    ),
    ...notes.map(note => `  ${note}`),
    ...files.map(file => `  ${dryRun ? 'would write' : 'wrote'} ${file}`),
    ...(dryRun ? ['dry run: nothing was written'] : []),
    'next:',
    ...next.map(command => `  ${command}`),
  ]);
}

/** What a person types next: to the first sync. */
export function nextSteps(here: string, root: string, around: Surroundings, project: NewProject): string[] {
  const { dist } = project.folders;
  const way = relative(here, root).split(sep).join('/');
  const [[environment, namespace]] = [...project.environments] as [[string, string]];
  return [
    ...(way ? [`cd ${way}`] : []),
    `${around.packages.tool} new web --image registry.example.com/web:1.0 --port 8080 --readiness /health --env ${environment}`,
    `${around.isInGit ? '' : 'git init && '}git add --all && git commit -m "Start web" && git push`,
    ...(project.engines.length ? [`kubectl create namespace ${namespace}`] : []),
    ...ENGINES.flatMap(({ id }) => (project.engines.includes(id) ? [firstSync(id, dist, environment)] : [])),
  ];
}
