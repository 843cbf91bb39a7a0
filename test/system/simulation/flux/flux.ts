import type { Clock } from '../clock';
import type { Cluster } from '../cluster/cluster';
import type { Commit, Repository } from '../git';
import type { Random } from '../random';
import type { Story } from '../story';
import { type FluxFlags, KustomizationController } from './controller';
import type { KustomizationSpec } from './kustomization';
import { Workers } from './workers';

/** Flux with one GitRepository and some Kustomizations on it. */
export class Flux {
  private readonly kustomizations: readonly KustomizationController[];
  private artifact: Commit | undefined;

  public constructor(
    specs: readonly KustomizationSpec[],
    { clock, random, cluster, repository, story }: FluxWorld,
    /** Seconds between two looks at git; with a webhook it is told at once. */
    pollsEvery: number | 'webhook',
    flags: FluxFlags,
  ) {
    const workers = new Workers(flags.concurrent);
    this.kustomizations = specs.map(
      spec =>
        new KustomizationController(spec, {
          clock,
          random,
          cluster,
          story,
          flags,
          workers,
          artifact: () => this.artifact,
          dependency: name => this.kustomizations.find(kustomization => kustomization.name === name),
        }),
    );
    const phase = pollsEvery === 'webhook' ? 0 : random.between(0, pollsEvery);
    repository.watch(() => {
      const pause = pollsEvery === 'webhook' ? random.between(0.5, 3) : pollsEvery - ((clock.now + phase) % pollsEvery);
      clock.after(pause, () => {
        if (this.artifact === repository.head) return;
        this.artifact = repository.head;
        for (const kustomization of this.kustomizations) kustomization.notify();
      });
    });
  }

  /** Whether a Kustomization is ready at the newest commit. */
  public isReady(name: string, { head }: Repository): boolean {
    return head !== undefined && this.kustomization(name).isReadyAt(head.revision);
  }

  /** Why a Kustomization is not ready; empty where it is. */
  public saysOf(name: string): string {
    return this.kustomization(name).message;
  }

  private kustomization(name: string): KustomizationController {
    return this.kustomizations.find(candidate => candidate.name === name)!;
  }
}

export interface FluxWorld {
  readonly clock: Clock;
  readonly random: Random;
  readonly cluster: Cluster;
  readonly repository: Repository;
  readonly story: Story;
}
