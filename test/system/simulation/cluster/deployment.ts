import type { Clock, Timer } from '../clock';
import type { KubernetesObject } from './object';
import { textOf } from './object';
import { ENDS_AFTER, type Pod } from './pod';

/** How far a rollout is: what engines judge a Deployment's health by. */
export interface Rollout {
  readonly wanted: number;
  readonly updated: number;
  readonly total: number;
  readonly available: number;
  /** It took longer than `progressDeadlineSeconds` since it came forward last. */
  readonly isOverdue: boolean;
}

/** What the controller does to pods. */
export interface PodKeeper {
  create(template: KubernetesObject): Pod;
  remove(pod: Pod): void;
}

/**
 * The Deployment controller, for one Deployment: with rolling updates new pods up to the surge, old ones leave when new ones
 * are available; or old ones first ("Recreate").
 */
export class Deployment {
  private readonly pods = new Set<Pod>();
  private size: number;
  private due: Timer | undefined;
  private isComplete = false;
  private forwardSince: number;
  // When the last of the old pods has ended, where they are to end first.
  private freeSince = Number.NEGATIVE_INFINITY;
  private progress = '';

  public constructor(
    private object: KubernetesObject,
    private readonly clock: Clock,
    private readonly keeper: PodKeeper,
  ) {
    this.size = object['spec'].replicas ?? 1;
    this.forwardSince = clock.now;
    this.reconcileSoon();
  }

  /**
   * Takes a new version of the object. Without `replicas` it keeps its size: that is the autoscaler's. Where git said it before
   * and does not any more, nobody owns the field, and it becomes its default.
   */
  public update(object: KubernetesObject): void {
    if (textOf(object['spec'].template) !== textOf(this.object['spec'].template)) {
      this.isComplete = false;
      this.forwardSince = this.clock.now;
    }
    const { replicas: before } = this.object['spec'];
    this.object = object;
    this.size = object['spec'].replicas ?? (before === undefined ? this.size : 1);
    this.reconcileSoon();
  }

  public get scale(): number {
    return this.size;
  }

  public set scale(size: number) {
    if (size === this.size) return;
    this.size = size;
    this.reconcileSoon();
  }

  public get rollout(): Rollout {
    const pods = [...this.pods];
    return {
      wanted: this.size,
      updated: pods.filter(pod => this.isNew(pod)).length,
      total: pods.length,
      available: pods.filter(pod => this.isAvailable(pod)).length,
      isOverdue:
        !this.isComplete && this.clock.now - this.forwardSince > (this.object['spec'].progressDeadlineSeconds ?? 600),
    };
  }

  /** Its pods go with it. */
  public remove(): void {
    this.due?.cancel();
    for (const pod of this.pods) this.keeper.remove(pod);
    this.pods.clear();
  }

  /** One of its pods became ready, or died. */
  public podChanged(pod: Pod): void {
    if (!this.pods.has(pod)) return;
    this.reconcileSoon();
    if (pod.isReady) this.clock.after(this.minReadySeconds, () => this.reconcileSoon());
  }

  public owns(pod: Pod): boolean {
    return this.pods.has(pod);
  }

  private get minReadySeconds(): number {
    return this.object['spec'].minReadySeconds ?? 0;
  }

  private isNew(pod: Pod): boolean {
    return textOf(pod.template) === textOf(this.object['spec'].template);
  }

  private isAvailable(pod: Pod): boolean {
    return pod.isReady && this.clock.now - pod.readySince! >= this.minReadySeconds;
  }

  private reconcileSoon(): void {
    this.due?.cancel();
    this.due = this.clock.after(0.2, () => this.reconcile());
  }

  // All old pods end before a new one starts.
  private recreate(): void {
    const old = [...this.pods].filter(pod => !this.isNew(pod));
    if (old.length) this.freeSince = this.clock.now + ENDS_AFTER;
    this.removeFirst(old, old.length);
    const wait = this.freeSince - this.clock.now;
    if (wait >= 0) {
      this.due?.cancel();
      this.due = this.clock.after(wait + 0.2, () => this.reconcile());
      return;
    }
    const extra = this.pods.size - this.size;
    this.removeFirst([...this.pods], extra);
    for (let missing = -extra; missing > 0; missing--) {
      this.pods.add(this.keeper.create(this.object['spec'].template));
    }
    this.noteProgress();
  }

  private reconcile(): void {
    if (this.object['spec'].strategy?.type === 'Recreate') {
      this.recreate();
      return;
    }
    const wanted = this.size;
    const { maxSurge = '25%', maxUnavailable = '25%' } = this.object['spec'].strategy?.rollingUpdate ?? {};
    const most = wanted && wanted + share(maxSurge, wanted, Math.ceil);
    const fewest = wanted - share(maxUnavailable, wanted, Math.floor);

    const fresh = () => [...this.pods].filter(pod => this.isNew(pod));
    const old = () => [...this.pods].filter(pod => !this.isNew(pod));

    this.removeFirst(fresh(), fresh().length - wanted);
    this.removeFirst(old(), this.pods.size - most);
    for (let missing = Math.min(wanted - fresh().length, most - this.pods.size); missing > 0; missing--) {
      this.pods.add(this.keeper.create(this.object['spec'].template));
    }
    // As the controller counts: new pods that are not available yet leave no room for an old one to go.
    const unavailable = fresh().filter(pod => !this.isAvailable(pod)).length;
    const spare = this.pods.size - fewest - unavailable;
    this.removeFirst(
      old().filter(pod => !this.isAvailable(pod)),
      spare,
    );
    this.removeFirst(
      old().filter(pod => this.isAvailable(pod)),
      Math.min(
        this.pods.size - fewest - unavailable,
        [...this.pods].filter(pod => this.isAvailable(pod)).length - fewest,
      ),
    );
    this.noteProgress();
  }

  // Those that serve go last.
  private removeFirst(pods: readonly Pod[], count: number): void {
    if (count <= 0) return;
    const inOrder = [...pods].sort((a, b) => (b.readySince ?? MAX) - (a.readySince ?? MAX));
    for (const pod of inOrder.slice(0, count)) {
      this.pods.delete(pod);
      this.keeper.remove(pod);
      // Its place may be for a new one.
      this.reconcileSoon();
    }
  }

  private noteProgress(): void {
    const { wanted, updated, total, available } = this.rollout;
    if (updated === wanted && total === wanted && available === wanted) this.isComplete = true;
    const progress = `${updated} ${total} ${available}`;
    if (progress !== this.progress) this.forwardSince = this.clock.now;
    this.progress = progress;
  }
}

const MAX = Number.MAX_SAFE_INTEGER;

function share(amount: string | number, of: number, round: (value: number) => number): number {
  return typeof amount === 'number' ? amount : round((Number.parseFloat(amount) / 100) * of);
}
