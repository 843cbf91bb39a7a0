import fc from 'fast-check';
import { Colour } from '../../../../lib/construct/props/colour';
import { type Act, GroupDesk } from './desk';
import { BOTH, type EngineName, Shop } from './shop';

const HISTORIES = Math.ceil(Number(process.env['SIMULATION_HISTORIES'] ?? 2000) * 0.02);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 1);
const NAMES = ['cart', 'payment', 'web'];
/** Longer than a gate waits, and what an engine does then. */
const AT_REST = 1500;
/** An engine that has seen a gate pass is at its Services so soon; meanwhile the gate may be gone with the next commit. */
const ON_ITS_WAY = 10;

interface Step {
  readonly after: number;
  readonly act: Act;
}

const member = fc.nat(NAMES.length - 1);
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('deploy' as const),
      member,
      tag: fc.constantFrom('2', '3', '4', 'late', 'hangs'),
    }),
  },
  { weight: 5, arbitrary: fc.constant<Act>({ kind: 'promote' }) },
  { weight: 3, arbitrary: fc.constant<Act>({ kind: 'rollback' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('retire' as const, 'promote alone' as const, 'rollback alone' as const),
      member,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Act>({ kind: 'nothing' }) },
);
const history = fc.record({
  seed: fc.nat(),
  steps: fc.array<Step>(fc.record({ after: fc.oneof(fc.nat(20), fc.nat(180), fc.nat(900)), act }), {
    minLength: 1,
    maxLength: 10,
  }),
});

interface Wanted {
  readonly colours: ReadonlyMap<string, string>;
  readonly gates: readonly string[];
}

/** Plays a history; says what is wrong, and how many moves of several members were seen. */
function play(
  engine: EngineName,
  { seed, steps }: { readonly seed: number; readonly steps: readonly Step[] },
  areTold = true,
) {
  const shop = new Shop(engine, NAMES, { groups: { checkout: NAMES }, areTold, seed });
  const { clock, cluster, story } = shop.world;
  const desk = new GroupDesk(NAMES, () => clock.now);
  const wanted: Wanted[] = [];
  const passed = new Map<string, number>();
  let wrong: string | undefined;
  cluster.watch({
    jobEnded: ({ metadata }, status) => {
      if (status === 'complete') passed.set(metadata.name, Number.POSITIVE_INFINITY);
    },
    deleting: ({ object: { kind, metadata } }) => {
      if (kind === 'Job' && passed.has(metadata.name)) passed.set(metadata.name, clock.now + ON_ITS_WAY);
    },
  });
  const isProved = (gate: string) => (passed.get(gate) ?? 0) > clock.now;
  const coloursNow = () => NAMES.map(name => shop.colourOf(name));
  let seen = String(coloursNow());
  const look = () => {
    const now = coloursNow();
    if (String(now) === seen) return;
    const before = seen.split(',');
    seen = String(now);
    NAMES.forEach((name, index) => {
      if (String(now[index] ?? '') === before[index] || wrong) return;
      // Some commit wanted it there, and of that one all gates have passed.
      if (wanted.some(({ colours, gates }) => colours.get(name) === now[index] && gates.every(isProved))) return;
      wrong = `users of ${name} are on ${now[index]}, and not all gates have passed`;
      story.tell(`WRONG: ${wrong}`);
    });
  };
  const commit = (changes: ReturnType<GroupDesk['does']>, what: string) => {
    const manifests = shop.commit(changes);
    const gates = manifests.flatMap(({ path, object }) =>
      /^[^/]+\/release\/verify\/Job\./.test(path) ? [object.metadata.name!] : [],
    );
    wanted.push({ colours: new Map([...shop.states].map(([name, { active }]) => [name, active])), gates });
    story.tell(`${what}: ${[...shop.states].map(([name, { active }]) => `${name} ${active}`).join(', ')}`);
  };
  const wait = (seconds: number) => clock.runUntil(clock.now + seconds, look);
  const first = { active: Colour.BLUE, blue: { version: '1', image: 'app:1' } };
  commit(desk.committed('deploy', Object.fromEntries(NAMES.map(name => [name, first]))), 'deploy');
  wait(200);
  for (const { after, act } of steps) {
    wait(after);
    const changes = desk.does(act);
    if (Object.keys(changes).length || act.kind === 'nothing') commit(changes, JSON.stringify(act));
  }
  wait(AT_REST);
  const { gates, colours } = wanted.at(-1)!;
  const differing = NAMES.filter(name => shop.colourOf(name) !== colours.get(name));
  // At rest all are where git says, or a gate has failed.
  if (differing.length && gates.every(isProved))
    wrong ??= `all gates have passed, and users of ${differing.join(', ')} are not where git says`;
  return { wrong, story: String(story), moves: wanted.length };
}

function firstWrong(engine: EngineName, areTold: boolean) {
  const { counterexample } = fc.check(
    fc.property(history, one => play(engine, one, areTold).wrong === undefined),
    { numRuns: HISTORIES, seed: SEED },
  );
  return counterexample && play(engine, counterexample[0], areTold);
}

test.each(BOTH)('on %s no history moves users of a member before the gates of all have passed', engine => {
  const found = firstWrong(engine, true);
  if (found) throw new Error(`${found.wrong}\n${found.story}`);
});

test.each(BOTH)('on %s the fault is found where the engine is not told of the group', engine => {
  expect(firstWrong(engine, false)?.wrong).toContain('not all gates have passed');
});
