import type { ApiObjectProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';

/** The label by which Kubernetes itself tells the pods of a Job. */
const JOB_LABEL = 'batch.kubernetes.io/job-name';

/**
 * The disruption budget of a Job. Kubernetes counts its pod there once it is ready, so its status says whether the Job is
 * one that takes its time: Flux then looks elsewhere meanwhile.
 * @param mayBeEvicted false: who drains the node of its pod has to wait for the Job
 */
export function jobBudget(
  scope: Construct,
  id: string,
  { metadata }: ApiObjectProps,
  mayBeEvicted: boolean,
): kplus.k8s.KubePodDisruptionBudget {
  const { name, namespace, labels } = metadata!;
  return new kplus.k8s.KubePodDisruptionBudget(scope, id, {
    metadata: { name: name!, namespace, labels },
    spec: {
      selector: { matchLabels: { [JOB_LABEL]: name! } },
      minAvailable: kplus.k8s.IntOrString.fromNumber(mayBeEvicted ? 0 : 1),
    },
  });
}
