import type { ClusterObject } from './cluster-object';

/** How far a Deployment has come with bringing its pods to what it says. */
export interface Rollout {
  /** `stuck`: its deadline has passed, or its pods can't even be made. `paused`: somebody stopped it by hand. */
  readonly state: 'done' | 'under way' | 'stuck' | 'paused';
  /** What Kubernetes says of why it is stuck. */
  readonly reason?: string;
}

/**
 * The same test as `kubectl rollout status`.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#deployment-status
 */
export function rolloutOf({ metadata, spec = {}, status = {} }: ClusterObject): Rollout {
  // What stands in the status is of an older version of the Deployment.
  if ((status['observedGeneration'] ?? 0) < (metadata.generation ?? 0)) return { state: 'under way' };
  const trouble = conditions(status).find(
    ({ type, status, reason }) =>
      (type === 'ReplicaFailure' && status === 'True') ||
      (type === 'Progressing' && reason === 'ProgressDeadlineExceeded'),
  );
  if (trouble) return { state: 'stuck', reason: trouble.message };
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status;
  const isDone =
    updatedReplicas >= (spec['replicas'] ?? 1) && replicas <= updatedReplicas && availableReplicas >= updatedReplicas;
  if (isDone) return { state: 'done' };
  return { state: spec['paused'] ? 'paused' : 'under way' };
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

function conditions(status: { readonly [key: string]: any }): readonly Condition[] {
  return status['conditions'] ?? [];
}
