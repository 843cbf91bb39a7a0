import * as z from 'zod/mini';
import { shapeOf } from '../../construct/props/shape';
import type { Problem } from '../../construct/validate/problem';
import { ENGINES, type KnownEngine, OLDER_WORDS } from '.';
import type { Engine } from './engine';

type EngineId = KnownEngine['id'];

type OlderWord = keyof typeof OLDER_WORDS;

type EngineWithSettings = Extract<KnownEngine, { readonly settings: z.ZodMiniType }>;
type EngineSettings = { readonly [E in EngineWithSettings as E['id']]?: z.infer<E['settings']> };

/** What applies the output, and where it finds it. Beside these keys, each engine has one for its own settings. */
export interface GitOps extends EngineSettings {
  /**
   * The engines for which files are written; `[]` for none.
   * @default - has to be said, here or by `engine`
   */
  readonly engines?: EngineId[];
  /**
   * The older way to say `engines`: one of the first two, `both` of them, or `none`.
   * @default - `engines` says it
   */
  readonly engine?: OlderWord;
  /**
   * Address of the git repository that holds dist/.
   * @default - has to be said, unless no engine reads it
   */
  readonly repository?: string;
  /**
   * The branch that is delivered.
   * @default "main"
   */
  readonly branch?: string;
  /**
   * The folder of bluegreen.yaml in the repository, such as `deploy/`.
   * @default "./" - the repository's root
   */
  readonly path?: string;
}

const settingsShape = Object.fromEntries(
  ENGINES.flatMap(({ id, settings }) => (settings ? [[id, z.optional(settings)]] : [])),
) as { [E in EngineWithSettings as E['id']]: z.ZodMiniOptional<E['settings']> };

const FOLDER = /^(?!\/)(?!(.*\/)?\.\.(\/|$))[-\w./]+$/;

export const gitOpsSchema = z
  .strictObject(
    shapeOf<GitOps>()({
      engines: z.optional(z.array(z.enum(ENGINES.map(({ id }) => id) as EngineId[]))),
      engine: z.optional(z.enum(Object.keys(OLDER_WORDS) as OlderWord[])),
      repository: z.optional(z.string().check(z.minLength(1, 'the address of a git repository'))),
      branch: z.optional(z.string().check(z.minLength(1, 'the name of a branch'))),
      path: z.optional(z.string().check(z.regex(FOLDER, 'a folder of the repository, such as "deploy/"'))),
      ...settingsShape,
    }),
  )
  // One of the two ways to say it.
  .register(z.globalRegistry, {
    id: 'GitOps',
    oneOf: ['engines', 'engine'].map(key => ({ properties: { [key]: {} }, required: [key] })),
  });

/** The engines that are used, by their words in bluegreen.yaml. */
export function enginesOf({ engines, engine }: GitOps): readonly string[] {
  return engines ?? (engine === undefined ? [] : OLDER_WORDS[engine]);
}

function readersOf(gitops: GitOps): Engine[] {
  const used = enginesOf(gitops);
  return ENGINES.filter(({ id, readsRepository }) => readsRepository && used.includes(id));
}

/** `deploy/envs`: the folder that `path` means, without "/" at its end; empty for the root of the repository. */
export function folderOf({ path = '' }: Pick<GitOps, 'path'>): string {
  return path
    .split('/')
    .filter(step => step && step !== '.')
    .join('/');
}

/** Where a project stands, as git knows it. */
export interface ProjectPlace {
  /** From the root of its repository; empty for the root. */
  readonly folder: string;
  /** The addresses of the repositories that it is fetched from. */
  remotes(): readonly string[];
}

/**
 * What is wrong with `path`, which engines put before `dist/`: with another folder than the project's they find nothing.
 * @param dist what dist/ is called
 * @param placeOf asks git; undefined where nobody knows
 */
export function problemOfPlace(
  gitops: GitOps,
  dist: string,
  placeOf: () => ProjectPlace | undefined,
): Problem | undefined {
  const place = readersOf(gitops).length ? placeOf() : undefined;
  if (!place || folderOf(gitops) === place.folder) return undefined;
  const { folder } = place;
  const looked = folderOf(gitops) ? `in ${folderOf(gitops)}/${dist}` : `in ${dist}/ of its root`;
  return {
    path: gitops.path === undefined ? ['gitops'] : ['gitops', 'path'],
    message: `engines look for this project ${looked}, and in the repository it is ${folder ? `in ${folder}/${dist}` : 'at the root'}: they find nothing to apply`,
    fix: wayTo(folder),
    // Whoever says it may mean a repository into which this one is copied.
    ...(gitops.path !== undefined && !isReadFrom(place, gitops) && { warning: true }),
  };
}

const isReadFrom = (place: ProjectPlace, { repository }: GitOps): boolean =>
  place.remotes().some(remote => isSame(remote, repository));

// One repository has many addresses: https://host/a/b.git, ssh://git@host:22/a/b and git@host:a/b.
function isSame(one: string, other = ''): boolean {
  const [a, b] = [one, other].map(address =>
    address
      .replace(/^[a-z][a-z+]*:\/\//, '')
      .replace(/^[^@/]*@/, '')
      .replace(/^([^/:]+):(\d+\/)?/, '$1/')
      .replace(/(\.git)?\/*$/, '')
      .toLowerCase(),
  );
  return a === b;
}

function wayTo(folder: string): string {
  if (!folder) return 'take "path" away';
  return FOLDER.test(folder) ? `path: ${folder}` : 'a folder with a name of letters, digits, "-", "_" and "."';
}

/** What is wrong with the keys together; paths start at `gitops`. */
export function problemsOfGitOps(gitops: GitOps): Problem[] {
  const { engines, engine, repository } = gitops;
  const words = ENGINES.map(({ id }) => id).join(', ');
  if (!engines && !engine) {
    return [
      {
        path: ['gitops'],
        message: `"engines" is missing: expected a list of what applies dist/, out of ${words}`,
        fix: `engines: [${ENGINES[0]!.id}], or no "gitops" at all`,
      },
    ];
  }
  if (engines && engine) {
    return [
      {
        path: ['gitops', 'engine'],
        message: 'expected it to be said once: "engines" says what applies dist/ already',
        fix: 'take out "engine", which is the older word',
      },
    ];
  }
  const readers = readersOf(gitops);
  if (!readers.length) return [];
  if (repository === undefined) {
    const who = engine === 'both' ? 'both engines' : readers.map(({ id }) => id).join(' and ');
    const verb = readers.length > 1 ? 'read' : 'reads';
    return [
      {
        path: ['gitops'],
        message: `"repository" is missing: expected the address from which ${who} ${verb} this repository`,
        fix: `repository: https://git.example.com/team/deploy.git, or ${engine ? 'engine: none' : 'engines: []'}`,
      },
    ];
  }
  return readers.flatMap(reader => reader.problemsOf(repository));
}
