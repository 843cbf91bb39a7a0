import { ANALYSIS_CONTAINER } from '../../construct/names';
import { ClusterError } from './cluster-error';
import type { ClusterRef } from './cluster-ref';
import { explained } from './explained';
import { kubectlLogs } from './kubectl';

/** Milliseconds. */
const LIMIT = 10_000;

/**
 * What a gate or a watch has measured, each line with its time; empty where it measures nothing, or nobody has begun. Only reads.
 * @throws ClusterError where the cluster does not tell it
 */
export async function jobLog(ref: ClusterRef, job: string): Promise<string> {
  const { succeeded, stdout, stderr } = await kubectlLogs(ref, job, ANALYSIS_CONTAINER, LIMIT);
  if (succeeded) return stdout;
  if (NOTHING_YET.test(stderr)) return '';
  throw new ClusterError(explained(ref, stderr));
}

// A gate without figures, a container that has not begun, a Job that is gone meanwhile.
const NOTHING_YET =
  /container \S+ is not valid for pod|is waiting to start|PodInitializing|\(NotFound\)|timed out waiting/;
