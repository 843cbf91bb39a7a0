import type { ClusterObject } from '../../cluster/drift/cluster-object';
import { ClusterError } from '../../cluster/kubectl/cluster-error';
import { liveObjects, WITH_JOBS, WITH_ROUTES } from '../../cluster/kubectl/objects';
import type { SettingsFile } from '../../project/files/files';

/** What clusters show. */
export interface Clusters {
  /** By environment; those that did not answer are left out. */
  readonly answers: ReadonlyMap<string, { readonly objects: readonly ClusterObject[]; readonly taken: number }>;
  /** Why environments could not be asked, in words. */
  readonly failures: readonly string[];
}

/**
 * Asks the cluster of each of these environments once, all at the same time; one that does not answer hides no other.
 * @param withJobs the environments in which gates and watches are asked for too
 * @param withRoutes the environments in which shares of requests count, where their routes are asked for as well
 */
export async function clustersOf(
  environments: readonly string[],
  settings: SettingsFile,
  withJobs: ReadonlySet<string>,
  withRoutes: ReadonlySet<string> = new Set(),
): Promise<Clusters> {
  const failures: string[] = [];
  const answers = await Promise.all(
    environments.map(async environment => {
      const { namespace, cluster } = settings.environments[environment]!;
      const kinds = withRoutes.has(environment) ? WITH_ROUTES : withJobs.has(environment) ? WITH_JOBS : undefined;
      try {
        const objects = await liveObjects({ environment, namespace, cluster }, undefined, kinds);
        return [[environment, { objects, taken: Date.now() }] as const];
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        failures.push(error.message);
        return [];
      }
    }),
  );
  return { answers: new Map(answers.flat()), failures };
}
