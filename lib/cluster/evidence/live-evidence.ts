import { COLOURS, type Colour } from '../../construct/props/colour';
import type { ClusterObject } from '../drift/cluster-object';
import { liveColour } from '../drift/live-colour';
import { activeServicesOf, servedBy } from '../drift/traffic';
import type { ColourEvidence, Evidence, JobEvidence } from './evidence';

/**
 * What the objects of a namespace show of an application.
 * @param objects Deployments, Services, autoscalers and Jobs
 * @param jobs names of the Jobs that count, of whatever application
 * @param taken milliseconds since 1970
 */
export function liveEvidence(
  application: string,
  objects: readonly ClusterObject[],
  jobs: readonly string[],
  taken: number,
): Evidence {
  const find = (kind: string, name: string) =>
    objects.find(object => object.kind === kind && object.metadata.name === name);
  const colourOf = (colour: Colour): ColourEvidence | undefined => {
    const deployment = find('Deployment', `${application}-${colour}`);
    if (!deployment) return undefined;
    const live = liveColour(application, deployment, find('HorizontalPodAutoscaler', `${application}-${colour}`));
    if (live.release === undefined) return undefined;
    const { metadata, status = {} } = deployment;
    const { observedGeneration = 0, replicas = 0, updatedReplicas = 0 } = status;
    // Else nobody can tell whose pods are ready.
    const isAlone = observedGeneration >= (metadata.generation ?? 0) && replicas <= updatedReplicas;
    return { release: live.release, pods: live.pods.wanted, ready: isAlone ? live.pods.ready : 0 };
  };
  const serves = servedBy(application, activeServicesOf(application, objects)[0]);
  const colours = COLOURS.flatMap(colour => {
    const shown = colourOf(colour);
    return shown ? [[colour, shown] as const] : [];
  });
  const states = jobs.flatMap(name => {
    const job = find('Job', name);
    return job ? [[name, jobEvidence(job)] as const] : [];
  });
  return { taken, ...(serves && { serves }), ...Object.fromEntries(colours), jobs: Object.fromEntries(states) };
}

/**
 * How a Job stands, by its conditions.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup
 */
function jobEvidence({ status = {} }: ClusterObject): JobEvidence {
  const conditions: ReadonlyArray<{ type: string; status: string; reason?: string; message?: string }> =
    status['conditions'] ?? [];
  const has = (...types: string[]) => conditions.find(one => types.includes(one.type) && one.status === 'True');
  if (has('Complete')) return { state: 'passed' };
  // Its pods are still being ended where it is only about to fail: what it proved is known by then.
  const failed = has('Failed', 'FailureTarget');
  if (!failed) return { state: 'running' };
  const why = failed.message ?? failed.reason;
  return { state: 'failed', ...(why && { why }) };
}
