import type { Application } from '../construct/model';
import { otherColour } from '../construct/props/colour';

/** An application of which the active colour's number of pods goes from git. */
interface Lost {
  readonly why: string;
  readonly wayOut: string;
}

/**
 * Finds that the colour users are on would get an autoscaler in place of its number of pods: a field that git no longer
 * mentions becomes its default, which is one pod. A deploy brings an autoscaler to the idle colour, where nobody is.
 * @param releaseFile where it says what runs
 * @param found what a file of the application's output holds
 * @param made what it is to hold
 */
export function lostReplicas(
  { name, active }: Pick<Application, 'name' | 'active'>,
  environment: string,
  releaseFile: string,
  found: (file: string) => string | null | undefined,
  made: (file: string) => string | undefined,
): Lost | undefined {
  const file = `${active}/Deployment.${name}-${active}.k8s.yaml`;
  const after = made(file);
  if (after === undefined || replicasIn(after) !== undefined) return undefined;
  const before = replicasIn(found(file));
  if (before === undefined || before < 2) return undefined;
  return {
    why: `users are on ${active} with ${before} pods, and an autoscaler takes the place of that number: until it acts there is one pod`,
    wayOut: `keep "replicas: ${before}" at ${active} in ${releaseFile}, and bring the autoscaler to ${otherColour(active)}: bluegreen deploy ${name} --env ${environment}, then promote`,
  };
}

function replicasIn(text: string | null | undefined): number | undefined {
  const [, number] = /^ {2}replicas: (\d+)$/m.exec(text ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}
