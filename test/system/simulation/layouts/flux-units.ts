import { kustomizations } from '../../../project/engines/delivered';
import type { FluxFlags } from '../flux/controller';
import { Flux } from '../flux/flux';
import type { KustomizationSpec } from '../flux/kustomization';
import type { Layout } from './layout';

const SECONDS: { readonly [unit: string]: number } = { s: 1, m: 60 };

/**
 * The Kustomizations of an application, as this project writes them.
 * @param folder where the application's folder is in what is committed
 * @param companions the others of its group
 */
export function kustomizationsOf(name: string, folder = '', companions: readonly string[] = []): KustomizationSpec[] {
  return Object.entries(kustomizations({ name }, companions)).map(([unit, spec]) => {
    const interval = seconds(spec['interval']);
    return {
      name: `${name}-${unit}`,
      path: `${folder}${spec['path'].replace(`./dist/apps/production/${name}/`, '')}/`,
      dependsOn: (spec['dependsOn'] ?? []).map((other: { name: string }) => other.name.replace('production-', '')),
      wait: spec['wait'] ?? false,
      leavesJobsAtWork: spec['healthCheckExprs'] !== undefined,
      timeout: spec['timeout'] ? seconds(spec['timeout']) : interval - 30,
      interval,
      retryInterval: seconds(spec['retryInterval']),
    };
  });
}

function seconds(duration: string): number {
  const [, count, unit] = /^(\d+)([sm])$/.exec(duration)!;
  return Number(count) * SECONDS[unit!]!;
}

/** How the docs tell users to start the controller; it has four workers unless it is told otherwise. */
export const FLAGS: FluxFlags = { requeueDependency: 5, cancelHealthCheckOnNewRevision: true, concurrent: 4 };

/** Ours on Flux: a Kustomization for each unit. */
export function fluxUnits(flags: FluxFlags): Layout {
  const specs = kustomizationsOf('ping');
  const { timeout, retryInterval } = specs.find(({ name }) => name === 'ping-verify')!;
  return {
    name: 'Flux, a Kustomization for each unit',
    isGated: true,
    // Without the feature gate a health check that runs has to come to its end. A gate that is not through by the end of
    // its own is looked at again a retry later.
    rollbackWithin: pollsEvery =>
      pollsEvery +
      (flags.cancelHealthCheckOnNewRevision ? 0 : timeout) +
      retryInterval +
      120 +
      2 * flags.requeueDependency,
    start(world, pollsEvery) {
      const flux = new Flux(specs, world, pollsEvery, flags);
      return { isSettled: () => flux.isReady('ping-traffic', world.repository) };
    },
  };
}
