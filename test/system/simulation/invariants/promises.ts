import type { ReleaseFile } from '../../../../lib/project/files/files';
import type { Assumptions } from '../assumptions';
import type { KubernetesObject } from '../cluster/object';
import type { World } from '../world';
import type { Invariant } from './invariant';
import { MoveTogether } from './move-together';
import { NothingThatServesIsDeleted } from './nothing-that-serves-is-deleted';
import { OnlyTheProved } from './only-the-proved';
import { RollbackInTime } from './rollback-in-time';
import { releaseIn, type Way } from './serving';
import { UsersReachPods } from './users-reach-pods';
import { WorkersFollow } from './workers-follow';

const SERVICE = 'ping';

/** What is promised to users, whatever happens. */
export class Promises {
  private readonly proved: readonly OnlyTheProved[];
  private readonly together: MoveTogether;
  private readonly rollbacks: RollbackInTime;
  private readonly workers: WorkersFollow;
  private readonly invariants: readonly Invariant[];
  private checked = -1;

  public constructor(
    private readonly world: World,
    props: {
      /** False: users reach pods, and that is all that is promised. */
      readonly isGated: boolean;
      /** Seconds. */
      readonly rollbackWithin: number;
      readonly assumptions: Assumptions;
      /** By what users come beside the Service. */
      readonly others?: readonly Way[];
      /** The Deployments of workers, and whether pods of two releases may be at work at once. */
      readonly workers?: ReadonlyMap<string, { readonly overlap: boolean }>;
    },
  ) {
    const { cluster, clock, story } = world;
    const ways = [SERVICE, ...(props.others ?? [])];
    this.proved = ways.map(way => new OnlyTheProved(cluster, way, props.assumptions));
    this.together = new MoveTogether(cluster, clock, ways);
    this.workers = new WorkersFollow(cluster, clock, SERVICE, props.workers ?? new Map());
    this.rollbacks = new RollbackInTime(cluster, clock, SERVICE, props.rollbackWithin);
    const reached = ways.map(way => new UsersReachPods(cluster, story, way));
    this.invariants = props.isGated
      ? [
          ...reached,
          ...this.proved,
          ...ways.map(way => new NothingThatServesIsDeleted(cluster, way)),
          this.together,
          this.workers,
          this.rollbacks,
        ]
      : reached;
  }

  /** How many rollbacks took effect in time. */
  public get rollbacksKept(): number {
    return this.rollbacks.kept;
  }

  /**
   * Checks all of them; between two events that changed nothing in the cluster nothing can be broken but time limits.
   * @throws Violation
   */
  public check(): void {
    const { changes } = this.world.cluster;
    if (changes === this.checked) {
      this.checkTime();
      return;
    }
    this.checked = changes;
    for (const invariant of this.invariants) invariant.check();
  }

  /** The same, where nothing has changed but the time. */
  public checkTime(): void {
    this.together.checkTime();
    this.workers.checkTime();
    this.rollbacks.checkTime();
  }

  /** A commit says where users are to be. */
  public committed(
    { gate }: ReleaseFile,
    deployment: KubernetesObject,
    { isRollback, movesTraffic }: { readonly isRollback: boolean; readonly movesTraffic: boolean },
  ): void {
    this.checked = -1;
    if (gate?.skipped) {
      for (const one of this.proved) one.skip(releaseIn(deployment['spec'].template.metadata.labels));
    }
    if (isRollback) this.rollbacks.expect(deployment);
    else if (movesTraffic) this.rollbacks.forget();
  }
}
