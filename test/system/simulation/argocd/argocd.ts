import type { Clock } from '../clock';
import type { Cluster } from '../cluster/cluster';
import type { Repository } from '../git';
import type { Random } from '../random';
import type { Story } from '../story';
import type { ApplicationSpec } from './application';
import { ApplicationController } from './controller';

/** Argo CD with some Applications on one repository. */
export class ArgoCd {
  private readonly applications: ApplicationController[] = [];

  public constructor(
    specs: readonly ApplicationSpec[],
    private readonly world: ArgoCdWorld,
    /** Seconds between two looks at git; with a webhook it is told at once. */
    private readonly pollsEvery: number | 'webhook',
  ) {
    const { clock, cluster } = world;
    this.make(specs);
    cluster.watch({
      patched: ({ owner }) => {
        for (const application of this.applications) {
          if (application.name === owner) clock.after(1, () => application.compare());
        }
      },
    });
  }

  private make(specs: readonly ApplicationSpec[]): ApplicationController[] {
    const { world, pollsEvery } = this;
    const { clock, random, cluster, repository, story } = world;
    return specs.map(spec => {
      const application = new ApplicationController(spec, cluster, clock, story, () => repository.head);
      // Each Application has its own round.
      const phase = pollsEvery === 'webhook' ? 0 : random.between(0, pollsEvery);
      repository.watch(() => {
        const pause =
          pollsEvery === 'webhook' ? random.between(0.5, 3) : pollsEvery - ((clock.now + phase) % pollsEvery);
        clock.after(pause, () => application.poll());
      });
      this.applications.push(application);
      return application;
    });
  }

  /** Somebody applies what Applications are made of: those that are there change, others come, and none goes. */
  public told(specs: readonly ApplicationSpec[]): void {
    const { clock, random } = this.world;
    for (const spec of specs) {
      const known = this.applications.find(({ name }) => name === spec.name);
      known?.become(spec);
      const [application = known!] = known ? [] : this.make([spec]);
      clock.after(random.between(0.1, 5), () => application.poll());
    }
  }

  public application(name: string): ApplicationController {
    return this.applications.find(application => application.name === name)!;
  }
}

export interface ArgoCdWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly cluster: Cluster;
  readonly repository: Repository;
  readonly story: Story;
}
