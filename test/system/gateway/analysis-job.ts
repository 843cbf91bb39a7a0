import { started } from '../../construct/measure/measuring';
import type { KubernetesObject } from '../../construct/render/rendered';

/** How a Job ended. */
export interface Ended {
  readonly state: 'passed' | 'failed';
  readonly said: readonly string[];
}

/** The container that measures, of a gate or a watch. What a gate asks the pods themselves is tried in test/construct/gate. */
export function analysisIn(job: KubernetesObject): KubernetesObject {
  const { containers } = job['spec'].template.spec;
  return containers.find(({ name }: KubernetesObject) => name === 'analysis');
}

/** Runs it to its end, with no time between its rounds. */
export async function ended({ command, args }: KubernetesObject): Promise<Ended> {
  const { code, lines } = await started({ command, args }).ended();
  return { state: code === 0 ? 'passed' : 'failed', said: lines };
}
