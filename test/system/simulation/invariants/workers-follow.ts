import { COLOUR_LABEL, RELEASE_LABEL, WORKER_LABEL } from '../../../../lib/construct/names';
import type { Clock } from '../clock';
import type { Cluster } from '../cluster/cluster';
import { type Invariant, Violation } from './invariant';
import { activeSelector } from './serving';

/** Seconds that an engine may take to apply what one commit says. */
const APPLIED_WITHIN = 60;

/**
 * Workers run the release that users are on. None is at work for a release that users have not come to, and where the
 * spec says so, never two at once, not even while the pods of one of them end.
 */
export class WorkersFollow implements Invariant {
  private active: string | undefined;
  /** All that users have come to: of what they left, pods may be there until the next but one has replaced them. */
  private readonly known = new Set<string>();
  private behindSince: number | undefined;

  public constructor(
    private readonly cluster: Cluster,
    private readonly clock: Clock,
    private readonly service: string,
    /** Names of their Deployments, and whether pods of two releases may be at work at once. */
    private readonly workers: ReadonlyMap<string, { readonly overlap: boolean }>,
  ) {}

  public check(): void {
    const active = this.releaseOfUsers();
    if (active === undefined) return;
    this.active = active;
    this.known.add(active);
    for (const [name, { overlap }] of this.workers) {
      const running = new Set(
        this.cluster.atWork({ [WORKER_LABEL]: name }).map(({ labels }) => labels[RELEASE_LABEL]!),
      );
      if (!overlap && running.size > 1) throw new Violation(`${name} is at work in two releases: ${[...running]}`);
      const strange = [...running].find(release => !this.known.has(release));
      if (strange) throw new Violation(`${name} is at work in ${strange}, which users have not come to`);
    }
    const isBehind = [...this.workers.keys()].some(name => this.releaseSaid(name) !== active);
    this.behindSince = isBehind ? (this.behindSince ?? this.clock.now) : undefined;
    this.checkTime();
  }

  /** The same, where nothing has changed but the time. */
  public checkTime(): void {
    if (this.behindSince === undefined || this.clock.now <= this.behindSince + APPLIED_WITHIN) return;
    throw new Violation(`a worker is left behind: users are on ${this.active}`);
  }

  private releaseOfUsers(): string | undefined {
    const colour = activeSelector(this.cluster, this.service)?.[COLOUR_LABEL];
    return colour === undefined ? undefined : this.releaseSaid(`${this.service}-${colour}`);
  }

  private releaseSaid(deployment: string): string | undefined {
    return this.cluster.get(`Deployment/${deployment}`)?.object['spec'].template.metadata.labels[RELEASE_LABEL];
  }
}
