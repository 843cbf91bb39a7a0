import { MADE_BY_US } from '../../construct/names';
import type { ClusterObject } from '../drift/cluster-object';
import { ClusterError } from './cluster-error';
import type { ClusterRef } from './cluster-ref';
import { explained } from './explained';
import { kubectlGet } from './kubectl';

// Without the autoscalers nobody could tell pods that were added by one from pods that were added by hand.
const KINDS = 'deployments,cronjobs,services,horizontalpodautoscalers';

/** The same, and the Jobs: gates and watches. */
export const WITH_JOBS = `${KINDS},jobs`;

/** And the routes that share requests, which a cluster without Gateway API does not know. */
export const WITH_ROUTES = `${WITH_JOBS},httproutes.gateway.networking.k8s.io`;

/** Milliseconds. A thousand applications come in a few seconds. */
const LIMIT = 20_000;

/**
 * The Deployments, CronJobs, Services and autoscalers of all applications of one environment, as its cluster has them now. Asks
 * once, and only reads.
 * @param limit milliseconds for an answer
 * @param kinds other kinds than these
 * @throws LiveError when the cluster can't be asked, does not answer in time, or has no such namespace
 */
export async function liveObjects(ref: ClusterRef, limit = LIMIT, kinds = KINDS): Promise<readonly ClusterObject[]> {
  const args = [kinds, `--namespace=${ref.namespace}`, `--selector=${MADE_BY_US}`];
  const { succeeded, stdout, stderr } = await kubectlGet(ref, args, limit);
  if (!succeeded) throw new ClusterError(explained(ref, stderr));
  const objects = itemsIn(ref, stdout);
  if (!objects.length) await checkNamespace(ref, limit);
  return objects;
}

// A namespace that is missing looks like an empty one.
async function checkNamespace(ref: ClusterRef, limit: number): Promise<void> {
  const { succeeded, stderr } = await kubectlGet(ref, ['namespace', ref.namespace], limit);
  // Who may not look at namespaces may still have been shown what is in this one.
  if (succeeded || !/\(NotFound\)/.test(stderr)) return;
  throw new ClusterError(
    `${ref.environment}: the cluster has no namespace ${ref.namespace}: ` +
      'nothing has been applied there yet, or bluegreen.yaml names another cluster or namespace than you mean',
  );
}

function itemsIn(ref: ClusterRef, stdout: string): readonly ClusterObject[] {
  try {
    return JSON.parse(stdout).items ?? [];
  } catch (error) {
    throw new ClusterError(`${ref.environment}: kubectl printed something else than JSON: ${(error as Error).message}`);
  }
}
