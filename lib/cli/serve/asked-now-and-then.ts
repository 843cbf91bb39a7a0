import { createHash } from 'node:crypto';
import type { ClusterObject } from '../../cluster/drift/cluster-object';
import type { Clusters } from '../status/clusters';

/** Clusters that are asked again after a while, however often somebody looks. */
export class AskedNowAndThen {
  private last?: {
    readonly environments: readonly string[];
    readonly withShares: ReadonlySet<string>;
    readonly clusters: Clusters;
    readonly stamp: string;
    readonly at: number;
  };

  /**
   * @param ask asks the clusters of environments, of some for the shares of requests too
   * @param every milliseconds from the end of one question to the next
   */
  public constructor(
    private readonly ask: (environments: readonly string[], withShares: ReadonlySet<string>) => Promise<Clusters>,
    private readonly every: number,
    private readonly now: () => number = Date.now,
  ) {}

  /** What changes whenever a cluster does, as far as that is told; empty before anybody has asked. */
  public get stamp(): string {
    return this.last?.stamp ?? '';
  }

  public async clusters(environments: readonly string[], withShares: ReadonlySet<string>): Promise<Clusters> {
    const { last } = this;
    const isSame = last && same(last.environments, environments) && same([...last.withShares], [...withShares]);
    if (isSame && this.now() - last.at < this.every) return last.clusters;
    const clusters = await this.ask(environments, withShares);
    this.last = { environments, withShares, clusters, stamp: stampOf(clusters), at: this.now() };
    return clusters;
  }

  /** Asks the same again, if that is due. */
  public async look(): Promise<void> {
    if (this.last) await this.clusters(this.last.environments, this.last.withShares);
  }
}

const same = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

function stampOf({ answers, failures }: Clusters): string {
  const hash = createHash('sha256').update(failures.join('\0'));
  for (const [environment, { objects }] of answers) {
    hash.update(`\0${environment}`);
    for (const object of objects) hash.update(`\0${toldOf(object)}`);
  }
  return hash.digest('hex');
}

// An autoscaler's status says every few seconds what it measured. Of that nothing is told.
function toldOf({ kind, metadata: { name, labels, annotations, generation }, spec, status }: ClusterObject): string {
  const told = kind === 'HorizontalPodAutoscaler' ? undefined : status;
  return JSON.stringify([kind, name, labels, annotations, generation, spec, told]);
}
