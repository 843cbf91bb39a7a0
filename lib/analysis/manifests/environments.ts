import { outputPath } from '../../project/output/layout';
import { identityKey } from './identity';
import type { Manifest } from './manifest';

/**
 * Which files go to one cluster together. What we write says so by its path. Of other files all belong together, unless
 * one object stands in several folders, as in `rendered/staging` and `rendered/production`: then these are apart.
 */
export function environmentsOf(trees: readonly (readonly Manifest[])[]): (file: string) => string {
  const depth = Math.min(...trees.map(sharedDepth));
  const folders = Number.isFinite(depth) ? depth + 1 : 0;
  return file => outputPath(file)?.environment ?? foldersOf(file).slice(0, folders).join('/');
}

// How many folders all copies of an object share, where any object has copies in different folders; else infinite.
function sharedDepth(manifests: readonly Manifest[]): number {
  const homes = new Map<string, readonly string[]>();
  let depth = Number.POSITIVE_INFINITY;
  for (const { file, identity } of manifests) {
    if (outputPath(file)) continue;
    const key = identityKey(identity);
    const [home, folders] = [homes.get(key), foldersOf(file)];
    if (!home) homes.set(key, folders);
    else if (home.join('/') !== folders.join('/')) depth = Math.min(depth, forkOf(home, folders));
  }
  return depth;
}

function forkOf(a: readonly string[], b: readonly string[]): number {
  const fork = a.findIndex((folder, index) => folder !== b[index]);
  return fork === -1 ? a.length : fork;
}

function foldersOf(file: string): string[] {
  return file.split('/').slice(0, -1);
}
