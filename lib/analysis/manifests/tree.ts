import type { Files } from './files';
import { type Identity, identityKey } from './identity';
import { isYaml } from './is-yaml';
import type { Manifest, Unreadable } from './manifest';
import { partsOf } from './parts';
import { type ReadFile, readManifests } from './read-manifests';
import { type Sources, sourcesIn } from './sources';

/** All objects of some files, as they stand at one moment. */
export interface Tree {
  readonly files: Files;
  /** Of an object that stands more than once in a part, the last one: it is what "kubectl apply -f" leaves. */
  readonly manifests: readonly Manifest[];
  /** All of each such object. */
  readonly copies: readonly (readonly Manifest[])[];
  /** What could not be read, or says nothing of what is applied. */
  readonly unreadable: readonly Unreadable[];
  /** Files out of which another tool makes manifests. */
  readonly sources: ReadonlySet<string>;
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
  const read = (tree: Files, sources: Sources) =>
    [...tree]
      .filter(([file]) => isYaml(file) && !sources.files.has(file))
      .map(([file, content]) => {
        const before = known.get(file);
        if (before?.content === content) return before.read;
        const found = readManifests(file, content);
        known.set(file, { content, read: found });
        return found;
      });
  const sides = [files.head, ...(files.base ? [files.base] : [])].map(tree => {
    const sources = sourcesIn(tree);
    return { files: tree, sources, read: read(tree, sources) };
  });
  const partOf = partsOf(sides.map(side => side.read.flatMap(({ manifests }) => manifests)));
  const [head, base] = sides.map(side => treeOf(side, partOf));
  return { head: head!, ...(base && { base }) };
}

interface ReadSide {
  readonly files: Files;
  readonly sources: Sources;
  readonly read: readonly ReadFile[];
}

function treeOf({ files, sources, read }: ReadSide, partOf: (file: string) => string): Tree {
  const index = new Map<string, Manifest[]>();
  for (const manifest of read.flatMap(file => file.manifests)) {
    const key = `${partOf(manifest.file)}:${identityKey(manifest.identity)}`;
    const found = index.get(key);
    if (found) found.push(manifest);
    else index.set(key, [manifest]);
  }
  const all = (part: string, identity: Identity) => index.get(`${part}:${identityKey(identity)}`) ?? [];
  return {
    files,
    manifests: [...index.values()].map(copies => copies.at(-1)!),
    copies: [...index.values()].filter(copies => copies.length > 1),
    unreadable: [...sources.notes, ...read.flatMap(file => file.unreadable)],
    sources: sources.files,
    partOf,
    all,
    find: (part, identity) => all(part, identity).at(-1),
  };
}
