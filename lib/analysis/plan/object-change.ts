import { identityKey } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import type { Tree, Trees } from '../manifests/tree';

/** An object that is not what it was. */
export interface ObjectChange {
  /** Undefined where it is new. */
  readonly before?: Manifest;
  /** Undefined where it is gone. */
  readonly after?: Manifest;
}

/** All objects that differ between two trees, in the order of their files. */
export function objectChanges({ base, head }: Trees): ObjectChange[] {
  const [were, are] = [base ? byIdentity(base) : new Map<string, Manifest>(), byIdentity(head)];
  const changes = [...new Set([...were.keys(), ...are.keys()])].flatMap((key): ObjectChange[] => {
    const [before, after] = [were.get(key), are.get(key)];
    if (before && after && (before === after || JSON.stringify(before.value) === JSON.stringify(after.value)))
      return [];
    return [{ ...(before && { before }), ...(after && { after }) }];
  });
  return changes.sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : fileOf(a) > fileOf(b) ? 1 : 0));
}

/** The object on either side. */
export function either({ before, after }: ObjectChange): Manifest {
  return (after ?? before)!;
}

function fileOf(change: ObjectChange): string {
  return either(change).file;
}

function byIdentity(tree: Tree): Map<string, Manifest> {
  return new Map(tree.manifests.map(one => [`${tree.environmentOf(one.file)}:${identityKey(one.identity)}`, one]));
}
