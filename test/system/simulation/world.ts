import { Clock } from './clock';
import type { Behaviour } from './cluster/behaviour';
import { Cluster } from './cluster/cluster';
import { Repository } from './git';
import { Random } from './random';
import { Story } from './story';

/** One cluster, one repository, and their time. */
export class World {
  public readonly clock = new Clock();
  public readonly repository = new Repository();
  public readonly story = new Story(this.clock);
  public readonly random: Random;
  public readonly cluster: Cluster;

  public constructor(seed: number, behaviourOf: (image: string) => Behaviour) {
    this.random = new Random(seed);
    this.cluster = new Cluster(this.clock, this.random, behaviourOf);
  }
}
