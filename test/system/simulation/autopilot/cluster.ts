import { isDeepStrictEqual } from 'node:util';
import type { ApplicationEvidence, Evidence, JobEvidence } from '../../../../lib/cluster/evidence/evidence';
import { COLOURS, Colour } from '../../../../lib/construct/props/colour';
import { podsOf } from '../../../../lib/construct/resolve/size';
import { targetOf } from '../../../../lib/construct/resolve/traffic';
import { releaseOf } from '../../../../lib/release/application-state';
import { MINUTE, routedBy, type Story } from '../../../delivery/story';
import type { Truth } from './life';

/** How long things take, in milliseconds. */
const STARTS = MINUTE;
const GATE = MINUTE;
const WATCH = 10 * MINUTE;
const TURNS_BAD = 4 * MINUTE;

interface Job {
  readonly of: 'gate' | 'watch';
  readonly began: number;
  readonly colour: Colour;
  state: JobEvidence['state'];
}

/** A cluster and its engine, as far as the autopilot can tell: what is applied, who serves, how Jobs stand. */
export class SmallCluster {
  public serves: Colour = Colour.BLUE;
  /** Percent of the requests that each colour gets. */
  public routed = { blue: 100, green: 0 };
  public runs = true;
  /** The commit that is applied, and the one whose users are where it says. */
  private applied = '';
  private moved = '';
  private readonly colours: { [colour in Colour]?: { id: string; pods: number; version: string; since: number } } = {};
  private readonly jobs = new Map<string, Job>();
  private readonly past: { readonly taken: number; readonly shown: ApplicationEvidence }[] = [];
  /** What it shows since the last thing that happened. */
  private picture: { readonly ready: string; readonly shown: ApplicationEvidence } | undefined;

  public constructor(
    private readonly story: Story,
    private readonly truthOf: (version: string) => Truth,
    private readonly lag: number,
  ) {}

  /**
   * Lets what is due by now happen to applications whose users move together.
   * @param isApart whether each moves by its own gate all the same
   */
  public static settle(members: readonly SmallCluster[], isApart = false): void {
    for (const one of members) one.go();
    // First all are asked, then all move.
    const ready = members.filter(one => (isApart ? one.isProved : members.every(({ isProved }) => isProved)));
    for (const one of ready) one.moveUsers();
    for (const one of members) one.remember();
  }

  private go(): void {
    const { now, versions } = this.story;
    const head = versions[0]!;
    if (this.runs && !this.isApplied && Date.parse(head.commit.date) + this.lag <= now) this.apply();
    for (const job of this.jobs.values()) this.work(job);
  }

  private remember(): void {
    this.past.push({ taken: this.story.now, shown: this.shown });
    if (this.past.length > 100) this.past.shift();
  }

  private get isApplied(): boolean {
    return this.applied === this.story.versions[0]!.commit.hash;
  }

  /** Whether all that git says is applied, and its gate has passed. */
  public get isProved(): boolean {
    return this.isApplied && this.story.jobs.gate.every(name => this.jobs.get(name)?.state === 'passed');
  }

  /** Whether users are where git says. */
  public get isAsGitSays(): boolean {
    const { state } = this.story;
    return this.serves === state.active && isDeepStrictEqual(this.routed, routedBy(state));
  }

  /** What somebody saw who looked a while ago. */
  public seenBefore(milliseconds: number): Evidence | undefined {
    const seen = this.past.findLast(({ taken }) => taken <= this.story.now - milliseconds);
    return seen && { taken: seen.taken, ...seen.shown };
  }

  public get shown(): ApplicationEvidence {
    const ready = COLOURS.map(colour => this.readyPods(colour)).join();
    if (this.picture?.ready !== ready) this.picture = { ready, shown: this.look() };
    return this.picture.shown;
  }

  private look(): ApplicationEvidence {
    const colours = COLOURS.flatMap(colour => {
      const runs = this.colours[colour];
      return runs ? [[colour, { release: runs.id, pods: runs.pods, ready: this.readyPods(colour) }] as const] : [];
    });
    const jobs = [...this.jobs].map(([name, { state }]) => [name, { state }] as const);
    const routed = this.story.spec.traffic && { routed: this.routed };
    return { serves: this.serves, ...routed, ...Object.fromEntries(colours), jobs: Object.fromEntries(jobs) };
  }

  /** Whether a watch has found out that users are hurt by what git says they are on. */
  public get knowsOfHarm(): boolean {
    return this.story.jobs.watch.some(name => this.jobs.get(name)?.state === 'failed');
  }

  public readyPods(colour: Colour): number {
    const runs = this.colours[colour];
    if (!runs || this.truthOf(runs.version) === 'never gets ready') return 0;
    return this.story.now >= runs.since + STARTS ? runs.pods : 0;
  }

  private apply(): void {
    const { story } = this;
    this.applied = story.versions[0]!.commit.hash;
    this.picture = undefined;
    for (const colour of COLOURS) {
      const release = releaseOf(story.current, colour);
      if (!release) continue;
      const before = this.colours[colour];
      const pods = podsOf(release);
      const since = before?.id === release.id && before.pods >= pods ? before.since : story.now;
      this.colours[colour] = { id: release.id, pods, version: release.image.split(':')[1]!, since };
    }
    const { gate, watch } = story.jobs;
    for (const name of this.jobs.keys()) if (![...gate, ...watch].includes(name)) this.jobs.delete(name);
    const colour = targetOf(story.state);
    for (const name of gate) {
      if (!this.jobs.has(name)) this.jobs.set(name, { of: 'gate', began: story.now, colour, state: 'running' });
    }
  }

  private work(job: Job): void {
    const { story } = this;
    if (job.state !== 'running') return;
    this.picture = undefined;
    const truth = this.truthOf(this.colours[job.colour]?.version ?? '');
    if (job.of === 'gate') {
      if (story.now < job.began + GATE) return;
      const isUp = this.readyPods(job.colour) > 0;
      if (!isUp && story.now < job.began + 10 * MINUTE) return;
      job.state = isUp && truth !== 'fails its gate' ? 'passed' : 'failed';
    } else if (truth === 'turns bad under users' && story.now >= job.began + TURNS_BAD) job.state = 'failed';
    else if (story.now >= job.began + WATCH) job.state = 'passed';
  }

  // Users follow the gate of what is applied, and are watched from then on.
  private moveUsers(): void {
    const { story } = this;
    if (this.moved === this.applied) return;
    const { watch } = story.jobs;
    this.moved = this.applied;
    this.picture = undefined;
    this.serves = story.state.active;
    this.routed = routedBy(story.state);
    const colour = targetOf(story.state);
    for (const name of watch) {
      if (!this.jobs.has(name)) {
        this.jobs.set(name, { of: 'watch', began: story.now, colour, state: 'running' });
      }
    }
  }
}
