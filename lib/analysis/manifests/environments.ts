import { posix } from 'node:path';
import { LAYOUT, type Layout } from '../../project/output/layout';
import { foldersIn, forkOf } from './folders';
import { identityKey } from './identity';
import type { Manifest } from './manifest';

/**
 * Which files go to one cluster together. What we write says so by its path. Of other files all belong together, unless
 * one object stands in several folders, as in `rendered/staging` and `rendered/production`: then these are apart. A Namespace
 * may stand beside each thing in it, and says nothing.
 * @param homes the folders of files that count as if they stood elsewhere
 * @param known the environments of files that are known without looking
 * @param layout what paths say, on either side
 */
export function environmentsOf(
  trees: readonly (readonly Manifest[])[],
  homes: ReadonlyMap<string, string> = new Map(),
  known: ReadonlyMap<string, string> = new Map(),
  layout: Layout = LAYOUT,
): (file: string) => string {
  const foldersOf = (file: string) => foldersIn(homes.get(file) ?? posix.dirname(file));
  const ours = (file: string) => layout.outputPath(homes.has(file) ? `${homes.get(file)}/.` : file);
  const said = (file: string) => ours(file)?.environment ?? known.get(file);
  const open = trees.map(tree => tree.filter(({ file }) => said(file) === undefined));
  const depth = Math.min(...open.map(tree => sharedDepth(tree, foldersOf)));
  const folders = Number.isFinite(depth) ? depth + 1 : 0;
  return file => said(file) ?? foldersOf(file).slice(0, folders).join('/');
}

// How many folders all copies of an object share, where any object has copies in different folders; else infinite.
function sharedDepth(manifests: readonly Manifest[], foldersOf: (file: string) => readonly string[]): number {
  const homes = new Map<string, readonly string[]>();
  let depth = Number.POSITIVE_INFINITY;
  for (const { file, identity } of manifests) {
    if (identity.kind === 'Namespace') continue;
    const key = identityKey(identity);
    const [home, folders] = [homes.get(key), foldersOf(file)];
    if (!home) homes.set(key, folders);
    else if (home.join('/') !== folders.join('/')) depth = Math.min(depth, forkOf(home, folders));
  }
  return depth;
}
