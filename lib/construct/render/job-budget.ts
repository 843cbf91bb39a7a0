import type { ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { LateObject } from './late-object';

/** The label by which Kubernetes itself tells the pods of a Job. */
const JOB_LABEL = 'batch.kubernetes.io/job-name';

/**
 * The disruption budget of a Job. Kubernetes counts its pod there once it is ready, so its status says whether the Job is
 * one that takes its time: an engine may look elsewhere meanwhile.
 * @param mayBeEvicted false: who drains the node of its pod has to wait for the Job
 */
export function jobBudget(scope: Construct, id: string, job: () => ApiObjectProps, mayBeEvicted: boolean): LateObject {
  return new LateObject(scope, id, () => {
    const { name, namespace, labels } = job().metadata!;
    return {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name, namespace, labels },
      spec: { selector: { matchLabels: { [JOB_LABEL]: name } }, minAvailable: mayBeEvicted ? 0 : 1 },
    };
  });
}
