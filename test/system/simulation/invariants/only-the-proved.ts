import type { Assumptions } from '../assumptions';
import type { Cluster } from '../cluster/cluster';
import { gateOf } from '../cluster/gate';
import { identity, type KubernetesObject, type Labels, textOf } from '../cluster/object';
import { type Invariant, Violation } from './invariant';
import { coloursAt, reachedBy, releaseIn, selectorsAt, type Way } from './serving';

/** Traffic only ever moves to a release that its gate proved, or whose gate is skipped in so many words. */
export class OnlyTheProved implements Invariant {
  /** What the gates that stand in the cluster have proved, by the name of the Job. */
  private readonly proofs = new Map<string, string>();
  /** What users were let through to since traffic moved last. */
  private readonly admitted = new Set<string>();
  /** Pods that were down about when the gate of their colour passed: it sees ready pods only, and through a cache. */
  private readonly overlooked = new WeakSet<object>();
  private readonly skipped = new Set<string>();
  private selected: string | undefined;
  private reached: readonly string[] = [];

  public constructor(
    private readonly cluster: Cluster,
    private readonly service: Way,
    { oldPodsStayDown }: Pick<Assumptions, 'oldPodsStayDown'>,
  ) {
    cluster.watch({
      jobEnded: (job, status) => {
        const gate = gateOf(job);
        if (!gate || status !== 'complete') return;
        this.proofs.set(identity(job), this.provedBy(gate.release));
        if (!oldPodsStayDown) return;
        for (const pod of cluster.select(selectorOf(cluster, gate.colour))) {
          if (!pod.isReady || ('hasDied' in pod && pod.hasDied)) this.overlooked.add(pod);
        }
      },
      deleting: ({ object }) => this.proofs.delete(identity(object as KubernetesObject)),
    });
  }

  /** A commit says that a release is to serve without a gate. */
  public skip(release: string): void {
    this.skipped.add(release);
  }

  public check(): void {
    const selectors = selectorsAt(this.cluster, this.service);
    if (!selectors.length) return;
    const selected = selectors.map(textOf).join(' ');
    if (selected !== this.selected) {
      const colours = coloursAt(this.cluster, this.service);
      // Who goes on to be on a colour moves nowhere.
      const stay = colours.filter(colour => this.reached.includes(colour));
      for (const release of this.admitted) if (!isOf(stay, release)) this.admitted.delete(release);
      this.selected = selected;
      this.reached = colours;
      this.forgetAllBut(colours);
      // What was proved when traffic moved stays so, also where its pods are down at that moment.
      for (const release of this.proofs.values()) this.admitted.add(release);
    }
    for (const pod of reachedBy(this.cluster, this.service)) {
      const release = releaseIn(pod.labels);
      if (this.admitted.has(release) || this.overlooked.has(pod)) continue;
      if (!this.skipped.has(release) && ![...this.proofs.values()].includes(release)) {
        throw new Violation(`users reach ${release}, which no gate has proved`);
      }
      this.admitted.add(release);
    }
  }

  // What was proved before users left a colour says nothing of the day when they are to come back.
  private forgetAllBut(colours: readonly string[]): void {
    for (const [job, release] of this.proofs) if (!isOf(colours, release)) this.proofs.delete(job);
  }

  private provedBy(service: string): string {
    return releaseIn(selectorOf(this.cluster, service));
  }
}

const isOf = (colours: readonly string[], release: string) => colours.some(colour => release.startsWith(`${colour} `));

function selectorOf(cluster: Cluster, service: string): Labels {
  return cluster.get(`Service/${service}`)!.object['spec'].selector;
}
