import * as z from 'zod/mini';
import { dnsLabel, objectName } from '../../construct/props/names';
import { shapeOf } from '../../construct/props/shape';
import type { Problem } from '../../construct/validate/problem';

/** Which engine applies what is written. */
enum Engine {
  ARGOCD = 'argocd',
  FLUX = 'flux',
  BOTH = 'both',
  NONE = 'none',
}

/** Where Argo CD is. */
export interface ArgoCdSettings {
  /**
   * The namespace that Argo CD runs in.
   * @default "argocd"
   */
  readonly namespace?: string;
}

/** Where Flux is, and how it reads the repository. */
export interface FluxSettings {
  /**
   * The namespace that gets Flux's objects.
   * @default "flux-system"
   */
  readonly namespace?: string;
  /**
   * Name of an existing Secret in that namespace that opens the repository.
   * @default - none, for a repository that everybody may read
   * @see https://fluxcd.io/flux/components/source/gitrepositories/#secret-reference
   */
  readonly secret?: string;
}

/** What applies the output, and where it finds it. */
export interface GitOps {
  /** For which engines objects are written: `argocd`, `flux`, `both` or `none`. */
  readonly engine: Engine;
  /**
   * Address of the git repository that holds dist/.
   * @default - has to be said, unless the engine is `none`
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
  /** @default - Argo CD as it is installed by default */
  readonly argocd?: ArgoCdSettings;
  /** @default - Flux as it is installed by default */
  readonly flux?: FluxSettings;
}

const argoCdSchema = z
  .strictObject(shapeOf<ArgoCdSettings>()({ namespace: z.optional(dnsLabel) }))
  .register(z.globalRegistry, { id: 'ArgoCdSettings' });

const fluxSchema = z
  .strictObject(shapeOf<FluxSettings>()({ namespace: z.optional(dnsLabel), secret: z.optional(objectName) }))
  .register(z.globalRegistry, { id: 'FluxSettings' });

const FOLDER = /^(?!\/)(?!(.*\/)?\.\.(\/|$))[-\w./]+$/;

export const gitOpsSchema = z
  .strictObject(
    shapeOf<GitOps>()({
      engine: z.enum(Engine),
      repository: z.optional(z.string().check(z.minLength(1, 'the address of a git repository'))),
      branch: z.optional(z.string().check(z.minLength(1, 'the name of a branch'))),
      path: z.optional(z.string().check(z.regex(FOLDER, 'a folder of the repository, such as "deploy/"'))),
      argocd: z.optional(argoCdSchema),
      flux: z.optional(fluxSchema),
    }),
  )
  .register(z.globalRegistry, { id: 'GitOps' });

export const usesFlux = ({ engine }: GitOps): boolean => engine === Engine.FLUX || engine === Engine.BOTH;
export const usesArgoCd = ({ engine }: GitOps): boolean => engine === Engine.ARGOCD || engine === Engine.BOTH;

/** `deploy/envs`: the folder that `path` means, without "/" at its end; empty for the root of the repository. */
export function folderOf({ path = '' }: Pick<GitOps, 'path'>): string {
  return path
    .split('/')
    .filter(step => step && step !== '.')
    .join('/');
}

/**
 * What is wrong with `path`, which engines put before `dist/`: with another folder than the project's they find nothing.
 * @param folder of the project, from the root of its repository, as git knows it
 */
export function problemOfPlace(gitops: GitOps, folder: string): Problem | undefined {
  if (!(usesArgoCd(gitops) || usesFlux(gitops)) || folderOf(gitops) === folder) return undefined;
  const looked = folderOf(gitops) ? `in ${folderOf(gitops)}/dist` : 'in dist/ of its root';
  return {
    path: gitops.path === undefined ? ['gitops'] : ['gitops', 'path'],
    message: `engines look for this project ${looked}, and in the repository it is ${folder ? `in ${folder}/dist` : 'at the root'}: they find nothing to apply`,
    fix: wayTo(folder),
    // Whoever says it may mean a repository into which this one is copied.
    ...(gitops.path !== undefined && { warning: true }),
  };
}

function wayTo(folder: string): string {
  if (!folder) return 'take "path" away';
  return FOLDER.test(folder) ? `path: ${folder}` : 'a folder with a name of letters, digits, "-", "_" and "."';
}

/** What is wrong with the keys together; paths start at `gitops`. */
export function problemsOfGitOps(gitops: GitOps): Problem[] {
  const { engine, repository } = gitops;
  if (engine === Engine.NONE) return [];
  if (repository === undefined) {
    return [
      {
        path: ['gitops'],
        message: `"repository" is missing: expected the address from which ${engine === Engine.BOTH ? 'both engines read' : `${engine} reads`} this repository`,
        fix: 'repository: https://git.example.com/team/deploy.git, or engine: none',
      },
    ];
  }
  // https://fluxcd.io/flux/components/source/gitrepositories/#url
  if (!usesFlux(gitops) || /^(https?|ssh):\/\//.test(repository)) return [];
  const [, host, path] = /^([^/:]+):(?!\/\/)(.+)$/.exec(repository) ?? [];
  return [
    {
      path: ['gitops', 'repository'],
      message: `expected an address that starts with https://, http:// or ssh://, as Flux takes it, got ${JSON.stringify(repository)}`,
      ...(host && { fix: `ssh://${host}/${path}` }),
    },
  ];
}
