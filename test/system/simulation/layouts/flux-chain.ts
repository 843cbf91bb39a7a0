import { Flux } from '../flux/flux';
import { FLAGS, kustomizationsOf } from './flux-units';
import type { Layout } from './layout';

/** The chain that comes to mind first: traffic after verify, verify after both colours, and all of them wait. */
export const FLUX_CHAIN: Layout = {
  name: 'Flux, verify depends on both colours',
  isGated: true,
  rollbackWithin: pollsEvery => pollsEvery + 300 + 120,
  start(world, pollsEvery) {
    const chain = kustomizationsOf('ping').map(kustomization => ({
      ...kustomization,
      wait: true,
      ...(kustomization.name === 'ping-verify' && { dependsOn: ['ping-blue', 'ping-green'] }),
    }));
    const flux = new Flux(chain, world, pollsEvery, FLAGS);
    return { isSettled: () => flux.isReady('ping-traffic', world.repository) };
  },
};
