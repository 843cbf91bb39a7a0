import { isShared } from '../../../../lib/construct/resolve/traffic';
import { decide } from '../../../../lib/delivery/decide';
import { type Decided, decideTogether } from '../../../../lib/delivery/decide-together';
import { type Decision, VERB_OF } from '../../../../lib/delivery/decision';
import type { Situation } from '../../../../lib/delivery/situation';
import type { Group } from '../../../../lib/project/files/groups';
import { hold } from '../../../../lib/release/hold';
import { promote } from '../../../../lib/release/promote';
import { retire } from '../../../../lib/release/retire';
import { MINUTE } from '../../../delivery/story';
import { SmallCluster } from './cluster';
import type { Act, Life } from './life';
import { type Due, Member } from './member';
import { movedByPeople } from './people';

export type Brain = (situation: Situation) => Decision;

/** What decides, and moves users. */
export interface Faults {
  /** @default - what the tool decides for each */
  readonly brain?: Brain;
  /** @default - what the tool decides for a group */
  readonly together?: typeof decideTogether;
  /** Whether the engine lets users of each through by its own gate. @default - all wait for all gates */
  readonly isApart?: boolean;
}

class Broken extends Error {}

type Pass = Extract<Act, { kind: 'pass' }>;

interface DueMember {
  readonly member: Member;
  readonly situation: Situation;
  readonly decision: Due;
}

const LOOKS: Pass = { kind: 'pass', sees: 'now', wrong: 0 };
const NAMES = ['cart', 'payment', 'web'];
// An engine takes four minutes at most, pods one, a gate one, and each is seen in the minute after.
const COMES_THROUGH = 9;

/** Lives one life, and says which promise is broken in it, and how; undefined where none is. */
export function brokenIn(life: Life, faults: Faults = {}): string | undefined {
  const player = new Player(life, faults);
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
  private readonly members: readonly Member[];
  private readonly group: Group;
  private commits = 0;
  private steps = 0;
  /** The commit of the last rollback that nobody has touched since, and in how many minutes users are to be where it says. */
  private wayBack: { readonly commit: number; left: number } | undefined;

  public constructor(
    { members, lag }: Life,
    private readonly faults: Faults,
  ) {
    this.members = members.map((one, index) => {
      const member = new Member(NAMES[index]!, one, lag, promise => this.broken(promise));
      member.story.nextHash = () => this.hash;
      return member;
    });
    this.group = { name: 'checkout', members: this.members.map(({ name }) => name) };
    this.wait(20);
  }

  public step(after: number, act: Act): void {
    this.wait(after);
    if (act.kind === 'pass') this.pass(act);
    else this.person(act);
  }

  /** In the end nobody but the autopilot does anything: it comes to rest, and git says what the cluster does. */
  public comesToRest(): void {
    this.runs(true);
    const before = this.steps;
    const size = this.members.length;
    let quiet = 0;
    let last: readonly Decision[] = [];
    for (let passes = 0; quiet < 3; passes++) {
      this.wait(20);
      const did = this.steps;
      last = this.pass(LOOKS);
      const waiting = last.flatMap(one => (one.kind === 'waits' ? [one.again] : []));
      const again = Math.min(...waiting.map(at => at ?? Number.POSITIVE_INFINITY));
      quiet = did === this.steps && !waiting.length ? quiet + 1 : 0;
      if (again < Number.POSITIVE_INFINITY) this.wait(Math.ceil((again - this.now) / MINUTE));
      else if (waiting.length && passes > 12) break;
      if (this.steps - before > 6 * size || passes > 40 * size) this.broken('the autopilot does not come to rest');
    }
    const isLeft =
      last.some(({ kind }) => kind === 'calls') || this.members.some(({ story }) => story.state.hold !== undefined);
    const areThere = this.members.every(({ cluster }) => cluster.isAsGitSays);
    if (!isLeft && !areThere) this.broken('git and cluster do not agree at rest');
  }

  private get now(): number {
    return this.members[0]!.story.now;
  }

  private get hash(): string {
    return String(this.commits).padStart(40, '0');
  }

  /** One commit, of whatever it changes. */
  private commit(change: () => void): void {
    this.commits++;
    change();
  }

  private runs(runs: boolean): void {
    for (const { cluster } of this.members) cluster.runs = runs;
    if (!runs) this.wayBack = undefined;
  }

  private wait(minutes: number): void {
    // What takes minutes happens in minutes; the rest of a long time, nothing does.
    for (let left = minutes; left > 0; left--) {
      const step = left > 30 ? left - 30 : 1;
      left -= step - 1;
      for (const { story } of this.members) story.after(step * MINUTE);
      this.settle();
    }
  }

  private settle(): void {
    const { members, wayBack } = this;
    const before = members.map(({ cluster }) => cluster.serves);
    SmallCluster.settle(
      members.map(({ cluster }) => cluster),
      this.faults.isApart,
    );
    if (members.some(({ cluster }, index) => cluster.serves !== before[index])) {
      if (members.some(({ cluster }) => !cluster.isProved))
        this.broken('users moved before the gates of all had passed');
      if (members.some(({ cluster }) => !cluster.isAsGitSays))
        this.broken('some of the users moved without the others');
    }
    if (wayBack?.commit !== this.commits || wayBack.left-- > 0) return;
    this.wayBack = undefined;
    const areProvable = members.every(({ isProvable }) => isProvable);
    if (areProvable && members.some(({ cluster }) => !cluster.isAsGitSays)) {
      this.broken('after a rollback git does not say what runs');
    }
  }

  private person(act: Exclude<Act, Pass>): void {
    const one = this.members['member' in act ? (act.member ?? 0) : 0]!;
    const { story } = one;
    this.tell(
      `a person: ${act.kind}${'version' in act ? ` ${act.version}` : ''}${'member' in act ? ` (${one.name})` : ''}`,
    );
    switch (act.kind) {
      case 'the engine stops':
      case 'the engine goes on':
        this.runs(act.kind === 'the engine goes on');
        return;
      case 'hold':
      case 'go on': {
        const outcome = hold(story.current, act.kind === 'hold' ? 'wait' : undefined);
        if (outcome.kind === 'change') this.commit(() => story.does('hold', outcome));
        return;
      }
      case 'edit':
        this.commit(() => story.commit('unrelated', JSON.stringify(story.state)));
        return;
      case 'deploy': {
        const { idle } = one;
        if (one.isReached(idle)) return;
        this.commit(() => story.deploy(String(act.version)));
        one.wantedAgain(idle);
        return;
      }
      case 'revert':
        this.revert();
        return;
      case 'retire': {
        const outcome = retire(story.current);
        if (outcome.kind === 'change' && !one.isReached(one.idle)) this.commit(() => story.does('retire', outcome));
        return;
      }
      case 'share': {
        // From then on the gate proves the other colour: whoever gives a share looks first that users are where git says.
        if (one.cluster.serves !== story.state.active) return;
        const outcome = promote(story.current, { weight: act.weight });
        if (outcome.kind !== 'change') return;
        const { idle } = one;
        this.commit(() => one.commits(() => story.does('promote', outcome)));
        one.wantedAgain(idle);
        return;
      }
      default:
        this.move(act);
    }
  }

  private revert(): void {
    const touched = this.members.filter(({ story }) => story.versions[0]!.commit.hash === this.hash);
    if (touched.some(({ story, cluster, idle }) => story.versions.length < 2 || cluster.serves === idle)) return;
    this.commit(() => {
      for (const one of touched) {
        const { story, idle } = one;
        const { active } = story.state;
        const wasShared = isShared(story.state);
        one.commits(() => story.revert());
        if (story.state.active !== active) one.takenBackNow(active);
        else if (wasShared && !isShared(story.state)) one.takenBackNow(idle);
      }
    });
  }

  private move({ kind, member }: Extract<Act, { kind: 'promote' | 'rollback' }>): void {
    const outcomes = movedByPeople(kind, this.group, this.members, member);
    // All of a verb's changes are made, or none.
    if (outcomes.some(({ outcome }) => outcome.kind === 'refused')) return;
    this.commit(() => {
      for (const { member: one, outcome } of outcomes) {
        if (outcome.kind !== 'change') continue;
        const { story, idle } = one;
        const { active } = story.state;
        const wasShared = isShared(story.state);
        if (kind === 'rollback') one.takenBackNow(wasShared ? idle : active);
        one.commits(() => story.does(kind, outcome));
        if (kind === 'promote') one.wantedAgain(idle);
      }
    });
  }

  private pass(pass: Pass): readonly Decision[] {
    const { sees, meanwhile } = pass;
    const decided = this.decide(this.members.map(one => one.situation(pass)));
    const decisions = decided.map(({ decision }) => decision);
    const head = this.commits;
    if (meanwhile === 'a person pushes') this.person({ kind: 'edit', member: 0 });
    else if (meanwhile === 'another pass') this.pass(LOOKS);
    // Whoever is killed has pushed nothing, and whoever is overtaken begins anew, later.
    if (meanwhile === 'it is killed' || this.commits !== head) return decisions;
    for (const { situation, decision } of decided) {
      if (decision.kind !== 'due')
        this.tell(`a pass: ${situation.current.application}: ${decision.kind}: ${decision.why}`);
    }
    for (const part of parts(this.dueIn(decided))) {
      // What was done before may have changed what is due.
      const again = this.dueIn(
        this.decide(decided.map(({ situation }, index) => this.members[index]!.again(situation))),
      );
      const still = again.filter(({ member, decision }) =>
        part.some(one => one.member === member && one.decision.step === decision.step),
      );
      if (still.length === part.length) this.carryOut(still);
    }
    if (
      sees === 'now' &&
      this.members.some(one => one.isToGoBack && this.along(one).every(({ canGoBack }) => canGoBack))
    ) {
      this.broken('users stay on what failed its watch');
    }
    return decisions;
  }

  private decide(situations: readonly Situation[]): readonly Decided[] {
    const { brain = decide, together = decideTogether } = this.faults;
    const alone = situations.map(situation => ({ situation, decision: brain(situation) }));
    return alone.length > 1 ? together(this.group, alone) : alone;
  }

  private dueIn(decided: readonly Decided[]): DueMember[] {
    return decided.flatMap(({ situation, decision }, index) =>
      decision.kind === 'due' ? [{ member: this.members[index]!, situation, decision }] : [],
    );
  }

  /** Who came to where users are with the same commit, or is between two colours as well. */
  private along(one: Member): Member[] {
    const isAlong = isShared(one.story.state)
      ? (other: Member) => isShared(other.story.state)
      : (other: Member) => !isShared(other.story.state) && other.movedBy === one.movedBy;
    return this.members.filter(other => other !== one && isAlong(other));
  }

  private carryOut(due: readonly DueMember[]): void {
    const [{ decision }] = due as [DueMember, ...DueMember[]];
    const moving = due.map(({ member }) => member);
    const { step } = decision;
    for (const { member, decision: one } of due) this.tell(`the autopilot: ${member.name}: ${one.step}: ${one.why}`);
    if (step === 'rollback' && moving.some(one => this.along(one).some(other => !moving.includes(other)))) {
      this.broken('some of the users stay on what came together');
    }
    const before = moving.map(({ story }) => story.state.active);
    this.commit(() => {
      for (const { member, situation, decision: one } of due) member.carryOut(one, situation);
    });
    this.steps += due.length;
    const isWhole = moving.some(({ story }, index) => story.state.active !== before[index]);
    if (step === 'rollback')
      this.wayBack = moving[0]!.cluster.runs ? { commit: this.commits, left: COMES_THROUGH } : undefined;
    else if (step === 'promote' && isWhole) {
      const isBehind = (one: Member) => one.hasNews || isShared(one.story.state);
      if (this.members.some(isBehind)) this.broken('some of the users were promoted without the others');
    }
  }

  private tell(line: string): void {
    this.lines.push(`${new Date(this.now).toISOString().slice(5, 16)} ${line}`);
  }

  private broken(promise: string): never {
    throw new Broken(promise);
  }
}

// Users who suffer come first, and what moves those of a group is one commit.
function parts(due: readonly DueMember[]): DueMember[][] {
  const of = (step: Due['step']) => due.filter(({ decision }) => decision.step === step);
  const others = due.filter(({ decision }) => VERB_OF[decision.step] === 'retire' || decision.step === 'contract');
  return [of('rollback'), of('promote'), ...others.map(one => [one])].filter(part => part.length);
}
