import type { Clock } from '../clock';
import type { Cluster } from '../cluster/cluster';
import { type KubernetesObject, type Labels, textOf } from '../cluster/object';
import { type Invariant, Violation } from './invariant';
import { activeSelector, releaseIn } from './serving';

/**
 * A rollback takes effect within a time, however broken the other colour is. It is let off only where what it goes back
 * to is itself not there whole, or gates can't run.
 */
export class RollbackInTime implements Invariant {
  private wanted: { readonly selector: Labels; readonly deployment: KubernetesObject; readonly by: number } | undefined;
  /** Releases that users were on. */
  private readonly served = new Set<string>();
  /** How many took effect in time. */
  public kept = 0;

  public constructor(
    private readonly cluster: Cluster,
    private readonly clock: Clock,
    private readonly service: string,
    /** Seconds from the commit to the switch, at most. */
    private readonly within: number,
  ) {}

  /** A rollback is committed: users are to be on the pods of a Deployment again, if they ever were. */
  public expect(deployment: KubernetesObject): void {
    const { selector, template } = deployment['spec'];
    const wasServed = this.served.has(releaseIn(template.metadata.labels));
    this.wanted = wasServed
      ? { selector: selector.matchLabels, deployment, by: this.clock.now + this.within }
      : undefined;
  }

  /** A later commit wants something else. */
  public forget(): void {
    this.wanted = undefined;
  }

  public check(): void {
    for (const { labels } of this.cluster.endpointsOf(this.service)) this.served.add(releaseIn(labels));
    if (!this.wanted) return;
    const { selector, deployment } = this.wanted;
    const active = activeSelector(this.cluster, this.service);
    if (active && textOf(active) === textOf(selector)) {
      this.kept++;
      this.wanted = undefined;
    } else if (!this.cluster.isWhole(deployment)) {
      this.wanted = undefined;
    } else {
      this.checkTime();
    }
  }

  /** The same, where nothing has changed but the time, and whether gates can run. */
  public checkTime(): void {
    if (!this.cluster.jobsStart) this.wanted = undefined;
    if (this.wanted && this.clock.now > this.wanted.by) {
      throw new Violation(`the rollback has not taken effect after ${this.within} seconds`);
    }
  }
}
