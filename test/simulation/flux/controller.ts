import type { Clock, Timer } from '../clock';
import { type Cluster, Refused } from '../cluster/cluster';
import { annotation, identity, type KubernetesObject } from '../cluster/object';
import type { Commit } from '../git';
import type { Random } from '../random';
import type { Story } from '../story';
import { statusOf } from './health';
import type { KustomizationSpec } from './kustomization';
import { inOrder } from './order';

const EACH_OBJECT = 0.1;
const LOOKS_EVERY = 2;

/** How the controller was started. */
export interface FluxFlags {
  /** --requeue-dependency, in seconds. */
  readonly requeueDependency: number;
  /** The feature gate CancelHealthCheckOnNewRevision. */
  readonly cancelHealthCheckOnNewRevision: boolean;
}

/** kustomize-controller, for one Kustomization. */
export class KustomizationController {
  private ready: 'True' | 'False' | 'Unknown' = 'Unknown';
  private lastAppliedRevision: string | undefined;
  private inventory: readonly string[] = [];
  private isBusy = false;
  private isAskedAgain = false;
  private message = '';
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
    },
  ) {}

  public get name(): string {
    return this.spec.name;
  }

  /** Ready at a revision: only then may who depends on it apply that revision. */
  public isReadyAt(revision: string): boolean {
    return this.ready === 'True' && this.lastAppliedRevision === revision;
  }

  /** The source has a new artifact. */
  public notify(): void {
    if (this.isBusy) this.isAskedAgain = true;
    else this.reconcileIn(this.world.random.between(0.1, 1));
  }

  private reconcileIn(seconds: number): void {
    this.next?.cancel();
    this.next = this.world.clock.after(seconds, () => this.reconcile());
  }

  private reconcile(): void {
    const artifact = this.world.artifact();
    if (!artifact) return;
    const waiting = this.spec.dependsOn.find(name => !this.world.dependency(name)?.isReadyAt(artifact.revision));
    if (waiting) {
      this.ready = 'False';
      this.reconcileIn(this.world.flags.requeueDependency);
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
    this.isBusy = true;
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
      const refused = refusalOf(() => cluster.apply(object, this.name));
      if (refused) {
        this.fail(artifact, refused);
        return;
      }
      this.next = clock.after(EACH_OBJECT, () => this.apply(artifact, objects, index + 1));
      return;
    }
    this.prune(objects);
    this.check(artifact, clock.now + this.spec.timeout);
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
    const statuses = this.spec.wait ? this.inventory.map(id => statusOf(cluster, id)) : [];
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
    this.next = clock.after(LOOKS_EVERY, () => this.check(artifact, until));
  }

  private succeed({ revision }: Commit): void {
    if (this.lastAppliedRevision !== revision) this.world.story.tell(`Flux: ${this.name} is ready at ${revision}`);
    this.ready = 'True';
    this.message = '';
    this.lastAppliedRevision = revision;
    this.end(this.spec.interval);
  }

  private fail({ revision }: Commit, why: string): void {
    const message = `${this.name} failed at ${revision}: ${why}`;
    if (this.message !== message) this.world.story.tell(`Flux: ${message}`);
    this.message = message;
    this.ready = 'False';
    this.end(this.spec.retryInterval);
  }

  private end(pause: number): void {
    this.isBusy = false;
    this.reconcileIn(this.isAskedAgain ? 0.1 : pause);
    this.isAskedAgain = false;
  }
}

function isKept(object: KubernetesObject): boolean {
  return annotation(object, 'kustomize.toolkit.fluxcd.io/prune') === 'disabled';
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
