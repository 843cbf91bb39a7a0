import { FEWEST_PODS, PAUSED_REPLICAS, RAISED_FROM } from '../../construct/names';
import type { Path } from '../../construct/validate/problem';
import { workloadId } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';

/** How small and how large an autoscaler lets a workload be. */
interface Reach {
  readonly fewest: number;
  readonly most: number;
}

// Where each kind says it, and what holds where it does not.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
// https://keda.sh/docs/latest/reference/scaledobject-spec/
const KINDS: { readonly [kind: string]: { fewest: string; most: string; least: number; atMost: number } } = {
  HorizontalPodAutoscaler: { fewest: 'minReplicas', most: 'maxReplicas', least: 1, atMost: Number.POSITIVE_INFINITY },
  ScaledObject: { fewest: 'minReplicaCount', most: 'maxReplicaCount', least: 0, atMost: 100 },
};

/** Whether an object is an autoscaler. */
export function scales({ identity }: Manifest): boolean {
  return Object.hasOwn(KINDS, identity.kind);
}

/** The workload that an autoscaler is for, by its id; undefined for what is no autoscaler, or names none. */
export function scaledBy({ identity, value, file }: Manifest, tree: Tree): string | undefined {
  if (!Object.hasOwn(KINDS, identity.kind)) return undefined;
  const target = value['spec']?.scaleTargetRef;
  // KEDA takes a Deployment where nothing else is said.
  const kind = target?.kind ?? (identity.kind === 'ScaledObject' ? 'Deployment' : undefined);
  if (typeof kind !== 'string' || typeof target?.name !== 'string') return undefined;
  return workloadId(tree.environmentOf(file), { kind, namespace: identity.namespace, name: target.name });
}

/** The autoscaler of each workload, by the workload's id. */
export function autoscalersOf(tree: Tree): ReadonlyMap<string, Manifest> {
  const found = new Map<string, Manifest>();
  for (const manifest of tree.manifests) {
    const id = scaledBy(manifest, tree);
    if (id !== undefined && !found.has(id)) found.set(id, manifest);
  }
  return found;
}

export function reachOf({ identity, value }: Manifest): Reach {
  const { fewest, most, least, atMost } = KINDS[identity.kind]!;
  const spec = value['spec'] ?? {};
  const paused = pausedAt({ identity, value });
  if (paused !== undefined) return { fewest: paused, most: paused };
  const idle = identity.kind === 'ScaledObject' && spec.idleReplicaCount !== undefined ? 0 : undefined;
  return { fewest: idle ?? numberOr(spec[fewest], least), most: numberOr(spec[most], atMost) };
}

// At how many pods KEDA holds what it is to leave alone.
function pausedAt({ identity, value }: Pick<Manifest, 'identity' | 'value'>): number | undefined {
  return identity.kind === 'ScaledObject' ? countSaid(value, PAUSED_REPLICAS) : undefined;
}

/** The fewest pods that somebody keeps whose autoscaler nobody here can see; undefined where nothing is said of it. */
export function fewestOfOthers({ value }: Pick<Manifest, 'value'>): number | undefined {
  return countSaid(value, FEWEST_PODS);
}

function countSaid(value: Manifest['value'], annotation: string): number | undefined {
  const said: unknown = value['metadata']?.annotations?.[annotation];
  return /^\d{1,9}$/.test(String(said)) ? Number(said) : undefined;
}

/** How small and how large it lets a workload be, leaving out what only a promotion has raised it to. */
export function lastingReachOf(autoscaler: Manifest): Reach {
  const said: unknown = autoscaler.value['metadata']?.annotations?.[RAISED_FROM];
  const [, fewest, most] = /^(\d{1,9})-(\d{1,9})$/.exec(String(said)) ?? [];
  const reach = reachOf(autoscaler);
  return {
    fewest: Math.min(reach.fewest, Number(fewest ?? reach.fewest)),
    most: Math.min(reach.most, Number(most ?? reach.most)),
  };
}

/** Where an autoscaler says how small a workload may be, or how large. */
export function reachPath(autoscaler: Manifest, which: keyof Reach): Path {
  if (pausedAt(autoscaler) !== undefined) return ['metadata', 'annotations', PAUSED_REPLICAS];
  return ['spec', KINDS[autoscaler.identity.kind]![which]];
}

/** Where it is said how many pods a workload has, with an autoscaler the fewest. */
export function sizePlace(of: { readonly manifest: Manifest; readonly autoscaler?: Manifest }): [Manifest, Path] {
  const { manifest, autoscaler } = of;
  if (autoscaler) return [autoscaler, reachPath(autoscaler, 'fewest')];
  const isSaidByOthers = (manifest.value['spec']?.replicas ?? undefined) === undefined && fewestOfOthers(manifest);
  return [manifest, isSaidByOthers ? ['metadata', 'annotations', FEWEST_PODS] : ['spec', 'replicas']];
}

function numberOr(value: unknown, otherwise: number): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : otherwise;
}
