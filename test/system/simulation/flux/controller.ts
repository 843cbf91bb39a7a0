import type { Clock, Timer } from '../clock';
import { type Cluster, Refused } from '../cluster/cluster';
import { annotation, identity, type KubernetesObject } from '../cluster/object';
import type { Commit } from '../git';
import type { Random } from '../random';
import type { Story } from '../story';
import { statusOf } from './health';
import type { KustomizationSpec } from './kustomization';
import { inOrder } from './order';
import type { Workers } from './workers';

/** Seconds that a worker is busy with what is never waited for. */
const LOOK = 0.1;
const EACH_OBJECT = 0.1;
/** kustomize-controller looks at the health of objects so often. */
const LOOKS_EVERY = 5;
/** And waits no shorter than this for it, whatever `timeout` says. */
const SHORTEST_TIMEOUT = 30;

/** How the controller was started. */
export interface FluxFlags {
  /** --requeue-dependency, in seconds. */
  readonly requeueDependency: number;
  /** The feature gate CancelHealthCheckOnNewRevision. */
  readonly cancelHealthCheckOnNewRevision: boolean;
  /** --concurrent: how many Kustomizations are looked at, or waited for, at once. */
  readonly concurrent: number;
}

/** kustomize-controller, for one Kustomization. */
export class KustomizationController {
  private ready: 'True' | 'False' | 'Unknown' = 'Unknown';
  private lastAppliedRevision: string | undefined;
  private failedAt: string | undefined;
  private inventory: readonly string[] = [];
  private state: 'idle' | 'in line' | 'busy' | 'waits for health' = 'idle';
  private isAskedAgain = false;
  private why = '';
  private next: Timer | undefined;

  public constructor(
    private readonly spec: KustomizationSpec,
    private readonly world: {
      readonly clock: Clock;
      readonly random: Random;
      readonly cluster: Cluster;
      readonly story: Story;
      readonly artifact: () => Commit | undefined;
      readonly dependency: (name: string) => KustomizationController | undefined;
      readonly flags: FluxFlags;
      readonly workers: Workers;
    },
  ) {}

  public get name(): string {
    return this.spec.name;
  }

  /** Why the last try failed; empty where it did not. */
  public get message(): string {
    return this.why;
  }

  /** Ready at a revision: only then may who depends on it apply that revision. */
  public isReadyAt(revision: string): boolean {
    return this.ready === 'True' && this.lastAppliedRevision === revision;
  }

  /** The source has a new artifact. */
  public notify(): void {
    if (this.state === 'idle') this.reconcileIn(this.world.random.between(0.1, 1));
    else if (this.state !== 'in line') this.isAskedAgain = true;
    if (this.state === 'waits for health' && this.world.flags.cancelHealthCheckOnNewRevision) this.end(0);
  }

  private reconcileIn(seconds: number): void {
    this.next?.cancel();
    this.next = this.world.clock.after(seconds, () => {
      this.state = 'in line';
      this.world.workers.take(() => {
        this.state = 'busy';
        this.next = this.world.clock.after(LOOK, () => this.reconcile());
      });
    });
  }

  private reconcile(): void {
    const artifact = this.world.artifact();
    if (!artifact) {
      this.end(this.world.flags.requeueDependency);
      return;
    }
    const waiting = this.spec.dependsOn.find(name => !this.world.dependency(name)?.isReadyAt(artifact.revision));
    if (waiting) {
      this.ready = 'False';
      this.end(this.world.flags.requeueDependency);
      return;
    }
    this.ready = 'Unknown';
    const built = this.build(artifact);
    if (!built) {
      this.fail(artifact, `there is no folder ${this.spec.path}`);
      return;
    }
    const refused = refusalOf(() => {
      for (const object of built) this.world.cluster.mustBeValid(object);
    });
    if (refused) {
      this.fail(artifact, refused);
      return;
    }
    this.apply(artifact, inOrder(built), 0);
  }

  // A folder with no YAML in it is there, and means that nothing is wanted.
  private build({ manifests }: Commit): KubernetesObject[] | undefined {
    const below = manifests.filter(({ path }) => path.startsWith(this.spec.path));
    if (!below.length) return undefined;
    return below.filter(({ path }) => /\.ya?ml$/.test(path)).map(({ object }) => object);
  }

  private apply(artifact: Commit, objects: readonly KubernetesObject[], index: number): void {
    const { cluster, clock } = this.world;
    const object = objects[index];
    if (object) {
      const live = cluster.get(identity(object))?.object;
      const refused = live && isLeftAlone(live) ? undefined : refusalOf(() => cluster.apply(object, this.name));
      if (refused) {
        this.fail(artifact, refused);
        return;
      }
      this.next = clock.after(EACH_OBJECT, () => this.apply(artifact, objects, index + 1));
      return;
    }
    this.prune(objects);
    this.state = 'waits for health';
    this.check(artifact, clock.now + Math.max(this.spec.timeout, SHORTEST_TIMEOUT));
  }

  private prune(objects: readonly KubernetesObject[]): void {
    const { cluster } = this.world;
    const wanted = objects.map(identity);
    const stale = this.inventory
      .filter(id => !wanted.includes(id))
      .flatMap(id => cluster.get(id) ?? [])
      .filter(({ object, owner }) => owner === this.name && !isKept(object));
    for (const object of inOrder(stale.map(live => live.object)).reverse()) cluster.delete(identity(object));
    this.inventory = wanted;
  }

  private check(artifact: Commit, until: number): void {
    const { cluster, clock, flags } = this.world;
    if (this.isAskedAgain && flags.cancelHealthCheckOnNewRevision) {
      this.end(0);
      return;
    }
    const { wait, leavesJobsAtWork } = this.spec;
    const statuses = wait ? this.inventory.map(id => statusOf(cluster, id, leavesJobsAtWork)) : [];
    const failed = this.inventory[statuses.indexOf('Failed')];
    if (failed) {
      this.fail(artifact, `${failed} failed`);
      return;
    }
    if (statuses.every(status => status === 'Current')) {
      this.succeed(artifact);
      return;
    }
    if (clock.now >= until) {
      this.fail(artifact, 'it was not healthy in time');
      return;
    }
    this.next = clock.after(Math.min(LOOKS_EVERY, until - clock.now), () => this.check(artifact, until));
  }

  private succeed({ revision }: Commit): void {
    if (this.lastAppliedRevision !== revision) this.world.story.tell(`Flux: ${this.name} is ready at ${revision}`);
    this.ready = 'True';
    this.why = '';
    this.lastAppliedRevision = revision;
    this.end(this.spec.interval);
  }

  private fail({ revision }: Commit, why: string): void {
    if (this.why !== why || this.failedAt !== revision) {
      this.world.story.tell(`Flux: ${this.name} failed at ${revision}: ${why}`);
    }
    this.why = why;
    this.failedAt = revision;
    this.ready = 'False';
    this.end(this.spec.retryInterval);
  }

  private end(pause: number): void {
    this.state = 'idle';
    this.reconcileIn(this.isAskedAgain ? 0.1 : pause);
    this.isAskedAgain = false;
    this.world.workers.giveBack();
  }
}

function isKept(object: KubernetesObject): boolean {
  return annotation(object, 'kustomize.toolkit.fluxcd.io/prune') === 'disabled';
}

// Whoever wants it so marks it in the cluster: it is passed over, and what has it is told as applied.
function isLeftAlone(object: KubernetesObject): boolean {
  return annotation(object, 'kustomize.toolkit.fluxcd.io/reconcile') === 'disabled';
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
