import { NEVER_PRUNED as BY_FLUX, OPTIONS } from '../construct/render/engine-annotations';

/**
 * What each of those who may apply the old manifests takes for "leave it in the cluster when it is gone from the files".
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#prune
 * @see https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource
 */
export const NEVER_PRUNED: readonly (readonly [annotation: string, value: string])[] = [
  [OPTIONS, 'Prune=false'],
  ...Object.entries(BY_FLUX),
  ['helm.sh/resource-policy', 'keep'],
];

/** Whether an object with these annotations says so to any of them; who applies it, nobody here knows. */
export function isNeverPruned(annotations: { readonly [annotation: string]: unknown }): boolean {
  return NEVER_PRUNED.some(([annotation, value]) =>
    String(annotations[annotation] ?? '')
      .split(',')
      .some(one => one.trim() === value),
  );
}

/**
 * By these, on an object in the cluster, Flux leaves that as it is, whatever its files say. Flagger puts the first one on each
 * Service that it leads somewhere.
 * @see https://fluxcd.io/flux/components/kustomize/kustomizations/#controlling-the-apply-behavior-of-resources
 */
export const LEFT_ALONE: Readonly<Record<string, string>> = {
  'kustomize.toolkit.fluxcd.io/reconcile': 'disabled',
  'kustomize.toolkit.fluxcd.io/ssa': 'Ignore',
};

/** Whether Flux would never come to apply ours to an object with these labels or annotations. */
export function isLeftAlone(metadata: { readonly [key: string]: any }): boolean {
  return Object.entries(LEFT_ALONE).some(
    ([mark, value]) =>
      String(metadata['annotations']?.[mark]).toLowerCase() === value.toLowerCase() ||
      String(metadata['labels']?.[mark]).toLowerCase() === value.toLowerCase(),
  );
}
