import { isDeepStrictEqual } from 'node:util';
import type { Evidence } from '../../../../lib/cluster/evidence/evidence';
import { type Colour, otherColour } from '../../../../lib/construct/props/colour';
import { TrafficMode } from '../../../../lib/construct/props/traffic';
import { podsOf } from '../../../../lib/construct/resolve/size';
import { isShared } from '../../../../lib/construct/resolve/traffic';
import { decide } from '../../../../lib/delivery/decide';
import { type Decision, VERB_OF } from '../../../../lib/delivery/decision';
import { opensAt } from '../../../../lib/delivery/hours';
import type { Situation } from '../../../../lib/delivery/situation';
import { releaseOf } from '../../../../lib/release/application-state';
import { hold } from '../../../../lib/release/hold';
import { promote } from '../../../../lib/release/promote';
import { MINUTE, routedBy, Story } from '../../../delivery/story';
import { SPEC } from '../../../release/ping-state';
import { SmallCluster } from './cluster';
import type { Act, Life } from './life';

export type Brain = (situation: Situation) => Decision;

class Broken extends Error {}

type Pass = Extract<Act, { kind: 'pass' }>;

const BY_SHARES = { ...SPEC, traffic: TrafficMode.ROUTE };

const LOOKS: Pass = { kind: 'pass', sees: 'now', wrong: 0 };

/** Lives one life, and says which promise is broken in it, and how; undefined where none is. */
export function brokenIn(life: Life, brain: Brain = decide): string | undefined {
  const player = new Player(life, brain);
  try {
    for (const { after, act } of life.steps) player.step(after, act);
    player.comesToRest();
    return undefined;
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return `${error.message}\n${player.lines.join('\n')}`;
  }
}

class Player {
  public readonly lines: string[] = [];
  private readonly story = new Story('production', 'first');
  private readonly cluster: SmallCluster;
  /** What was taken back and not deployed since, by what the colour holds. */
  private readonly takenBack = new Set<string>();
  /** What users were on last in a colour: the way back. */
  private readonly left = new Map<string, string>();
  private steps = 0;
  /** Since when the idle colour has the share that it has, and whether a person has lowered it. */
  private shared = { since: 0, isLowered: false };
  /** Whether users came to where they are by a way back. */
  private wentBack = false;

  public constructor(
    life: Life,
    private readonly brain: Brain,
  ) {
    this.story.policy = life.policy;
    if (life.policy.steps) this.story.spec = BY_SHARES;
    this.story.watched = life.watched;
    this.story.quick = true;
    // What is seen is what the cluster shows.
    this.story.seen = () => undefined;
    this.cluster = new SmallCluster(this.story, version => life.truths[Number(version)] ?? 'is good', life.lag * 1000);
    this.wait(20);
  }

  public step(after: number, act: Act): void {
    this.wait(after);
    if (act.kind === 'pass') this.pass(act);
    else this.person(act);
  }

  private commits(change: () => void): void {
    const { active, weight } = this.story.state;
    const content = this.contentOf(active);
    change();
    const { state, now } = this.story;
    if (state.active !== active) this.left.set(active, content);
    const before = state.active === active ? (weight ?? 0) : 100;
    if (state.weight !== weight) this.shared = { since: now, isLowered: (state.weight ?? 100) < before };
    if (state.active !== active) this.wentBack = !this.story.versions[0]!.commit.subject.startsWith('promote');
  }

  /** In the end nobody but the autopilot does anything: it comes to rest, and git says what the cluster does. */
  public comesToRest(): void {
    this.cluster.runs = true;
    const before = this.steps;
    let quiet = 0;
    let last: Decision | undefined;
    for (let passes = 0; quiet < 3; passes++) {
      this.wait(20);
      const did = this.steps;
      const decision = this.pass(LOOKS);
      last = decision;
      quiet = did === this.steps && !(decision.kind === 'waits' && decision.again === undefined) ? quiet + 1 : 0;
      if (decision.kind === 'waits' && decision.again !== undefined) {
        quiet = 0;
        this.wait(Math.ceil((decision.again - this.story.now) / MINUTE));
      }
      if (decision.kind === 'waits' && passes > 12 && decision.again === undefined) break;
      if (this.steps - before > 6 || passes > 40) this.broken('the autopilot does not come to rest');
    }
    const { state } = this.story;
    const isLeft = last?.kind === 'calls' || state.hold !== undefined;
    const isThere = this.cluster.serves === state.active && isDeepStrictEqual(this.cluster.routed, routedBy(state));
    if (!isLeft && !isThere) this.broken('git and cluster do not agree at rest');
  }

  private wait(minutes: number): void {
    // What takes minutes happens in minutes; the rest of a long time, nothing does.
    for (let left = minutes; left > 0; left--) {
      const step = left > 30 ? left - 30 : 1;
      left -= step - 1;
      this.story.after(step * MINUTE);
      this.cluster.settle();
    }
  }

  private person(act: Exclude<Act, Pass>): void {
    const { story } = this;
    const { active } = story.state;
    const idle = otherColour(active);
    this.tell(act.kind === 'deploy' ? `a person deploys ${act.version}` : `a person: ${act.kind}`);
    switch (act.kind) {
      case 'the engine stops':
      case 'the engine goes on':
        this.cluster.runs = act.kind === 'the engine goes on';
        return;
      case 'hold':
      case 'go on': {
        const outcome = hold(story.current, act.kind === 'hold' ? 'wait' : undefined);
        if (outcome.kind === 'change') story.does('hold', outcome);
        return;
      }
      case 'edit':
        story.commit('unrelated', JSON.stringify(story.state));
        return;
      case 'deploy':
        if (this.isReached(idle)) return;
        story.deploy(String(act.version));
        this.takenBack.delete(this.contentOf(idle));
        return;
      case 'revert': {
        if (story.versions.length < 2 || this.cluster.serves === idle) return;
        const wasShared = isShared(story.state);
        this.commits(() => story.revert());
        if (story.state.active !== active) this.takenBack.add(this.contentOf(active));
        else if (wasShared && !isShared(story.state)) this.takenBack.add(this.contentOf(idle));
        return;
      }
      default:
        try {
          if (act.kind === 'retire' && this.isReached(idle)) return;
          // From then on the gate proves the other colour: whoever gives a share looks first that users are where git says.
          if (act.kind === 'share' && this.cluster.serves !== active) return;
          const wasShared = isShared(story.state);
          const { kind } = act;
          const weight = 'weight' in act ? act.weight : undefined;
          this.commits(() =>
            kind === 'share' ? story.does('promote', promote(story.current, { weight })) : story[kind](),
          );
          if (kind === 'rollback') this.takenBack.add(this.contentOf(wasShared ? idle : active));
          else if (kind !== 'retire') this.takenBack.delete(this.contentOf(idle));
        } catch {
          // The verb refuses.
        }
    }
  }

  private pass({ sees, wrong, meanwhile }: Pass): Decision {
    const { story, cluster } = this;
    const evidence: Evidence | undefined =
      sees === 'nothing'
        ? undefined
        : sees === 'now'
          ? { taken: story.now, ...cluster.shown }
          : cluster.seenBefore(sees * MINUTE);
    const situation: Situation = { ...story.situation, now: story.now + wrong * MINUTE, ...(evidence && { evidence }) };
    const decision = this.brain(situation);
    const head = story.versions[0]!.commit.hash;
    if (meanwhile === 'a person pushes') this.person({ kind: 'edit' });
    else if (meanwhile === 'another pass') this.pass(LOOKS);
    // Whoever is killed has pushed nothing, and whoever is overtaken begins anew, later.
    if (meanwhile === 'it is killed' || story.versions[0]!.commit.hash !== head) return decision;
    if (decision.kind === 'due') this.carryOut(decision, situation);
    else this.tell(`a pass: ${decision.kind}: ${decision.why}`);
    if (sees === 'now' && cluster.knowsOfHarm && this.mayGoBack()) this.broken('users stay on what failed its watch');
    return decision;
  }

  // Users are looked after: nobody deploys over the pods that they are on.
  private isReached(colour: Colour): boolean {
    return this.cluster.serves === colour || this.cluster.routed[colour] > 0 || isShared(this.story.state);
  }

  private mayGoBack(): boolean {
    const { state, policy } = this.story;
    const idle = otherColour(state.active);
    const isBack =
      isShared(state) || (!this.wentBack && this.left.get(idle) === this.contentOf(idle) && !state[idle]?.retired);
    return isBack && state.hold === undefined && (policy.rollback ?? policy.promote) === 'automatic';
  }

  private carryOut(decision: Extract<Decision, { kind: 'due' }>, situation: Situation): void {
    const { story } = this;
    const { state, current } = story;
    const { step } = decision;
    const idle = otherColour(state.active);
    this.tell(`the autopilot: ${step}: ${decision.why}`);
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
    if (step === 'promote' && state.weight !== undefined) this.goesOn(state.weight, idle, situation, seen!);
    if (step === 'rollback') this.takenBack.add(this.contentOf(isShared(state) ? idle : state.active));
    this.commits(() => story.does(VERB_OF[step], decision.outcome));
    this.steps++;
    const next = (story.policy.steps ?? []).find(share => share > (state.weight ?? 0));
    if (step === 'promote' && story.state.weight !== next) this.broken('shares do not rise by the steps');
    if (step === 'rollback' && story.state.weight !== undefined) this.broken('users are left on what failed');
  }

  private goesOn(weight: number, idle: Colour, situation: Situation, seen: Evidence): void {
    const { story, shared } = this;
    if (shared.isLowered) this.broken('it raised a share that a person lowered');
    const pause = story.policy.pause === '2h' ? 120 : 10;
    if (situation.now - shared.since < pause * MINUTE) this.broken('a step came before the pause was over');
    if (seen.routed?.[idle] !== weight) this.broken('it went on where users never were');
    const { gate, watch } = story.jobs;
    if ([...gate, ...watch].some(name => seen.jobs?.[name]?.state !== 'passed')) {
      this.broken('it went on without the word of gate and watch');
    }
  }

  private contentOf(colour: 'blue' | 'green'): string {
    const { retired: _, ...content } = (this.story.state[colour] ?? {}) as Record<string, unknown>;
    return JSON.stringify(content);
  }

  private tell(line: string): void {
    this.lines.push(`${new Date(this.story.now).toISOString().slice(5, 16)} ${line}`);
  }

  private broken(promise: string): never {
    throw new Broken(promise);
  }
}
