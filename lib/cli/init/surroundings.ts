import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ignored } from '../../git/ignored';
import { mainBranch, remoteAddress } from '../../git/surroundings';
import { isInWorkTree, workTree } from '../../git/work-tree';
import { specFrom } from '../../project/files/application-files';
import { FOLDERS, type Folders } from '../../project/files/folders';
import { ENGINE_FOLDERS } from '../../project/output/layout';
import { engineAddress, type Forge, forgeOf } from './address';
import { type PackageManager, packageManagerIn } from './package-manager';

/** What a new project finds around it. */
export interface Surroundings {
  /** The root of the repository; without one, the project's folder, or the one in which it is to be made. */
  readonly top: string;
  /** Of the project, from there; empty for itself. */
  readonly folder: string;
  readonly isInGit: boolean;
  /** As engines read it. */
  readonly repository?: string;
  readonly branch?: string;
  readonly forge?: Forge;
  readonly packages: PackageManager;
  /** Files by path from `top`, of those that a project has: what is there already. */
  readonly texts: ReadonlyMap<string, string>;
  /** Which of some files git ignores, by paths from `top`. */
  isIgnored(path: string): boolean;
}

/** The root of the repository that a folder is in; itself where there is none. */
export function topOf(folder: string): string {
  return isInWorkTree(folder) ? workTree(folder) : folder;
}

/** Looks around a folder, which need not be there yet. */
export function surroundingsOf(root: string): Surroundings {
  const there = nearestFolder(root);
  const isInGit = isInWorkTree(there);
  const top = topOf(there);
  const remote = isInGit ? remoteAddress(there) : undefined;
  const folder = relative(top, root).split(sep).join('/');
  const below = (path: string) => (folder ? `${folder}/${path}` : path);
  const files = ['.gitignore', 'package.json', 'cdk8s.yaml'].map(below);
  const forges = [
    '.github/workflows/bluegreen.yaml',
    '.github/actions/bluegreen/action.yml',
    '.gitlab-ci.yml',
    '.gitlab/bluegreen.yml',
  ];
  const texts = new Map(
    [...files, ...forges].flatMap(path => {
      const text = textOf(join(top, path));
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
  return {
    top,
    folder,
    isInGit,
    ...(remote && engineAddress(remote) && { repository: engineAddress(remote)! }),
    ...(isInGit && { branch: mainBranch(there) ?? 'main' }),
    ...forgeSeen(top, remote),
    packages: packageManagerIn(root, top),
    texts,
    isIgnored: path => isInGit && ignored(top, [path]).size > 0,
  };
}

function forgeSeen(top: string, remote: string | undefined): { readonly forge?: Forge } {
  const byAddress = remote === undefined ? undefined : forgeOf(remote);
  if (byAddress) return { forge: byAddress };
  if (existsSync(join(top, '.github'))) return { forge: 'github' };
  return existsSync(join(top, '.gitlab-ci.yml')) ? { forge: 'gitlab' } : {};
}

/** Why a project can't stand in a folder: what others have there, in words. Undefined where it can. */
export function takenBy(root: string, folders: Folders = FOLDERS): string | undefined {
  const cdk8s = textOf(join(root, 'cdk8s.yaml'));
  if (cdk8s !== undefined && !cdk8s.includes('cdk8s-blue-green') && outputOf(cdk8s) === 'dist') {
    return 'its cdk8s.yaml writes dist/ too, and cdk8s empties that folder before each synth';
  }
  const strange =
    strangerInApps(root, folders.apps) ?? strangerInReleases(root, folders.releases) ?? strangerInDist(root);
  return (
    strange &&
    `${strange} is there, which others use: this project has ${folders.apps}/, ${folders.releases}/ and dist/ for itself`
  );
}

/**
 * The names that a project may give its folders where it has not said any: the usual ones, and others where those are used
 * already.
 */
export function freeFolders(root: string): Folders {
  const { apps, releases } = FOLDERS;
  return {
    apps: strangerInApps(root, apps) === undefined ? apps : `blue-green/${apps}`,
    releases: strangerInReleases(root, releases) === undefined ? releases : `blue-green/${releases}`,
  };
}

// What of the folders that a project has for itself it could not read, or would have to take away.
function strangerInApps(root: string, folder: string): string | undefined {
  const names = namesIn(root, folder);
  const app = names.find(name => {
    // The files that a spec names.
    if (names.includes(`${name}.yaml`)) return !isFolder(join(root, folder, name));
    const text = textOf(join(root, folder, name));
    return text === undefined || !name.endsWith('.yaml') || !specFrom(`${folder}/${name}`, { text }, []).value;
  });
  return app === undefined ? undefined : `${folder}/${app}`;
}

function strangerInReleases(root: string, releases: string): string | undefined {
  for (const environment of namesIn(root, releases)) {
    const folder = `${releases}/${environment}`;
    if (!isFolder(join(root, folder))) return folder;
    const other = namesIn(root, folder).find(name => !name.endsWith('.yaml'));
    if (other !== undefined) return `${folder}/${other}`;
  }
  return undefined;
}

function strangerInDist(root: string): string | undefined {
  const ours = new Set(['dist/apps', ...ENGINE_FOLDERS]);
  return namesIn(root, 'dist')
    .map(name => `dist/${name}`)
    .find(path => !ours.has(path));
}

// Without the key it is dist: https://cdk8s.io/docs/latest/cli/synth/
function outputOf(cdk8s: string): string {
  const [, output = 'dist'] = /^output:\s*["']?([^\s"'#]+)/m.exec(cdk8s) ?? [];
  return output.replace(/^\.\/|\/$/g, '');
}

function namesIn(root: string, folder: string): string[] {
  return isFolder(join(root, folder))
    ? readdirSync(join(root, folder))
        .filter(name => !name.startsWith('.'))
        .sort()
    : [];
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function textOf(path: string): string | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined;
}

function nearestFolder(path: string): string {
  return isFolder(path) ? path : nearestFolder(dirname(path));
}
