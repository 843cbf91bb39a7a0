import { ArgoCd } from '../argocd/argocd';
import type { KubernetesObject } from '../cluster/object';
import type { Commit } from '../git';
import { APPLICATIONS, ARGOCD_UNITS } from './argocd-units';
import type { Layout } from './layout';
import { annotated } from './rewrite';

/** Our Applications, each with the annotation manifest-generate-paths, which promises to save work. */
export const ARGOCD_GENERATE_PATHS: Layout = {
  ...ARGOCD_UNITS,
  name: 'Argo CD, manifest-generate-paths',
  start(world, pollsEvery) {
    const argocd = new ArgoCd(
      APPLICATIONS.map(application => ({ ...application, manifestGeneratePaths: true })),
      world,
      pollsEvery,
    );
    return { isSettled: () => argocd.application('ping-release').isSynced };
  },
};

/** And the gate is a hook. */
export const ARGOCD_HOOK: Layout = {
  ...ARGOCD_GENERATE_PATHS,
  name: 'Argo CD, the gate is a hook, manifest-generate-paths',
  rewrite: manifests =>
    manifests.map(manifest =>
      manifest.object.kind === 'Job' ? { ...manifest, object: hook(manifest.object as KubernetesObject) } : manifest,
    ) as unknown as Commit['manifests'],
};

function hook(job: KubernetesObject): KubernetesObject {
  return annotated(job, old => ({ ...old, 'argocd.argoproj.io/hook': 'Sync' }));
}
