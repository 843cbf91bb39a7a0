import { isOurs, NAME_LABEL, WORKER_LABEL, workersPolicyName } from '../../construct/names';
import { type Labels, labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import { templateOf, type Workload } from './workload';

/** Whether an object is a worker: its pods are at work for the release that users are on, and nobody is led to them. */
export function isWorker(manifest: Manifest): boolean {
  return podLabels(manifest)[WORKER_LABEL] !== undefined;
}

/** The labels of the pods that an object makes. */
export function podLabels(manifest: Manifest): Labels {
  return labelsOf(templateOf(manifest)?.['metadata']?.labels);
}

/** Whether a worker and a colour are of one application. */
export function isBeside(worker: Workload, colour: Workload): boolean {
  return (
    worker.environment === colour.environment &&
    worker.namespace === colour.namespace &&
    nameOf(worker.manifest) === nameOf(colour.manifest)
  );
}

function nameOf({ value }: Manifest): string | undefined {
  return labelsOf(value['metadata'].labels)[NAME_LABEL];
}

/** Whether an object is a worker of ours, or is there for workers: what scales one, guards its pods, or lets others in. */
export function isForWorkers({ identity, value }: Manifest): boolean {
  const labels = labelsOf(value['metadata'].labels);
  return (
    isOurs(labels) &&
    (labels[WORKER_LABEL] !== undefined || identity.name === workersPolicyName(labels[NAME_LABEL] ?? ''))
  );
}
