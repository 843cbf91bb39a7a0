import { NAME_LABEL, RELEASE_LABEL, WORKER_LABEL } from '../../construct/names';
import { COLOURS, type Colour } from '../../construct/props/colour';
import type { ClusterObject } from '../drift/cluster-object';
import { liveColour } from '../drift/live-colour';
import { rolloutOf } from '../drift/rollout';
import { activeServicesOf, type Served, servedBy } from '../drift/traffic';
import type { ColourEvidence, Evidence, JobEvidence } from './evidence';
import { routedBy } from './routed';

/**
 * What the objects of a namespace show of an application.
 * @param objects Deployments, Services, autoscalers, Jobs, and HTTPRoutes where shares count
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
  const [service] = activeServicesOf(application, objects);
  const led = servedBy(application, service);
  const isCalled = service?.spec?.['ports']?.length > 0;
  const serves = isCalled || followed(application, led, objects) ? led : undefined;
  const colours = COLOURS.flatMap(colour => {
    const shown = colourOf(colour);
    return shown ? [[colour, shown] as const] : [];
  });
  const states = jobs.flatMap(name => {
    const job = find('Job', name);
    return job ? [[name, jobEvidence(job)] as const] : [];
  });
  const routed = routedBy(application, find('HTTPRoute', application));
  return {
    taken,
    ...(serves && { serves }),
    ...(routed && { routed }),
    ...Object.fromEntries(colours),
    jobs: Object.fromEntries(states),
  };
}

// Nobody comes through a Service without ports: what it says is so once the workers run it, and are all there.
function followed(application: string, led: Served | undefined, objects: readonly ClusterObject[]): boolean {
  const deployments = objects.filter(({ kind }) => kind === 'Deployment');
  const releaseIn = ({ spec }: ClusterObject) => spec?.['template'].metadata?.labels?.[RELEASE_LABEL];
  const colour = deployments.find(({ metadata: { name } }) => name === `${application}-${led}`);
  return deployments
    .filter(({ metadata: { labels = {} } }) => labels[WORKER_LABEL] && labels[NAME_LABEL] === application)
    .every(worker => colour && releaseIn(worker) === releaseIn(colour) && rolloutOf(worker).state === 'done');
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
