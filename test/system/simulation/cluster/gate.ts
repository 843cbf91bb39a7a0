import type { Clock, Timer } from '../clock';
import type { KubernetesObject } from './object';

/** What a gate Job is told: it stands in the Job, and nowhere else. */
export interface Gate {
  /** Headless Service of the pods of the expected release. */
  readonly release: string;
  /** Headless Service of all pods of the colour. */
  readonly colour: string;
  /** As many have to be ready at least. */
  readonly pods: number;
}

/** What a gate sees of the world: names, and who answers at an address. */
export interface Surroundings {
  readonly clock: Clock;
  /** The pods that names lead to, as one DNS server says. */
  resolve(names: readonly string[]): (readonly string[])[];
  /** Sends the smoke requests to a pod. */
  answersRight(pod: string): boolean;
}

const LOOKS_EVERY = 1;
/** A pod that answers wrong is asked so often, a second apart. */
const TRIES = 3;

/** What a Job says if it is a gate. */
export function gateOf(job: KubernetesObject): Gate | undefined {
  const args: readonly string[] = job['spec'].template.spec.containers[0].args ?? [];
  const value = (option: string) => args[args.indexOf(option) + 1]!;
  if (!['--release-service', '--colour-service', '--pods'].every(option => args.includes(option))) return undefined;
  return { release: value('--release-service'), colour: value('--colour-service'), pods: Number(value('--pods')) };
}

/**
 * One run of the gate's container: it waits until both names are the same pods, and enough, asks each of them, and
 * starts over where they are others by then.
 */
export function runGate(
  gate: Gate,
  { clock, resolve, answersRight }: Surroundings,
  ended: (passed: boolean) => void,
): Timer {
  let next: Timer;
  const readyPods = (): string | undefined => {
    const [release, colour] = resolve([gate.release, gate.colour]).map(names => [...names].sort());
    const isProved = release!.length > 0 && release!.length >= gate.pods && String(release) === String(colour);
    return isProved ? String(release) : undefined;
  };
  const look = () => {
    const pods = readyPods();
    if (pods) ask(pods, TRIES);
    else next = clock.after(LOOKS_EVERY, look);
  };
  const ask = (pods: string, tries: number) => {
    const isRight = pods.split(',').every(answersRight);
    if (!isRight && tries > 1) next = clock.after(1, () => ask(pods, tries - 1));
    else if (readyPods() === pods) ended(isRight);
    else next = clock.after(LOOKS_EVERY, look);
  };
  next = clock.after(0, look);
  return { cancel: () => next.cancel() };
}
