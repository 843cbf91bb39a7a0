import type { Clock } from '../clock';
import type { Cluster } from '../cluster/cluster';
import type { Repository } from '../git';
import type { Random } from '../random';
import type { Story } from '../story';
import type { ApplicationSpec } from './application';
import { ApplicationController } from './controller';

/** Argo CD with some Applications on one repository. */
export class ArgoCd {
  private readonly applications: readonly ApplicationController[];

  public constructor(
    specs: readonly ApplicationSpec[],
    { clock, random, cluster, repository, story }: ArgoCdWorld,
    /** Seconds between two looks at git; with a webhook it is told at once. */
    pollsEvery: number | 'webhook',
  ) {
    this.applications = specs.map(
      spec => new ApplicationController(spec, cluster, clock, story, () => repository.head),
    );
    for (const application of this.applications) {
      // Each Application has its own round.
      const phase = pollsEvery === 'webhook' ? 0 : random.between(0, pollsEvery);
      repository.watch(() => {
        const pause =
          pollsEvery === 'webhook' ? random.between(0.5, 3) : pollsEvery - ((clock.now + phase) % pollsEvery);
        clock.after(pause, () => application.poll());
      });
    }
    cluster.watch({
      patched: ({ owner }) => {
        for (const application of this.applications) {
          if (application.name === owner) clock.after(1, () => application.compare());
        }
      },
    });
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
