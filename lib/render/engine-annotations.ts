import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';

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
};

// Not every cluster says when an Ingress is ready, so nothing may come after it.
const LAST = 20;

/** What may never vanish because a folder did: users are on it, or move to it with the next commit. */
const GUARDED: Readonly<Record<string, readonly string[]>> = {
  base: ['Namespace'],
  blue: ['Deployment'],
  green: ['Deployment'],
  'release/traffic': ['Service', 'HTTPRoute'],
};

/** Says on every object when Argo CD applies it, and on those that users need that no engine ever deletes them. */
export function annotateForEngines(units: { readonly [folder: string]: Construct }): void {
  for (const [folder, unit] of Object.entries(units)) {
    for (const object of unit.node.findAll().filter(ApiObject.isApiObject)) {
      const wave = object.kind === 'Ingress' ? LAST : WAVES[folder];
      object.metadata.addAnnotation('argocd.argoproj.io/sync-wave', String(wave));
      if (!GUARDED[folder]?.includes(object.kind)) continue;
      object.metadata.addAnnotation('argocd.argoproj.io/sync-options', syncOptions(object.kind));
      object.metadata.addAnnotation('kustomize.toolkit.fluxcd.io/prune', 'disabled');
    }
  }
}

// On the server a selector is applied whole: what somebody added to it by hand goes.
function syncOptions(kind: string): string {
  return ['Prune=false', 'Delete=false', ...(kind === 'Service' ? ['ServerSideApply=true'] : [])].join(',');
}
