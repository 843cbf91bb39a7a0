import { type Identity, identityKey } from './identity';
import { isYaml } from './is-yaml';
import type { Manifest, Unreadable } from './manifest';
import { partsOf } from './parts';
import { type ReadFile, readManifests } from './read-manifests';

/** Files by path, with "/". */
export type Files = ReadonlyMap<string, Uint8Array>;

/** All objects of some files, as they stand at one moment. */
export interface Tree {
  readonly files: Files;
  readonly manifests: readonly Manifest[];
  readonly unreadable: readonly Unreadable[];
  /** Which files go to one cluster together: those for which this gives the same text. */
  partOf(file: string): string;
  /** All manifests of one object in a part. */
  all(part: string, identity: Identity): readonly Manifest[];
  /** The object in a part, where there is one. */
  find(part: string, identity: Identity): Manifest | undefined;
}

/** What a change makes of what. */
export interface Trees {
  readonly base?: Tree;
  readonly head: Tree;
}

/** Reads all YAML files among the given ones. Nothing stops it: what can't be read is listed. */
export function treesOf(files: { readonly base?: Files; readonly head: Files }): Trees {
  // What did not change is one buffer in both trees, and is read once.
  const known = new Map<string, { readonly content: Uint8Array; readonly read: ReadFile }>();
  const read = (tree: Files) =>
    [...tree]
      .filter(([file]) => isYaml(file))
      .map(([file, content]) => {
        const before = known.get(file);
        if (before?.content === content) return before.read;
        const found = readManifests(file, content);
        known.set(file, { content, read: found });
        return found;
      });
  const head = read(files.head);
  const base = files.base && read(files.base);
  const partOf = partsOf([head, base ?? []].map(tree => tree.flatMap(({ manifests }) => manifests)));
  return {
    head: treeOf(files.head, head, partOf),
    ...(files.base && base && { base: treeOf(files.base, base, partOf) }),
  };
}

function treeOf(files: Files, read: readonly ReadFile[], partOf: (file: string) => string): Tree {
  const manifests = read.flatMap(file => file.manifests);
  const index = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = `${partOf(manifest.file)}:${identityKey(manifest.identity)}`;
    const found = index.get(key);
    if (found) found.push(manifest);
    else index.set(key, [manifest]);
  }
  const all = (part: string, identity: Identity) => index.get(`${part}:${identityKey(identity)}`) ?? [];
  return {
    files,
    manifests,
    unreadable: read.flatMap(file => file.unreadable),
    partOf,
    all,
    find: (part, identity) => all(part, identity)[0],
  };
}
