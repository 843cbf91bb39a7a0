import { Colour } from '../../../lib/construct/props/colour';
import { decide } from '../../../lib/construct/resolve/application';
import type { Manifest } from '../../../lib/project/output/manifests';
import { ledToPlain, provingPlain } from '../../../lib/project/output/plain/moved';
import { type PlainFile, plainOf, withoutGate } from '../../../lib/project/output/plain/objects';
import { renderApplication } from '../../../lib/project/output/render-application';
import { ArgoCd } from './argocd/argocd';
import { identity } from './cluster/object';
import { Flux } from './flux/flux';
import { SPECS, type SpecName } from './history/application';
import { NothingThatServesIsDeleted } from './invariants/nothing-that-serves-is-deleted';
import { UsersReachPods } from './invariants/users-reach-pods';
import { APPLICATION, APPLICATIONS } from './layouts/argocd-units';
import { FLAGS, kustomizationsOf } from './layouts/flux-units';
import { SmallWorld } from './small-world';

const HALF_AN_HOUR = 1800;

// Each engine as it is told of what is in dist/, and beside that of the plain folder, as "eject" writes it.
const ENGINES: { readonly [name: string]: (world: SmallWorld, pollsEvery: number) => unknown } = {
  'Argo CD': (world, pollsEvery) =>
    new ArgoCd(
      [
        ...APPLICATIONS,
        { ...APPLICATION, name: 'plain', includes: ['plain/'], failOnSharedResource: false, allowEmpty: false },
      ],
      world,
      pollsEvery,
    ),
  Flux: (world, pollsEvery) =>
    new Flux(
      [
        ...kustomizationsOf('ping'),
        {
          name: 'plain',
          path: 'plain/',
          dependsOn: [],
          wait: false,
          leavesJobsAtWork: false,
          timeout: 570,
          interval: 600,
          retryInterval: 60,
        },
      ],
      world,
      pollsEvery,
      FLAGS,
    ),
};

/** What is in git at each step. */
function commits(
  spec: SpecName,
  tag: string,
): { readonly [step in 'before' | 'beside' | 'moved' | 'gone']: Manifest[] } {
  const { application } = decide({
    ...SPECS[spec],
    active: Colour.GREEN,
    blue: { image: 'pkw0301/app:1.0' },
    green: { image: `pkw0301/app:${tag}` },
  });
  const before = renderApplication(application);
  const proving = provingPlain(application);
  const plain = plainOf(application, before);
  const pods = inFolder(plain.pods);
  return {
    before,
    beside: [...before, ...pods],
    moved: [...ledToPlain(proving, renderApplication(proving)), ...pods],
    gone: [...inFolder(plain.pods.map(withoutGate)), ...inFolder(plain.shared)],
  };
}

const inFolder = (files: readonly PlainFile[]): Manifest[] =>
  files.map(({ file, object }) => ({ path: `plain/${file}`, object: object as Manifest['object'] }));

/** Plays the commits one after the other, and looks after every event whether users are served. */
function played(engine: string, seed: number) {
  const world = new SmallWorld(seed);
  const pollsEvery = 5 + 37 * (seed % 5);
  ENGINES[engine]!(world, pollsEvery);
  const invariants = [
    new UsersReachPods(world.cluster, world.story, 'ping'),
    new NothingThatServesIsDeleted(world.cluster, 'ping'),
  ];
  const pass = (seconds: number) =>
    world.clock.runUntil(world.clock.now + seconds, () => {
      for (const invariant of invariants) invariant.check();
    });
  const reached = () => new Set(world.cluster.endpointsOf('ping').map(({ labels }) => labels['app'] ?? 'a colour'));
  return { world, pass, reached };
}

// Who scales from outside has to be told of the plain pods, which the plan does.
const LEAVING = (Object.keys(SPECS) as SpecName[]).filter(spec => spec !== 'scaled by others');

describe.each(Object.keys(ENGINES))('leaving for plain YAML, on %s', engine => {
  test.each(LEAVING)('users are served after every event, whatever the timing: %s', spec => {
    for (let seed = 1; seed <= 12; seed++) {
      const { world, pass, reached } = played(engine, seed);
      const { before, beside, moved, gone } = commits(spec, '2.0');
      world.repository.commit(before);
      pass(HALF_AN_HOUR);
      world.repository.commit(beside);
      pass(HALF_AN_HOUR);
      expect([...reached()]).toEqual(['a colour']);
      const size = world.cluster.endpointsOf('ping').length;
      world.repository.commit(moved);
      pass(HALF_AN_HOUR);
      expect([...reached()]).toEqual(['ping']);
      expect(world.cluster.endpointsOf('ping').length).toBeGreaterThanOrEqual(size);
      const pods = world.cluster.endpointsOf('ping').map(({ name }) => name);
      world.repository.commit(gone);
      pass(HALF_AN_HOUR);
      // The plan's last step, by hand.
      const kept = new Set(gone.map(({ object }) => identity(object as never)));
      for (const { object } of [...before, ...moved]) {
        const id = identity(object as never);
        if (!kept.has(id)) world.cluster.delete(id);
      }
      pass(HALF_AN_HOUR);
      expect(world.cluster.endpointsOf('ping').map(({ name }) => name)).toEqual(pods);
      expect([...kept].filter(id => !world.has(id))).toEqual([]);
    }
  });

  test('each step may be taken back: users go where they were', () => {
    const { world, pass, reached } = played(engine, 3);
    const { before, beside, moved, gone } = commits('two pods', '2.0');
    for (const [commit, serving] of [
      [before, 'a colour'],
      [beside, 'a colour'],
      [moved, 'ping'],
      [beside, 'a colour'],
      [moved, 'ping'],
      [gone, 'ping'],
      [moved, 'ping'],
      [gone, 'ping'],
    ] as const) {
      world.repository.commit(commit);
      pass(HALF_AN_HOUR);
      expect([...reached()]).toEqual([serving]);
    }
  });

  test.each(['hangs', 'wrong'])('plain pods that are no good get no user: the image %s', tag => {
    const { world, pass, reached } = played(engine, 2);
    const { before, beside, moved } = commits('two pods', '2.0');
    // Somebody has put another image into the plain file in the meantime.
    const bad = commits('two pods', tag).beside.filter(({ path }) => path.startsWith('plain/'));
    const withBad = (commit: readonly Manifest[]) => [
      ...commit.filter(({ path }) => !path.startsWith('plain/')),
      ...bad,
    ];
    for (const commit of [before, withBad(beside), withBad(moved)]) {
      world.repository.commit(commit);
      pass(HALF_AN_HOUR);
    }
    expect([...reached()]).toEqual(['a colour']);
  });
});

test('the simulator sees what these steps are for: in one commit, users are led to pods that are not there yet', () => {
  const { world, pass } = played('Flux', 1);
  const { before, gone } = commits('two pods', '2.0');
  world.repository.commit(before);
  pass(HALF_AN_HOUR);
  world.repository.commit(gone);
  expect(() => pass(HALF_AN_HOUR)).toThrow('the active Service has no ready pod');
});
