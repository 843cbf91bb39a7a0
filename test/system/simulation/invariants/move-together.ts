import type { Clock } from '../clock';
import type { Cluster } from '../cluster/cluster';
import { type Invariant, Violation } from './invariant';
import { coloursAt, type Way } from './serving';

/** Seconds that an engine may take to apply what one commit says. */
const APPLIED_WITHIN = 60;

/** Whatever users come by, one commit moves all of it. */
export class MoveTogether implements Invariant {
  private apartSince: number | undefined;

  public constructor(
    private readonly cluster: Cluster,
    private readonly clock: Clock,
    private readonly ways: readonly Way[],
  ) {}

  public check(): void {
    const isTogether = new Set(this.colours().map(([, colour]) => colour)).size <= 1;
    this.apartSince = isTogether ? undefined : (this.apartSince ?? this.clock.now);
    this.checkTime();
  }

  /** The same, where nothing has changed but the time. */
  public checkTime(): void {
    if (this.apartSince === undefined || this.clock.now <= this.apartSince + APPLIED_WITHIN) return;
    const where = this.colours().map(([way, colour]) => `${way} leads to ${colour}`);
    throw new Violation(`users are apart: ${where.join(', ')}`);
  }

  private colours(): (readonly [way: Way, colour: string])[] {
    return this.ways.flatMap(way => {
      const [colour, other] = coloursAt(this.cluster, way);
      // Where users are on both, that is by shares, and Services know none.
      return colour === undefined || other !== undefined ? [] : [[way, colour] as const];
    });
  }
}
