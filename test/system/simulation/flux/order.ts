import { identity, type KubernetesObject } from '../cluster/object';

// fluxcd/pkg ssa/sort.go, as far as we have the kinds; all others come after these.
const KINDS = ['Namespace', 'ServiceAccount', 'ConfigMap', 'Secret', 'Service', 'Deployment', 'PodDisruptionBudget'];

/** Objects in the order in which Flux applies them; it deletes in the opposite order. */
export function inOrder(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return [...objects].sort((a, b) => place(a) - place(b) || (identity(a) < identity(b) ? -1 : 1));
}

function place({ kind }: KubernetesObject): number {
  const index = KINDS.indexOf(kind);
  return index < 0 ? KINDS.length : index;
}
