import type { Clock } from '../clock';
import type { Random } from '../random';

/** Seconds for which a cluster's DNS goes on giving an answer, an empty one too. */
const CACHED_FOR = 30;

/** Cluster DNS: two servers, of which each remembers what it answered. */
export class Dns<Answer> {
  private readonly servers = [0, 1].map(() => new Map<string, { readonly answer: Answer; readonly until: number }>());

  public constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    /** What is true now. */
    private readonly lookup: (name: string) => Answer,
  ) {}

  /** Asks one of the servers for some names, over one connection. */
  public resolve(names: readonly string[]): Answer[] {
    const known = this.random.pick(this.servers);
    return names.map(name => {
      const cached = known.get(name);
      if (cached && cached.until > this.clock.now) return cached.answer;
      const answer = this.lookup(name);
      known.set(name, { answer, until: this.clock.now + CACHED_FOR });
      return answer;
    });
  }
}
