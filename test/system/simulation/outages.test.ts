import { COLOUR_LABEL } from '../../../lib/construct/names';
import { BEHAVIOURS } from './cluster/behaviour';
import type { KubernetesObject } from './cluster/object';
import { manifestsOf, type SpecName } from './history/application';
import { Desk } from './history/desk';
import type { Act } from './history/history';
import { history } from './history/plain-history';
import { activeSelector } from './invariants/serving';
import { ARGOCD_GENERATE_PATHS, ARGOCD_HOOK } from './layouts/argocd-hook';
import { ARGOCD_UNITS } from './layouts/argocd-units';
import { ARGOCD_FLAT, FLUX_FLAT } from './layouts/flat';
import { FLUX_CHAIN } from './layouts/flux-chain';
import { FLAGS, fluxUnits } from './layouts/flux-units';
import type { Layout } from './layouts/layout';
import { withForgotten, withUngated } from './layouts/left-behind';
import { withGuardedRemoval, withRemoval } from './layouts/removal';
import { play } from './play';
import { searchFate, searchOutage } from './search';
import { World } from './world';

const NOTHING_READY = 'the active Service has no ready pod, and no pod died by itself';
const NOT_PROVED = /^users reach .*, which no gate has proved$/;
const NO_ROLLBACK = /^the rollback has not taken effect/;

// A model that can't find these could not find ours either.
test.each<[string, Layout, string | RegExp]>([
  ['one flat folder on Argo CD', ARGOCD_FLAT, NOTHING_READY],
  ['one flat folder on Flux', FLUX_FLAT, NOTHING_READY],
  ['a chain on Flux in which verify depends on both colours', FLUX_CHAIN, NO_ROLLBACK],
  ['switch and removal in one commit on Argo CD', withRemoval(ARGOCD_UNITS), NOTHING_READY],
  ['switch and removal in one commit on Flux', withRemoval(fluxUnits(FLAGS)), NOTHING_READY],
])('the outage is found in %s', (_, layout, violation) => {
  expect(searchOutage(layout, { histories: 2000, seed: 1 })?.violation).toMatch(violation);
});

const MAIL = 'Deployment.ping-mail.k8s.yaml';
const POST = 'Deployment.ping-post.k8s.yaml';

// As with `overlap`, though the spec says false.
const overlapping = (layout: Layout): Layout => ({
  ...layout,
  rewrite: manifests =>
    manifests.map(({ path, object }) => {
      if (!path.endsWith(MAIL)) return { path, object };
      const { strategy, ...spec } = (object as KubernetesObject)['spec'];
      return { path, object: { ...object, spec } as typeof object };
    }),
});

test.each<[string, Layout, RegExp, SpecName?]>([
  ['pods of two releases at once on Argo CD', overlapping(ARGOCD_UNITS), /^ping-mail is at work in two releases/],
  ['pods of two releases at once on Flux', overlapping(fluxUnits(FLAGS)), /^ping-mail is at work in two releases/],
  ['one before the gate on Argo CD', withUngated(ARGOCD_UNITS, POST), /which users have not come to$/],
  ['one before the gate on Flux', withUngated(fluxUnits(FLAGS), POST), /which users have not come to$/],
  ['one that is left behind', withForgotten(ARGOCD_UNITS, MAIL), /^a worker is left behind/],
  [
    'one before the gate, where there is nothing else',
    withUngated(ARGOCD_UNITS, POST),
    /which users have not come to$/,
    'workers alone',
  ],
])('a fault of workers is found: %s', (_, layout, violation, spec = 'with workers') => {
  const steps = ['1.0', '2.0'].map(version => ({ after: 900, act: { kind: 'deploy', version } as Act }));
  const moved = { after: 900, act: { kind: 'promote' } as Act };
  const played = history([...steps, moved, { after: 900, act: { kind: 'rollback' } }], { spec });
  expect(play({ ...played, seed: 1 }, { ...layout, rewrite: undefined }).violation).toBeUndefined();
  expect(play({ ...played, seed: 1 }, layout).violation).toMatch(violation);
});

/** How many pods users meet the moment that they move to a colour of three that was looked at with one. */
function metAtTheSwitch(
  layout: Layout,
  seed: number,
  promotion: 'promote' | 'promote without gate',
): number | undefined {
  const world = new World(seed, () => BEHAVIOURS['is healthy']);
  layout.start(world, 'webhook');
  const desk = new Desk('looked at with one pod');
  let met: number | undefined;
  const done = (act: Act, seconds: number) => {
    const change = desk.change(act)!;
    desk.committed(change);
    world.repository.commit(manifestsOf('looked at with one pod', change.state));
    world.clock.runUntil(world.clock.now + seconds, () => {
      const selector = activeSelector(world.cluster, 'ping');
      if (selector?.[COLOUR_LABEL] === 'green') met ??= world.cluster.endpointsOf('ping').length;
    });
  };
  done({ kind: 'deploy', version: '1.0' }, 300);
  done({ kind: 'deploy', version: '2.0' }, 300);
  expect(world.cluster.endpointsOf('ping-preview')).toHaveLength(1);
  // In a hurry: the second commit before anything came of the first one.
  done({ kind: promotion }, 0);
  done({ kind: promotion }, 900);
  return met;
}

test.each([ARGOCD_UNITS, fluxUnits(FLAGS)])(
  'what was looked at with one pod has all of them when users come: $name',
  layout => {
    const seeds = Array.from({ length: 6 }, (_, seed) => seed);
    expect(seeds.map(seed => metAtTheSwitch(layout, seed, 'promote'))).toEqual(seeds.map(() => 3));
    // It is the gate that waits for them.
    expect(seeds.map(seed => metAtTheSwitch(layout, seed, 'promote without gate'))).toContain(1);
  },
);

const PROMOTE_AND_ROLL_BACK = history([
  { after: 0, act: { kind: 'deploy', version: '1.0' } },
  { after: 120, act: { kind: 'deploy', version: '2.0' } },
  { after: 60, act: { kind: 'promote' } },
  { after: 4, act: { kind: 'rollback' } },
]);

describe.each([
  ['by several Services', 'Service.ping-admin.k8s.yaml'],
  ['by routes', 'GRPCRoute.ping.k8s.yaml'],
] as const)('where users come %s', (spec, file) => {
  const promotion = { ...PROMOTE_AND_ROLL_BACK, steps: PROMOTE_AND_ROLL_BACK.steps.slice(0, 3), spec };
  const wrong = { ...promotion, behaviours: { ...promotion.behaviours, '2.0': 'answers wrong' as const } };

  test.each([ARGOCD_UNITS, fluxUnits(FLAGS)])(
    '$name: all of it moves by one commit, and only to what was proved',
    layout => {
      // Random histories have them too.
      for (const one of [promotion, wrong]) expect(play({ ...one, seed: 1 }, layout).violation).toBeUndefined();
      expect(searchFate(promotion, withForgotten(layout, file))?.violation).toMatch(
        /^users are apart: ping leads to green, .* leads to blue/,
      );
      expect(searchFate(wrong, withUngated(layout, file))?.violation).toMatch(NOT_PROVED);
    },
  );
});

test('the outage is found in the gate as an Argo CD hook, with self-heal and manifest-generate-paths', () => {
  const outage = searchFate(PROMOTE_AND_ROLL_BACK, ARGOCD_HOOK);
  expect(outage?.violation).toMatch(NOT_PROVED);
  expect(outage?.story).toMatch(/syncs c4, only .*Service\/ping/);
});

test('a gate that is a plain Job stands also where manifest-generate-paths makes a sync partial', () => {
  expect(searchFate(PROMOTE_AND_ROLL_BACK, ARGOCD_GENERATE_PATHS)).toBeUndefined();
  expect(searchOutage(ARGOCD_GENERATE_PATHS, { histories: 200, seed: 1 })).toBeUndefined();
});

test.each([ARGOCD_UNITS, fluxUnits(FLAGS)])(
  '$name: the guards keep a Deployment that such a commit takes away',
  layout => {
    expect(searchFate(PROMOTE_AND_ROLL_BACK, withGuardedRemoval(layout))).toBeUndefined();
  },
);

test('a history that goes wrong is told commit by commit, with what users got', () => {
  const steps = PROMOTE_AND_ROLL_BACK.steps.slice(0, 3);
  expect(play({ ...history(steps), seed: 1 }, withRemoval(fluxUnits(FLAGS))).story).toMatchSnapshot();
});
