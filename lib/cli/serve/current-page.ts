import { jobIn } from '../../cluster/evidence/evidence';
import type { Fleet, Shown } from '../../dashboard/application';
import { dashboardPage } from '../../dashboard/page/page';

/** A page, and what it is known by. */
interface Page {
  readonly version: string;
  readonly text: string;
}

/** Where a page comes from. */
interface Source {
  /** Asks the clusters again, if that is due. */
  look(): Promise<void>;
  /** What changes whenever something does in git or the files. */
  files(): string;
  /** What changes whenever something does in the clusters, as they were asked last. */
  clusters(): string;
  fleet(): Promise<Fleet>;
}

/** Seconds. How often an open page looks whether there is another one. */
const EVERY = 5;
// Milliseconds. Some have the page open in many windows.
const SHORTEST = 1000;
// Whatever is waited for, it is told how long it has lasted.
const LONGEST = 5 * 60_000;
// Something is measured as often, where nobody says otherwise.
const MEASURED = 30_000;

/** The page as it is now. It is made anew once something has changed, by one at a time, and only when somebody looks. */
export class CurrentPage {
  private page?: Page;
  private made?: { readonly files: string; readonly clusters: string; readonly until: number };
  private last?: Promise<Page>;
  /** When the last look ended; undefined while one is under way. */
  private endedAt?: number;
  private count = 0;
  // Another run of the program has other versions.
  private readonly run = Date.now().toString(36);

  /** @param now milliseconds on a clock */
  public constructor(
    private readonly source: Source,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws whatever keeps it from being made */
  public current(): Promise<Page> {
    const isRecent = this.endedAt === undefined || this.now() - this.endedAt < SHORTEST;
    if (this.last && isRecent) return this.last;
    this.endedAt = undefined;
    this.last = this.look().finally(() => {
      this.endedAt = this.now();
    });
    return this.last;
  }

  private async look(): Promise<Page> {
    await this.source.look();
    // What changes while it is made is seen by the next look.
    const files = this.source.files();
    const { page, made } = this;
    const isSame = made?.files === files && made.clusters === this.source.clusters();
    if (page && isSame && this.now() < made.until) return page;
    this.made = undefined;
    const fleet = await this.source.fleet();
    const version = `"${this.run}-${++this.count}"`;
    const { text } = dashboardPage(fleet, { version, seconds: EVERY });
    this.made = { files, clusters: this.source.clusters(), until: untilOf(fleet, this.now()) };
    this.page = { version, text };
    return this.page;
  }
}

/** When there is something to be told that nobody did: a time that is waited for is over. */
function untilOf({ applications }: Fleet, now: number): number {
  const again = applications.flatMap(({ decision }) => (decision.kind === 'waits' ? (decision.again ?? []) : []));
  const lasts = applications.some(isMeasured) ? MEASURED : LONGEST;
  return again.filter(at => at > now).reduce((first, at) => Math.min(first, at), now + lasts);
}

/** Whether a gate or a watch is about to print what it measures. */
function isMeasured({ logs, situation }: Shown): boolean {
  return [...(logs?.keys() ?? [])].some(job => jobIn(situation.evidence, job)?.state === 'running');
}
