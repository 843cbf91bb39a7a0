import { ArgoCd } from '../argocd/argocd';
import { Flux } from '../flux/flux';
import type { Commit } from '../git';
import { APPLICATION } from './argocd-units';
import { FLAGS } from './flux-units';
import type { Layout } from './layout';
import { without } from './rewrite';

const rewrite = (manifests: Commit['manifests']) => without(manifests, ['argocd.argoproj.io/sync-wave']);
const rollbackWithin = () => 3600;

/** All manifests in one folder, without waves, for one Application. */
export const ARGOCD_FLAT: Layout = {
  name: 'Argo CD, one Application without waves',
  isGated: false,
  rollbackWithin,
  rewrite,
  start(world, pollsEvery) {
    const argocd = new ArgoCd([{ ...APPLICATION, name: 'ping', includes: [''] }], world, pollsEvery);
    return { isSettled: () => argocd.application('ping').isSynced };
  },
};

/** All manifests in one folder, for one Kustomization. */
export const FLUX_FLAT: Layout = {
  name: 'Flux, one Kustomization',
  isGated: false,
  rollbackWithin,
  rewrite,
  start(world, pollsEvery) {
    const flux = new Flux(
      [
        {
          name: 'ping',
          path: '',
          dependsOn: [],
          wait: true,
          leavesJobsAtWork: false,
          timeout: 720,
          interval: 600,
          retryInterval: 60,
        },
      ],
      world,
      pollsEvery,
      FLAGS,
    );
    return { isSettled: () => flux.isReady('ping', world.repository) };
  },
};
