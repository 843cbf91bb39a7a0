import type { FluxFlags } from '../flux/controller';
import { Flux } from '../flux/flux';
import type { KustomizationSpec } from '../flux/kustomization';
import type { Layout } from './layout';

export const TIMING = { wait: true, interval: 600, retryInterval: 60 } as const;

/** Our Kustomizations. */
export const KUSTOMIZATIONS: readonly KustomizationSpec[] = [
  { ...TIMING, name: 'ping-base', path: 'base/', dependsOn: [], timeout: 300 },
  { ...TIMING, name: 'ping-blue', path: 'blue/', dependsOn: ['ping-base'], timeout: 300 },
  { ...TIMING, name: 'ping-green', path: 'green/', dependsOn: ['ping-base'], timeout: 300 },
  { ...TIMING, name: 'ping-verify', path: 'release/verify/', dependsOn: [], timeout: 720 },
  { ...TIMING, name: 'ping-traffic', path: 'release/traffic/', dependsOn: ['ping-verify'], timeout: 120 },
];

/** How the docs tell users to start the controller. */
export const FLAGS: FluxFlags = { requeueDependency: 5, cancelHealthCheckOnNewRevision: true };

/** Ours on Flux: a Kustomization for each unit. */
export function fluxUnits(flags: FluxFlags): Layout {
  return {
    name: 'Flux, a Kustomization for each unit',
    isGated: true,
    // Without the feature gate a health check that runs has to come to its end.
    rollbackWithin: pollsEvery =>
      pollsEvery + (flags.cancelHealthCheckOnNewRevision ? 0 : 720) + 120 + 2 * flags.requeueDependency,
    start(world, pollsEvery) {
      const flux = new Flux(KUSTOMIZATIONS, world, pollsEvery, flags);
      return { isSettled: () => flux.isReady('ping-traffic', world.repository) };
    },
  };
}
