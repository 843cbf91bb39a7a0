import type { Clock, Timer } from '../clock';
import { type Cluster, Refused } from '../cluster/cluster';
import { healthOf } from './health';
import { isHook, type Task } from './tasks';

const EACH_OBJECT = 0.1;
const LOOKS_EVERY = 1;
/** ARGOCD_SYNC_WAVE_DELAY */
const BETWEEN_WAVES = 2;

/** One try of a sync: wave after wave, until all is applied or something fails. */
export class Sync {
  private next: Timer | undefined;

  public constructor(
    private readonly application: string,
    private readonly waves: readonly (readonly Task[])[],
    private readonly cluster: Cluster,
    private readonly clock: Clock,
    /** @param failure what failed; undefined where nothing did */
    private readonly ended: (failure: string | undefined) => void,
  ) {}

  public start(): void {
    this.wave(0);
  }

  public stop(): void {
    this.next?.cancel();
  }

  private wave(index: number): void {
    const tasks = this.waves[index];
    if (!tasks) {
      this.ended(undefined);
      return;
    }
    this.run(tasks, 0, () => this.wait(index));
  }

  // A refused object does not keep the others of its wave from being applied, but fails the sync.
  private run(tasks: readonly Task[], index: number, done: () => void, failure?: string): void {
    const task = tasks[index];
    if (!task) {
      failure ? this.ended(failure) : done();
      return;
    }
    const refused = this.perform(task);
    this.next = this.clock.after(EACH_OBJECT, () => this.run(tasks, index + 1, done, failure ?? refused));
  }

  private perform({ kind, id, object }: Task): string | undefined {
    // The delete policy of a hook that names none: BeforeHookCreation.
    if (kind !== 'apply') this.cluster.delete(id);
    if (kind === 'prune') return undefined;
    return refusalOf(() => this.cluster.apply(object, this.application));
  }

  private wait(index: number): void {
    const tasks = this.waves[index]!.filter(({ kind }) => kind !== 'prune');
    const isLast = index === this.waves.length - 1;
    // The last wave is waited for only where it holds a hook; so an Application of one wave waits for nothing.
    const isWaitedFor = isLast ? tasks.some(({ object }) => isHook(object)) : true;
    if (!isWaitedFor) {
      this.ended(undefined);
      return;
    }
    const health = tasks.map(({ id }) => healthOf(this.cluster, id, this.clock.now));
    const degraded = tasks[health.indexOf('Degraded')];
    if (degraded) {
      this.ended(`${degraded.id} is Degraded`);
      return;
    }
    if (health.every(state => state === 'Healthy' || state === undefined)) {
      this.next = this.clock.after(isLast ? 0 : BETWEEN_WAVES, () => this.wave(index + 1));
    } else {
      this.next = this.clock.after(LOOKS_EVERY, () => this.wait(index));
    }
  }
}

function refusalOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message;
  }
}
