import type { Cluster } from '../cluster/cluster';

/** How Flux judges an object. */
export type Status = 'Current' | 'InProgress' | 'Failed';

/** @param endsAtWork whether a budget of a Job that is at work counts as failed, as our expression has it */
export function statusOf(cluster: Cluster, id: string, endsAtWork = false): Status {
  const live = cluster.get(id);
  if (!live) return 'InProgress';
  const { kind, metadata, spec } = live.object as Record<string, any>;
  if (kind === 'Deployment') {
    const { wanted, updated, total, available, isOverdue } = cluster.deployment(metadata.name)!.rollout;
    if (isOverdue) return 'Failed';
    return updated === wanted && total === wanted && available === wanted ? 'Current' : 'InProgress';
  }
  if (kind === 'Job') {
    const { status } = cluster.job(metadata.name)!;
    if (spec.suspend || status === 'complete') return 'Current';
    return status === 'failed' ? 'Failed' : 'InProgress';
  }
  if (kind === 'PodDisruptionBudget' && endsAtWork) {
    const job = cluster.job(spec.selector.matchLabels['batch.kubernetes.io/job-name'] ?? '');
    return job?.isAtWork ? 'Failed' : 'Current';
  }
  return 'Current';
}
