import fc from 'fast-check';
import { decide } from '../../../lib/delivery/decide';
import { opensAt } from '../../../lib/delivery/hours';
import type { Situation } from '../../../lib/delivery/situation';
import { anyLife } from './autopilot/life';
import { type Brain, brokenIn } from './autopilot/play';
import { HOURS } from './histories';

const SEED = Number(process.env['SIMULATION_SEED'] ?? 1);
// One takes some milliseconds: fewer than of the others in a plain run.
const LIVES = Number(process.env['SIMULATION_HISTORIES'] ?? 200);

function searched(brain: Brain | undefined, lives: number, shrinks: boolean): string | undefined {
  const { counterexample } = fc.check(
    fc.property(anyLife, life => brokenIn(life, brain) === undefined),
    { numRuns: lives, seed: SEED, endOnFailure: !shrinks },
  );
  return counterexample ? brokenIn(counterexample[0], brain) : undefined;
}

test(
  'whatever people, engines and clocks do, the autopilot keeps its promises, and comes to rest',
  () => expect(searched(undefined, LIVES, true)).toBeUndefined(),
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
    /before the watch passed|stay on what failed its watch/,
  ],
  [
    'forgets the hours',
    looking(({ policy: { hours: _, ...policy }, ...one }) => ({ ...one, policy })),
    /outside the hours/,
  ],
])('an autopilot that %s is found', (_, brain, promise) => {
  expect(searched(brain, 2000, false)).toMatch(promise);
});
