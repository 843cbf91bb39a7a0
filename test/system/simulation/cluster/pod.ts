import type { Clock, Timer } from '../clock';
import type { Random } from '../random';
import type { Behaviour } from './behaviour';
import type { Labels } from './object';

/** Container starts, image and all. */
const STARTS_AFTER = [1, 3] as const;
/** What Kubernetes waits before it starts a container anew: 10 s, then twice as long each time, up to 5 minutes. */
const RESTART_AFTER = 10;
const RESTART_AFTER_AT_MOST = 300;

/** Seconds that a pod takes to end once it is told to. */
export const ENDS_AFTER = 10;

export interface PodProps {
  readonly name: string;
  readonly labels: Labels;
  /** The pod template that it was made from, to tell the pods of two rollouts apart. */
  readonly template: object;
  readonly behaviour: Behaviour;
  /** Whether something that it needs is gone, so that it can't get ready any more. */
  readonly isBroken: () => boolean;
}

/** A pod from its creation until it is deleted; what ends in it starts again, as in a Deployment. */
export class Pod {
  public readonly name: string;
  public readonly labels: Labels;
  public readonly template: object;
  /** When it became ready. */
  public readySince: number | undefined;
  /** It is to end: it is on no list of endpoints any more. */
  public isTerminating = false;
  /** It was ready, and is not, because it died and not because somebody took it away. */
  public hasFallen = false;
  private readonly behaviour: Behaviour;
  private readonly isBroken: () => boolean;
  private isRunning = false;
  private restarts = 0;
  private next: Timer | undefined;

  public constructor(
    { name, labels, template, behaviour, isBroken }: PodProps,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly changed: (pod: Pod) => void,
  ) {
    this.name = name;
    this.labels = labels;
    this.template = template;
    this.behaviour = behaviour;
    this.isBroken = isBroken;
    this.in(STARTS_AFTER, () => this.start());
  }

  public get hasDied(): boolean {
    return this.restarts > 0;
  }

  public get isReady(): boolean {
    return this.readySince !== undefined && !this.isTerminating;
  }

  /** Whether a smoke request to its address is answered as it should be. */
  public get answersRight(): boolean {
    return this.isRunning && this.readySince !== undefined && this.behaviour.answersRight;
  }

  /** Its container ends by itself, and is started anew. */
  public die(): void {
    if (this.isTerminating || !this.isRunning) return;
    this.isRunning = false;
    if (this.isReady) this.hasFallen = true;
    this.readySince = undefined;
    const pause = Math.min(RESTART_AFTER * 2 ** this.restarts++, RESTART_AFTER_AT_MOST);
    this.in([pause, pause + 1], () => this.start());
    this.changed(this);
  }

  /** Somebody takes it away. */
  public terminate(): void {
    this.isTerminating = true;
    this.next?.cancel();
  }

  private start(): void {
    this.isRunning = true;
    const { readyAfter } = this.behaviour;
    if (readyAfter && !this.isBroken()) this.in(readyAfter, () => this.becomeReady());
  }

  private becomeReady(): void {
    this.readySince = this.clock.now;
    this.hasFallen = false;
    const { diesAfter } = this.behaviour;
    if (diesAfter) this.in(diesAfter, () => this.die());
    this.changed(this);
  }

  private in([from, to]: readonly [number, number], action: () => void): void {
    this.next?.cancel();
    this.next = this.clock.after(this.random.between(from, to), action);
  }
}
