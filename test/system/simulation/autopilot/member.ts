import type { Evidence } from '../../../../lib/cluster/evidence/evidence';
import { type Colour, otherColour } from '../../../../lib/construct/props/colour';
import { TrafficMode } from '../../../../lib/construct/props/traffic';
import { podsOf } from '../../../../lib/construct/resolve/size';
import { isShared } from '../../../../lib/construct/resolve/traffic';
import { type Decision, VERB_OF } from '../../../../lib/delivery/decision';
import { opensAt } from '../../../../lib/delivery/hours';
import type { Situation } from '../../../../lib/delivery/situation';
import { releaseOf } from '../../../../lib/release/application-state';
import { MINUTE, Story } from '../../../delivery/story';
import { SPEC } from '../../../release/ping-state';
import { SmallCluster } from './cluster';
import type { Act, MemberLife, Truth } from './life';

export type Due = Extract<Decision, { kind: 'due' }>;

type Pass = Extract<Act, { kind: 'pass' }>;

const BY_SHARES = { ...SPEC, traffic: TrafficMode.ROUTE };

/** An application of a life: what is committed, its cluster, and what is known of it besides what is asked of the tool. */
export class Member {
  public readonly story: Story;
  public readonly cluster: SmallCluster;
  /** What was taken back and not deployed since, by what the colour holds. */
  public readonly takenBack = new Set<string>();
  /** The commit that moved users to where git says they are; undefined where none did. */
  public movedBy: string | undefined;
  private readonly truthOf: (version: string) => Truth;
  /** What users were on last in a colour: the way back. */
  private readonly left = new Map<Colour, string>();
  /** All that git ever led users to. */
  private readonly seen = new Set<string>();
  /** Since when the idle colour has the share that it has, and whether a person has lowered it. */
  private shared = { since: 0, isLowered: false };
  /** Whether users came to where they are by a way back. */
  private wentBack = false;

  public constructor(
    public readonly name: string,
    { policy, watched, truths }: MemberLife,
    lag: number,
    private readonly broken: (promise: string) => never,
  ) {
    this.story = new Story('production', 'first', name);
    this.story.policy = policy;
    if (policy.steps) this.story.spec = BY_SHARES;
    this.story.watched = watched;
    this.story.quick = true;
    // What is seen is what the cluster shows.
    this.story.seen = () => undefined;
    this.truthOf = version => truths[Number(version)] ?? 'is good';
    this.cluster = new SmallCluster(this.story, this.truthOf, lag * 1000);
    this.seen.add(this.contentOf(this.story.state.active));
  }

  public get idle(): Colour {
    return otherColour(this.story.state.active);
  }

  /** Does something that may move users. */
  public commits(change: () => void): void {
    const { active, weight } = this.story.state;
    const content = this.contentOf(active);
    change();
    const { state, now } = this.story;
    const { commit } = this.story.versions[0]!;
    const before = state.active === active ? (weight ?? 0) : 100;
    if (state.weight !== weight) this.shared = { since: now, isLowered: (state.weight ?? 100) < before };
    if (state.active === active) return;
    this.left.set(active, content);
    this.seen.add(this.contentOf(state.active));
    this.wentBack = !commit.subject.startsWith('promote');
    this.movedBy = commit.hash;
  }

  /** What a pass knows that looks at it. */
  public situation({ sees, wrong }: Pass): Situation {
    const { story, cluster } = this;
    const evidence: Evidence | undefined =
      sees === 'nothing'
        ? undefined
        : sees === 'now'
          ? { taken: story.now, ...cluster.shown }
          : cluster.seenBefore(sees * MINUTE);
    return { ...story.situation, now: story.now + wrong * MINUTE, ...(evidence && { evidence }) };
  }

  /** The same, after something was committed meanwhile. */
  public again({ now, evidence }: Situation): Situation {
    return { ...this.story.situation, now, ...(evidence && { evidence }) };
  }

  // Users are looked after: nobody deploys over the pods that they are on.
  public isReached(colour: Colour): boolean {
    return this.cluster.serves === colour || this.cluster.routed[colour] > 0 || isShared(this.story.state);
  }

  /** Whether its idle colour holds what git never led users to. */
  public get hasNews(): boolean {
    const { state } = this.story;
    const entry = state[this.idle];
    return entry !== undefined && !entry.retired && !this.seen.has(this.contentOf(this.idle));
  }

  /** Whether there is a way back, and nobody holds it. */
  public get canGoBack(): boolean {
    const { state } = this.story;
    const isAsLeft = this.left.get(this.idle) === this.contentOf(this.idle) && !state[this.idle]?.retired;
    return state.hold === undefined && (isShared(state) || isAsLeft);
  }

  /** Whether it is for the autopilot to take users back. */
  public get isToGoBack(): boolean {
    const { state, policy } = this.story;
    const isAutomatic = (policy.rollback ?? policy.promote) === 'automatic';
    return this.cluster.knowsOfHarm && isAutomatic && this.canGoBack && (isShared(state) || !this.wentBack);
  }

  /** Whether the gate of what git says can pass. */
  public get isProvable(): boolean {
    const { state, current } = this.story;
    const colours = isShared(state) ? [this.idle, state.active] : [state.active];
    return colours.every(colour => {
      const truth = this.truthOf(releaseOf(current, colour)?.image.split(':')[1] ?? '');
      return truth !== 'fails its gate' && truth !== 'never gets ready' && !state[colour]?.retired;
    });
  }

  public takenBackNow(colour: Colour): void {
    this.takenBack.add(this.contentOf(colour));
  }

  public wantedAgain(colour: Colour): void {
    this.takenBack.delete(this.contentOf(colour));
  }

  /** Does what the autopilot decided, if that keeps what it promised to this application. */
  public carryOut({ step, outcome }: Due, situation: Situation): void {
    const { story, idle } = this;
    const { state, current } = story;
    if (state.hold !== undefined) this.broken('it did something while it is held');
    if (step !== 'rollback' && opensAt(story.policy.hours, situation.now) !== situation.now) {
      this.broken('it did something outside the hours');
    }
    const { evidence } = situation;
    const seen = evidence && Math.abs(situation.now - evidence.taken) <= 10 * MINUTE ? evidence : undefined;
    if (step !== 'rollback' && !seen) this.broken('it did something without a look at the cluster');
    const release = releaseOf(current, idle)!;
    if (step === 'promote') {
      if (this.takenBack.has(this.contentOf(idle))) this.broken('it promoted what was taken back');
      const colour = seen![idle];
      if (colour?.release !== release.id || colour.ready < podsOf(release))
        this.broken('it promoted what is not ready');
      if (seen!.serves !== state.active) this.broken('it promoted while users are elsewhere');
    }
    if (step === 'retire' || step === 'giveUp') {
      if (seen!.serves === idle) this.broken('it retired what users are on');
      if (story.jobs.watch.some(name => seen!.jobs?.[name]?.state !== 'passed')) {
        this.broken('it retired the way back before the watch passed');
      }
    }
    if (step === 'promote' && state.weight !== undefined) this.goesOn(state.weight, situation, seen!);
    if (step === 'rollback') this.takenBackNow(isShared(state) ? idle : state.active);
    this.commits(() => story.does(VERB_OF[step], outcome));
    const next = (story.policy.steps ?? []).find(share => share > (state.weight ?? 0));
    if (step === 'promote' && story.state.weight !== next) this.broken('shares do not rise by the steps');
    if (step === 'rollback' && story.state.weight !== undefined) this.broken('users are left on what failed');
  }

  private goesOn(weight: number, situation: Situation, seen: Evidence): void {
    const { story, shared, idle } = this;
    if (shared.isLowered) this.broken('it raised a share that a person lowered');
    const pause = story.policy.pause === '2h' ? 120 : 10;
    if (situation.now - shared.since < pause * MINUTE) this.broken('a step came before the pause was over');
    if (seen.routed?.[idle] !== weight) this.broken('it went on where users never were');
    const { gate, watch } = story.jobs;
    if ([...gate, ...watch].some(name => seen.jobs?.[name]?.state !== 'passed')) {
      this.broken('it went on without the word of gate and watch');
    }
  }

  private contentOf(colour: Colour): string {
    const { retired: _, ...content } = (this.story.state[colour] ?? {}) as Record<string, unknown>;
    return JSON.stringify(content);
  }
}
