import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ENGINES } from '../../project/engines';
import { type GitOps, problemsOfGitOps } from '../../project/engines/gitops';
import {
  FOLDERS,
  type Folders,
  foldersSchema,
  type NamedFolders,
  problemsOfFolders,
} from '../../project/files/folders';
import { labelProblem } from '../answers';
import type { Ask } from '../ask';
import { FORGES } from './address';
import type { NewProject } from './project-files';
import { freeFolders, type Surroundings, surroundingsOf, takenBy } from './surroundings';

/** What the options say. */
interface Said extends NamedFolders {
  readonly env: readonly string[];
  readonly engine: readonly string[];
  readonly repository?: string;
  readonly branch?: string;
  readonly pipeline?: string;
}

/** Asks for all that a new project has to know, and proposes what it finds. */
export async function newProjectAsked(
  here: string,
  folder: string | undefined,
  said: Said,
  ask: Ask,
): Promise<{ readonly root: string; readonly around: Surroundings; readonly project: NewProject }> {
  const root = resolve(
    here,
    await ask({
      option: 'the folder',
      text: 'Folder of the project',
      said: folder ?? '.',
      default: freeFolder(here),
      wrong: answer => folderProblem(here, answer),
    }),
  );
  const folders = await foldersAsked(root, said, ask);
  const around = surroundingsOf(root);
  const environments = await environmentsAsked(said, ask);
  const words = await ask({
    option: '--engine',
    text: `What applies the result: ${ENGINES.map(({ id }) => id).join(', ')}, several with commas, or none`,
    said: said.engine.length ? said.engine.join(',') : undefined,
    wrong: enginesProblem,
  });
  const engines = enginesIn(words);
  const reads = ENGINES.some(({ id, readsRepository }) => readsRepository && engines.includes(id));
  const read = reads && {
    repository: await ask({
      option: '--repository',
      text: 'Address by which it reads this repository',
      said: said.repository,
      ...(around.repository !== undefined && { default: around.repository }),
      wrong: answer => repositoryProblem(engines, answer),
    }),
  };
  const branch = await ask({
    option: '--branch',
    text: 'Branch that is delivered',
    said: said.branch ?? (reads ? undefined : (around.branch ?? 'main')),
    default: around.branch ?? 'main',
  });
  const pipeline = await ask({
    option: '--pipeline',
    text: `Pipeline files for ${FORGES.join(', ')} or none`,
    said: said.pipeline,
    default: around.forge ?? 'none',
    wrong: answer =>
      [...FORGES, 'none'].includes(answer) ? undefined : `expected ${FORGES.join(', ')} or none, got "${answer}"`,
  });
  const forge = FORGES.find(forge => forge === pipeline);
  return {
    root,
    around,
    project: { environments, engines, folders, ...read, branch, ...(forge && { pipeline: forge }) },
  };
}

// Who can have the usual names is not asked.
async function foldersAsked(root: string, said: Said, ask: Ask): Promise<Folders> {
  const free = freeFolders(root);
  const named = async (key: keyof Folders, words: string, others: NamedFolders) =>
    ask({
      option: `--${key}`,
      text: `Folder of the ${words}; ${key}/ is used by others`,
      said: said[key] ?? (takenBy(root, { ...free, [key]: FOLDERS[key] }) === undefined ? free[key] : undefined),
      default: free[key],
      wrong: answer => namedProblem({ ...others, [key]: answer }, key) ?? takenBy(root, { ...free, [key]: answer }),
    });
  const apps = await named('apps', 'specs', {});
  const releases = await named('releases', 'release files', { apps });
  return { apps, releases, dist: await named('dist', 'YAML that is made of them', { apps, releases }) };
}

function namedProblem(named: NamedFolders, key: keyof Folders): string | undefined {
  const { success } = foldersSchema.safeParse(named);
  if (!success) return `expected a folder of the project, of letters, digits, "-", "_" and ".", got "${named[key]}"`;
  return problemsOfFolders(named).find(({ path }) => path.at(-1) === key)?.message;
}

async function environmentsAsked({ env }: Said, ask: Ask): Promise<ReadonlyMap<string, string>> {
  const words = await ask({
    option: '--env',
    text: 'Environments, from the first to the last, with commas',
    said: env.length ? env.join(',') : undefined,
    default: 'production',
    wrong: environmentsProblem,
  });
  const environments = new Map<string, string>();
  for (const word of partsOf(words)) {
    const [name = '', namespace] = word.split('=');
    const others = new Map(environments);
    environments.set(
      name,
      await ask({
        option: `--env ${name}`,
        text: `Namespace of ${name}`,
        said: namespace,
        default: name,
        wrong: answer => namespaceProblem(answer, others),
      }),
    );
  }
  return environments;
}

const partsOf = (words: string) => words.split(/[\s,]+/).filter(Boolean);

function environmentsProblem(answer: string): string | undefined {
  const names = partsOf(answer).map(word => word.split('=')[0]!);
  if (!names.length) return 'expected the name of at least one environment';
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? names.map(labelProblem).find(Boolean) : `"${twice}" is there twice`;
}

function namespaceProblem(answer: string, others: ReadonlyMap<string, string>): string | undefined {
  const [owner] = [...others].find(([, namespace]) => namespace === answer) ?? [];
  return owner === undefined
    ? labelProblem(answer)
    : `expected a namespace of its own, got "${answer}", as in ${owner}`;
}

const enginesIn = (words: string) => [...new Set(partsOf(words))].filter(word => word !== 'none');

function enginesProblem(answer: string): string | undefined {
  const ids: readonly string[] = ENGINES.map(({ id }) => id);
  const parts = partsOf(answer);
  const strange = parts.find(word => word !== 'none' && !ids.includes(word));
  if (strange !== undefined || !parts.length) return `expected ${ids.join(', ')} or none, got "${strange ?? answer}"`;
  return parts.includes('none') && parts.some(word => word !== 'none')
    ? `expected none alone, or engines, got "${answer}"`
    : undefined;
}

function repositoryProblem(engines: readonly string[], repository: string): string | undefined {
  const [problem] = problemsOfGitOps({
    engines: engines as NonNullable<GitOps['engines']>,
    repository,
  });
  return problem && `${problem.message}${problem.fix ? `: write ${problem.fix}` : ''}`;
}

function folderProblem(here: string, folder: string): string | undefined {
  const root = resolve(here, folder);
  if (existsSync(join(root, 'bluegreen.yaml'))) return `${folder} has a project already`;
  const why = takenBy(root, freeFolders(root));
  return (
    why &&
    `${folder === '.' ? 'this folder' : folder} can't have the project: ${why}; take another one, such as bluegreen init ${freeFolder(here)}`
  );
}

function freeFolder(here: string): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'deploy' : `deploy-${number}`;
    if (!existsSync(join(here, name))) return name;
  }
}
