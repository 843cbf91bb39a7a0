import { Flux } from '../flux/flux';
import { FLAGS, KUSTOMIZATIONS } from './flux-units';
import type { Layout } from './layout';

/** The chain that comes to mind first: traffic after verify, verify after both colours. */
export const FLUX_CHAIN: Layout = {
  name: 'Flux, verify depends on both colours',
  isGated: true,
  rollbackWithin: pollsEvery => pollsEvery + 300 + 120,
  start(world, pollsEvery) {
    const chain = KUSTOMIZATIONS.map(kustomization =>
      kustomization.name === 'ping-verify'
        ? { ...kustomization, dependsOn: ['ping-blue', 'ping-green'] }
        : kustomization,
    );
    const flux = new Flux(chain, world, pollsEvery, FLAGS);
    return { isSettled: () => flux.isReady('ping-traffic', world.repository) };
  },
};
