import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { ignored } from '../../git/ignored';
import { mainBranch, remoteAddress } from '../../git/surroundings';
import { isInWorkTree, workTree } from '../../git/work-tree';
import { specFrom } from '../../project/files/application-files';
import { type Cdk8sProject, cdk8sProject } from '../../project/files/cdk8s-project';
import { FOLDERS, type Folders, isIn } from '../../project/files/folders';
import { layoutOf } from '../../project/output/layout';
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
  const { apps, releases, dist } = folders;
  const cdk8s = cdk8sIn(root);
  if (cdk8s?.isOurs && cdk8s.output !== dist) {
    return `its cdk8s.yaml says "output: ${cdk8s.output}", and this project has ${dist}/: cdk8s would empty the one and leave the other`;
  }
  if (isEmptiedByOthers(root, dist)) {
    return `its cdk8s.yaml writes ${dist}/ too, and cdk8s empties that folder before each synth`;
  }
  const strange = strangerInApps(root, apps) ?? strangerInReleases(root, releases) ?? strangerInDist(root, dist);
  return (
    strange && `${strange} is there, which others use: this project has ${apps}/, ${releases}/ and ${dist}/ for itself`
  );
}

/**
 * The names that a project may give its folders where it has not said any: the usual ones, and others where those are used
 * already.
 */
export function freeFolders(root: string): Folders {
  const { apps, releases } = FOLDERS;
  const cdk8s = cdk8sIn(root);
  // What runs this tool already says where.
  const dist = cdk8s?.isOurs ? cdk8s.output : FOLDERS.dist;
  const isTaken = isEmptiedByOthers(root, dist) || strangerInDist(root, dist) !== undefined;
  return {
    dist: isTaken ? `blue-green/${FOLDERS.dist}` : dist,
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

function strangerInDist(root: string, dist: string): string | undefined {
  const { applications, engineFolders } = layoutOf(dist);
  const ours = new Set([applications, ...engineFolders]);
  return namesIn(root, dist)
    .map(name => `${dist}/${name}`)
    .find(path => !ours.has(path));
}

function isEmptiedByOthers(root: string, dist: string): boolean {
  const cdk8s = cdk8sIn(root);
  return cdk8s !== undefined && !cdk8s.isOurs && isIn(cdk8s.output, dist);
}

function cdk8sIn(root: string): Cdk8sProject | undefined {
  const text = textOf(join(root, 'cdk8s.yaml'));
  return text === undefined ? undefined : cdk8sProject(text);
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
