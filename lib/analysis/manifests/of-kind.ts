import { grouped } from './grouped';
import type { Manifest } from './manifest';
import { onceFor } from './once-for';
import type { Tree } from './tree';

/** All objects of a kind in a namespace, of what goes to one cluster together. A tree is gone through once for all. */
export function ofKind(
  tree: Tree,
  kind: string,
  { environment, namespace }: { readonly environment: string; readonly namespace: string },
): readonly Manifest[] {
  return byKind(tree).get(keyOf(environment, kind, namespace)) ?? [];
}

const byKind = onceFor((tree: Tree) =>
  grouped(
    tree.manifests.map(manifest => {
      const { kind, namespace } = manifest.identity;
      return [keyOf(tree.environmentOf(manifest.file), kind, namespace), manifest] as const;
    }),
  ),
);

function keyOf(environment: string, kind: string, namespace: string): string {
  return JSON.stringify([environment, kind, namespace]);
}
