import { SYNC_WAVE } from '../names';

/**
 * Sync waves of Argo CD, by unit: pods in a later wave wait for the migration in an earlier one, and a Service for the
 * gate.
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
const WAVES: Readonly<Record<string, number>> = {
  base: -10,
  'migrate/blue': -5,
  'migrate/green': -5,
  blue: 0,
  green: 0,
  'release/verify': 10,
  'release/traffic': 20,
  // In a wave of its own, whatever is not healthy among the Services would hold up every later commit.
  'release/watch': 20,
};

// Not every cluster says when an Ingress is ready, so nothing may come after it. Nor does anybody know it of the objects
// that users bring along, save of those that pods need and that are well as soon as they are there.
const LAST = 20;
const WELL_AT_ONCE = new Set([
  'Namespace',
  'ServiceAccount',
  'ConfigMap',
  'Secret',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
  'NetworkPolicy',
]);

/** What may never vanish because a folder did: users are on it, or move to it with the next commit. */
const GUARDED: Readonly<Record<string, readonly string[]>> = {
  // What is in a claim would be gone with it.
  base: ['Namespace', 'PersistentVolumeClaim'],
  blue: ['Deployment', 'PersistentVolumeClaim'],
  green: ['Deployment', 'PersistentVolumeClaim'],
  'release/traffic': ['Service', 'HTTPRoute', 'GRPCRoute'],
};

/**
 * What goes only once all else is applied, where the next release has no such worker: Argo CD would prune it before the gate,
 * and the gate of an earlier promotion after it.
 */
const PRUNED_LAST: Readonly<Record<string, readonly string[]>> = {
  'release/traffic': ['Deployment', 'CronJob', 'HorizontalPodAutoscaler', 'ScaledObject', 'PodDisruptionBudget'],
};

/** Says to Flux, and to whoever else prunes, that an object stays though git has it no more. */
export const NEVER_PRUNED = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };

/** With it, Flux takes nothing that looks like a variable in an object's texts for one of its own. */
export const TAKEN_LITERALLY = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };

/** Where Argo CD reads how an object is to be applied. */
export const OPTIONS = 'argocd.argoproj.io/sync-options';

// An engine merges on the server as Kubernetes does: ports are told apart by number and protocol, a selector is replaced
// whole, and no copy of an object has to fit into an annotation. Flux always does so; Argo CD where it is told to.
const APPLIED = { ServerSideApply: 'true' };
const NEVER_DELETED = { Prune: 'false', Delete: 'false' };
const LATE = { PruneLast: 'true' };

/**
 * When and how Argo CD applies an object of a unit, and for one that users need, that no engine ever deletes it.
 * @param said the text of the sync options that a user gave the object
 * @param isOfCluster whether it is of the whole cluster: others may lean on it of whom nobody here knows
 */
export function engineAnnotations(
  unit: string,
  kind: string,
  said: string,
  isOfCluster = false,
): { readonly [name: string]: string } {
  const isGuarded = isOfCluster || (GUARDED[unit]?.includes(kind) ?? false);
  return {
    [SYNC_WAVE]: String(kind === 'Ingress' || (unit === 'base' && !WELL_AT_ONCE.has(kind)) ? LAST : WAVES[unit]),
    [OPTIONS]: optionsText({
      // Twice: first for its place, last because nobody may say otherwise.
      ...(isGuarded && NEVER_DELETED),
      ...APPLIED,
      ...(PRUNED_LAST[unit]?.includes(kind) && LATE),
      ...read(said),
      ...(isGuarded && NEVER_DELETED),
    }),
    ...(isGuarded && NEVER_PRUNED),
  };
}

/** Annotations without what this file says of an object: where nothing else is said of it to Argo CD, nothing is. */
export function withoutOurOptions(annotations: { readonly [name: string]: string }): { [name: string]: string } {
  const { [OPTIONS]: text = '', ...rest } = annotations;
  const ours = new Set(Object.keys({ ...APPLIED, ...NEVER_DELETED, ...LATE }));
  const others = Object.entries(read(text)).filter(([name]) => !ours.has(name));
  return { ...rest, ...(others.length && { [OPTIONS]: optionsText(Object.fromEntries(others)) }) };
}

/** Annotations with what keeps an object in the cluster though its file is gone, whichever engine applies it. */
export function withNeverDeleted(annotations: { readonly [name: string]: string }): { [name: string]: string } {
  const options = { ...read(annotations[OPTIONS] ?? ''), ...NEVER_DELETED };
  return { ...annotations, ...NEVER_PRUNED, [OPTIONS]: optionsText(options) };
}

type SyncOptions = { readonly [option: string]: string };

function read(text: string): SyncOptions {
  const options = text.split(',').map(option => option.trim().split('='));
  return Object.fromEntries(options.flatMap(([name, ...value]) => (name ? [[name, value.join('=')]] : [])));
}

function optionsText(options: SyncOptions): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
