import fc from 'fast-check';
import { decide } from '../../../lib/delivery/decide';
import { type Decided, decideTogether } from '../../../lib/delivery/decide-together';
import { opensAt } from '../../../lib/delivery/hours';
import type { Situation } from '../../../lib/delivery/situation';
import { anyLife, groupLife, sharedLife } from './autopilot/life';
import { type Brain, brokenIn, type Faults } from './autopilot/play';
import { HOURS } from './histories';

const SEED = Number(process.env['SIMULATION_SEED'] ?? 1);
const LIVES = Number(process.env['SIMULATION_HISTORIES'] ?? 2000);

function searched(faults: Faults, lives: number, shrinks: boolean, any = anyLife): string | undefined {
  const { counterexample } = fc.check(
    fc.property(any, life => brokenIn(life, faults) === undefined),
    { numRuns: lives, seed: SEED, endOnFailure: !shrinks },
  );
  return counterexample ? brokenIn(counterexample[0], faults) : undefined;
}

test(
  'whatever people, engines and clocks do, the autopilot keeps its promises, and comes to rest',
  () => expect(searched({}, LIVES, true)).toBeUndefined(),
  HOURS,
);

const looking =
  (change: (situation: Situation) => Situation): Brain =>
  situation =>
    decide(change(situation));

test.each<[string, Brain, RegExp]>([
  [
    'believes old news',
    looking(one => ({ ...one, ...(one.evidence && { evidence: { ...one.evidence, taken: one.now } }) })),
    /without a look/,
  ],
  [
    'lets a rollback wait for its hours',
    one => {
      const decision = decide(one);
      const isClosed = opensAt(one.policy.hours, one.now) !== one.now;
      return decision.kind === 'due' && isClosed
        ? { kind: 'waits', step: decision.step, why: 'it is closed' }
        : decision;
    },
    /users stay on what failed its watch|do not agree/,
  ],
  [
    'knows no history',
    looking(one => ({ ...one, versions: one.versions.slice(0, 1) })),
    /what was taken back|come to rest/,
  ],
  [
    'takes no notice of a hold',
    looking(one => {
      const { hold: _, ...state } = one.current.state!;
      return { ...one, current: { ...one.current, state, committed: state } };
    }),
    /while it is held/,
  ],
  [
    'forgets the watch',
    looking(one => ({ ...one, jobs: { ...one.jobs, watch: [] } })),
    /before the watch passed|stay on what failed its watch|without the word/,
  ],
  [
    'forgets the hours',
    looking(({ policy: { hours: _, ...policy }, ...one }) => ({ ...one, policy })),
    /outside the hours/,
  ],
])('an autopilot that %s is found', (_, brain, promise) => {
  expect(searched({ brain }, 2000, false)).toMatch(promise);
});

test(
  'with steps as well, whatever share people give or take meanwhile',
  () => expect(searched({}, Math.ceil(LIVES / 2), true, sharedLife)).toBeUndefined(),
  HOURS,
);

/** Where users come by shares, it is given something else. */
const sharing = (change: (situation: Situation) => Situation): Brain =>
  looking(one => (one.current.state!.weight === undefined ? one : change(one)));

test.each<[string, Brain, RegExp]>([
  [
    'leaps',
    looking(({ policy: { steps = [], ...policy }, ...one }) => ({
      ...one,
      policy: { ...policy, steps: steps.slice(-1) },
    })),
    /do not rise by the steps/,
  ],
  ['never pauses', sharing(one => ({ ...one, policy: { ...one.policy, pause: '1s' } })), /before the pause/],
  ['asks no watch', sharing(one => ({ ...one, jobs: { ...one.jobs, watch: [] } })), /without the word|on what failed/],
  [
    'raises what a person lowered',
    sharing(one => ({ ...one, versions: [{ ...one.versions[0]!, before: undefined }] })),
    /that a person lowered|before the pause/,
  ],
  [
    'lets a share be that failed',
    one => {
      const decision = decide(one);
      const isShare = decision.kind === 'due' && decision.step === 'rollback' && one.current.state!.weight;
      return isShare ? { kind: 'waits', step: 'rollback', why: 'it hurts few' } : decision;
    },
    /users stay on what failed its watch|do not agree/,
  ],
])('an autopilot of steps that %s is found', (_, brain, promise) => {
  expect(searched({ brain }, 2000, false, sharedLife)).toMatch(promise);
});

test(
  'in a group users of all move together or not at all, whoever fails, is late or is held',
  () => expect(searched({}, Math.ceil(LIVES / 4), true, groupLife)).toBeUndefined(),
  HOURS,
);

const isPromotion = ({ decision }: Decided) => decision.kind === 'due' && decision.step === 'promote';
const waiting = (one: Decided): Decided => ({
  ...one,
  decision: { kind: 'waits', step: 'rollback', why: 'it is well' },
});

test.each<[string, Faults, RegExp]>([
  [
    'whose members each come alone',
    { together: (_, decided) => [...decided] },
    /promoted without the others|stay on what came together/,
  ],
  [
    'that waits for none who is late',
    {
      together: (group, decided) => {
        const due = decideTogether(group, decided.filter(isPromotion));
        return decided.map(one => due.find(({ situation }) => situation === one.situation) ?? one);
      },
    },
    /promoted without the others/,
  ],
  [
    'that takes back no more than failed',
    {
      together: (group, decided) =>
        decideTogether(group, decided).map((one, index) => {
          const isBack = one.decision.kind === 'due' && one.decision.step === 'rollback';
          return isBack && one.decision !== decided[index]!.decision ? waiting(one) : one;
        }),
    },
    /stay on what came together/,
  ],
  ['whose engine lets each through by its own gate', { isApart: true }, /before the gates of all|without the others/],
])('a group %s is found', (_, faults, promise) => {
  expect(searched(faults, 2000, false, groupLife)).toMatch(promise);
});
