import type { Manifest } from './manifest';
import type { Tree } from './tree';

const known = new WeakMap<Tree, ReadonlyMap<string, readonly Manifest[]>>();

/** All objects of a kind in a namespace, of what goes to one cluster together. A tree is gone through once for all. */
export function ofKind(
  tree: Tree,
  kind: string,
  { environment, namespace }: { readonly environment: string; readonly namespace: string },
): readonly Manifest[] {
  let index = known.get(tree);
  if (!index) {
    index = indexOf(tree);
    known.set(tree, index);
  }
  return index.get(keyOf(environment, kind, namespace)) ?? [];
}

function indexOf(tree: Tree): ReadonlyMap<string, readonly Manifest[]> {
  const index = new Map<string, Manifest[]>();
  for (const manifest of tree.manifests) {
    const { kind, namespace } = manifest.identity;
    const key = keyOf(tree.environmentOf(manifest.file), kind, namespace);
    const found = index.get(key);
    if (found) found.push(manifest);
    else index.set(key, [manifest]);
  }
  return index;
}

function keyOf(environment: string, kind: string, namespace: string): string {
  return JSON.stringify([environment, kind, namespace]);
}
