import type { Clock, Timer } from '../clock';
import type { Random } from '../random';
import type { KubernetesObject, Labels } from './object';

/** The pod of a Job while it runs: any Service that selects its labels sends users to it. */
export interface JobPod {
  readonly name: string;
  readonly labels: Labels;
  readonly isReady: boolean;
}

/** What runs in the container, until it is cancelled or says how it ended. */
export type Work = (ended: (succeeded: boolean) => void) => Timer;

const STARTS_AFTER = [1, 3] as const;
/** The Job controller waits 10 s before the second pod, and twice as long before each further one. */
const RETRY_AFTER = 10;
/** A pod that can't start, because its image is gone, is looked at again. */
const LOOK_AGAIN_AFTER = 10;

/** A Job from its creation until somebody deletes it. */
export class Job {
  public status: 'active' | 'complete' | 'failed' = 'active';
  public pod: JobPod | undefined;
  private runsSince = 0;
  private failures = 0;
  private step: Timer | undefined;
  private readonly deadline: Timer | undefined;

  public constructor(
    private readonly object: KubernetesObject,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly work: Work,
    private readonly canStart: () => boolean,
    private readonly ended: (job: Job) => void,
  ) {
    const { activeDeadlineSeconds } = object['spec'];
    if (activeDeadlineSeconds) this.deadline = clock.after(activeDeadlineSeconds, () => this.end('failed'));
    this.startAfter(0);
  }

  /** What a disruption budget counts: its pod, once the readiness probe has come. */
  public get isAtWork(): boolean {
    const { initialDelaySeconds = 0 } = this.object['spec'].template.spec.containers[0].readinessProbe ?? {};
    return this.pod !== undefined && this.clock.now >= this.runsSince + initialDelaySeconds;
  }

  public remove(): void {
    this.step?.cancel();
    this.deadline?.cancel();
    this.pod = undefined;
  }

  private startAfter(pause: number): void {
    this.step = this.clock.after(pause + this.random.between(...STARTS_AFTER), () => this.start());
  }

  private start(): void {
    if (!this.canStart()) {
      this.startAfter(LOOK_AGAIN_AFTER);
      return;
    }
    const { metadata, spec } = this.object;
    this.pod = {
      name: `${metadata.name}-${this.failures}`,
      labels: spec['template'].metadata?.labels ?? {},
      isReady: true,
    };
    this.runsSince = this.clock.now;
    this.step = this.work(succeeded => {
      this.pod = undefined;
      if (succeeded) return this.end('complete');
      if (this.failures >= (spec['backoffLimit'] ?? 6)) return this.end('failed');
      this.startAfter(RETRY_AFTER * 2 ** this.failures++);
    });
  }

  private end(status: 'complete' | 'failed'): void {
    this.remove();
    this.status = status;
    this.ended(this);
  }
}
