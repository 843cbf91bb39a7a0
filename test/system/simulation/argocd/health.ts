import type { Cluster } from '../cluster/cluster';

/** How Argo CD judges an object; undefined where it has no check for the kind, which counts as done. */
export type Health = 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | undefined;

const METRICS_AFTER = 60;

export function healthOf(cluster: Cluster, id: string, now: number): Health {
  const live = cluster.get(id);
  if (!live) return 'Progressing';
  const { kind, metadata, spec, status } = live.object as Record<string, any>;
  switch (kind) {
    case 'Deployment': {
      const { wanted, updated, total, available, isOverdue } = cluster.deployment(metadata.name)!.rollout;
      if (spec.paused) return 'Suspended';
      if (isOverdue) return 'Degraded';
      return updated < wanted || total > updated || available < updated ? 'Progressing' : 'Healthy';
    }
    case 'Job': {
      if (spec.suspend) return 'Suspended';
      const { status: outcome } = cluster.job(metadata.name)!;
      return outcome === 'complete' ? 'Healthy' : outcome === 'failed' ? 'Degraded' : 'Progressing';
    }
    case 'Service':
      return spec.type === 'LoadBalancer' && !status?.loadBalancer?.ingress ? 'Progressing' : 'Healthy';
    case 'Ingress':
      return status?.loadBalancer?.ingress ? 'Healthy' : 'Progressing';
    case 'HorizontalPodAutoscaler':
      // It has no metrics yet.
      return now - live.since < METRICS_AFTER ? 'Degraded' : 'Healthy';
    default:
      return undefined;
  }
}
