import { Colour } from '../../../lib/construct/props/colour';
import { Fleet, type FleetState } from './fleet';
import type { KustomizationSpec } from './flux/kustomization';
import { FLAGS } from './layouts/flux-units';

const BROKEN = ['a', 'b', 'c', 'd', 'e', 'f'];
const FATES = [1, 2, 3, 4, 5, 6, 7, 8];
/** Longer than an engine that is not held up ever takes, in seconds. */
const LONG = 120;

// As this project wired it at first: whatever is applied is waited for, and a gate until its own deadline.
function waitsForAll(spec: KustomizationSpec): KustomizationSpec {
  return {
    ...spec,
    wait: true,
    leavesJobsAtWork: false,
    timeout: spec.name.endsWith('-verify') ? 4200 : 360,
    retryInterval: 60,
  };
}

interface Broken {
  readonly applications: readonly string[];
  /** Whether their gates wait too, beside their colours. */
  readonly gatesWait: boolean;
}

const ALONE: Broken = { applications: [], gatesWait: false };
const COLOURS: Broken = { applications: BROKEN, gatesWait: false };
const GATES: Broken = { applications: BROKEN, gatesWait: true };

function fleetWith({ applications, gatesWait }: Broken, seed: number, wiring?: typeof waitsForAll): Fleet {
  const fleet = new Fleet([...applications, 'web'], FLAGS, { seed, ...(wiring && { wiring }) });
  const all = (state: Partial<FleetState>) => Object.fromEntries(applications.map(name => [name, state]));
  const healthy = { active: Colour.BLUE, blue: '1', green: '2' };
  fleet.commit({ ...all(healthy), web: healthy });
  fleet.world.pass(300);
  fleet.commit(all({ green: 'hangs' }));
  fleet.world.pass(20);
  if (gatesWait) fleet.commit(all({ active: Colour.GREEN }));
  fleet.world.pass(40);
  return fleet;
}

/** How long the promotion and the rollback of the healthy application take beside the broken ones. */
function moves(broken: Broken, seed: number, wiring?: typeof waitsForAll): [promotion: number, rollback: number] {
  const fleet = fleetWith(broken, seed, wiring);
  fleet.commit({ web: { active: Colour.GREEN } });
  const promotion = fleet.secondsUntil('web', Colour.GREEN);
  fleet.world.pass(15);
  fleet.commit({ web: { active: Colour.BLUE } });
  return [promotion, fleet.secondsUntil('web', Colour.BLUE)];
}

const longest = (all: readonly (readonly number[])[]) => Math.max(...all.flat());

test.each([
  ['colours that never get ready', COLOURS],
  ['gates that wait', GATES],
])('the outage is found where everything waits: six applications with %s stop a healthy one', (_, broken) => {
  const stopped = FATES.filter(seed => moves(broken, seed, waitsForAll)[0] > LONG);
  // Now and then a worker is free.
  expect(stopped.length).toBeGreaterThanOrEqual(FATES.length / 2);
});

test.each([
  ['colours that never get ready', COLOURS],
  ['gates that wait', GATES],
])('six applications with %s do not slow down a healthy one', (_, broken) => {
  const alone = longest(FATES.map(seed => moves(ALONE, seed)));
  expect(longest(FATES.map(seed => moves(broken, seed)))).toBeLessThanOrEqual(1.5 * alone);
});

test('a gate that waits is none that has passed, and one that has failed is told as failed', () => {
  const fleet = fleetWith(GATES, 1);
  const expectTold = (kind: string) => {
    for (const name of BROKEN)
      expect(fleet.saysOf(`${name}-verify`)).toMatch(RegExp(`^${kind}/${name}-verify-\\w+ failed$`));
  };
  fleet.world.pass(500);
  expectTold('PodDisruptionBudget');
  fleet.world.pass(3600);
  expectTold('Job');
  for (const name of BROKEN) {
    expect(fleet.activeColour(name)).toBe(Colour.BLUE);
    expect(fleet.isReady(`${name}-traffic`)).toBe(false);
  }
});

test('a gate that passes only after Flux has looked elsewhere moves users all the same, and has run once', () => {
  const fleet = fleetWith(ALONE, 1);
  fleet.commit({ web: { green: 'late', active: Colour.GREEN } });
  fleet.world.pass(5);
  const job = fleet.gateOf('web');
  expect(fleet.secondsUntil('web', Colour.GREEN)).toBeGreaterThan(30);
  expect(fleet.gateOf('web')).toEqual(job);
});
