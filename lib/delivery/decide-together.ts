import { isShared } from '../construct/resolve/traffic';
import type { Group } from '../project/files/groups';
import { together } from '../release/group';
import type { Outcome } from '../release/outcome';
import { rollback } from '../release/rollback';
import type { Decision } from './decision';
import { opensTogether } from './hours';
import { type Known, known, type Situation, targetIn } from './situation';
import { staysInPromotion } from './turn';
import { waits } from './waiting';

/** An application of a group, and what would be done to it by itself. */
export interface Decided {
  readonly situation: Situation;
  readonly decision: Decision;
}

type Member = Decided & { readonly here: Known };

/**
 * What is done to the applications of a group, all of its members that are deployed in an environment: users of all whose turn
 * it is are promoted, once that is due for each; and where one fails, all go back that came with it, or a person is called,
 * and nobody is promoted. What is due then is one commit. What moves nobody each does by itself.
 */
export function decideTogether(group: Group, decided: readonly Decided[]): Decided[] {
  const members = decided.flatMap((one): Member[] => {
    const { state } = one.situation.current;
    return state ? [{ ...one, here: known(one.situation, state) }] : [];
  });
  const failed = members.filter(({ decision }) => decision.kind === 'due' && decision.step === 'rollback');
  const changed = failed.length ? takenBack(group, members, failed) : promoted(group, members);
  return decided.map(one => ({ ...one, decision: changed.get(nameOf(one)) ?? one.decision }));
}

const nameOf = ({ situation }: Decided): string => situation.current.application;
const listed = (some: readonly Decided[]): string => some.map(nameOf).join(', ');

function takenBack({ name }: Group, members: readonly Member[], failed: readonly Member[]): Map<string, Decision> {
  const moves = new Set(failed.flatMap(one => lastMove(one) ?? []));
  const along = members.filter(one => !failed.includes(one) && moves.has(lastMove(one) ?? ''));
  const why = `${failed.map(one => `${nameOf(one)}: ${one.decision.why}`).join('; ')}; its group ${name} goes back together`;
  const back = along.map(one => ({ one, outcome: backOf(one) }));
  const stuck = back.flatMap(({ one, outcome }) =>
    outcome.kind === 'change' ? [] : [`${nameOf(one)}: ${outcome.why}`],
  );
  // A promotion of what else is there has time.
  const rest = (why: string) => members.filter(isPromotion).map(one => [nameOf(one), waits('promote', why)] as const);
  if (stuck.length) {
    const wayOut = `bluegreen rollback ${name} --env ${failed[0]!.situation.current.environment}, or --alone "<reason>"`;
    const tied = `and its group can not go back with it: ${stuck.join('; ')}`;
    return new Map([
      ...rest(`its group ${name} waits for a person: ${listed(failed)} failed`),
      ...failed.map(
        one => [nameOf(one), { kind: 'calls', why: `${one.decision.why}, ${tied}`, wayOut } as const] as const,
      ),
    ]);
  }
  return new Map([
    ...rest(`its group goes back: ${listed(failed)} failed`),
    ...back.flatMap(({ one, outcome }) =>
      outcome.kind === 'change'
        ? [[nameOf(one), { kind: 'due', step: 'rollback', why, outcome } as const] as const]
        : [],
    ),
  ]);
}

// In the middle of a promotion, those wait for its second commit who are not shared. Undefined where git does not tell.
function lastMove({ here: { standing, state } }: Member): string | undefined {
  return isShared(state) ? 'now' : standing.switched?.commit.hash;
}

function backOf({ situation: { current }, here }: Member): Outcome {
  if (here.state.hold !== undefined) return { kind: 'nothing', why: `it is held: ${here.state.hold}` };
  return rollback(current, targetIn(here));
}

function promoted(group: Group, members: readonly Member[]): Map<string, Decision> {
  const due = members.filter(isPromotion);
  if (!due.length) return new Map();
  const turns = members.filter(
    ({ situation, here }) => staysInPromotion(situation.current, here.standing) === undefined,
  );
  const called = members.filter(({ decision }) => decision.kind === 'calls');
  const held = [...called, ...turns.filter(one => !isPromotion(one) && !called.includes(one))];
  if (held.length) {
    const [first] = held as [Member, ...Member[]];
    const apart = neverMeet(group, turns);
    if (apart) return new Map(due.map(one => [nameOf(one), apart]));
    const again = first.decision.kind === 'waits' ? first.decision.again : undefined;
    const why = `its group ${group.name} waits for ${nameOf(first)}: ${first.decision.why}`;
    return new Map(due.map(one => [nameOf(one), waits('promote', why, again)]));
  }
  const outcomes = together(
    'promote',
    group,
    due.map(({ situation: { current }, decision }) => ({
      current,
      isNamed: true,
      outcome: decision.kind === 'due' ? decision.outcome : { kind: 'nothing', why: decision.why },
    })),
  );
  return new Map(
    due.flatMap(one => {
      const outcome = outcomes.get(nameOf(one))!;
      if (outcome.kind !== 'change') return [[nameOf(one), waits('promote', outcome.why)] as const];
      return [[nameOf(one), { ...(one.decision as Extract<Decision, { kind: 'due' }>), outcome }] as const];
    }),
  );
}

// Each of them would wait for the others for ever.
function neverMeet({ name }: Group, turns: readonly Member[]): Decision | undefined {
  const byHours = turns.filter(({ situation: { policy } }) => policy.promote === 'automatic' && policy.hours);
  const hours = byHours.map(({ situation: { policy } }) => policy.hours);
  if (byHours.length < 2 || opensTogether(hours, byHours[0]!.situation.now) !== undefined) return undefined;
  return {
    kind: 'calls',
    why: `its group ${name} moves at once, and the hours of ${listed(byHours)} never meet`,
    wayOut: `give them hours that do, under "delivery", or move them: bluegreen promote ${name} --env ${byHours[0]!.situation.current.environment}`,
  };
}

const isPromotion = ({ decision }: Decided): boolean => decision.kind === 'due' && decision.step === 'promote';
