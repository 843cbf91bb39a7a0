import type { Autoscaling } from '../../lib/construct/props/autoscaling';
import { Colour } from '../../lib/construct/props/colour';
import type { ColourProps } from '../../lib/construct/props/release';
import { frozen } from '../../lib/construct/resolve/freeze';
import type { ApplicationState } from '../../lib/release/application-state';
import { deploy, type Wanted } from '../../lib/release/deploy';
import { ping, release, SPEC } from './ping-state';

test('deploy freezes spec and image as a release on the idle colour', () => {
  expect(deploy(ping(), { tag: '3.0' })).toEqual({
    kind: 'change',
    edits: [{ kind: 'set', path: ['green'], value: release('3.0') }],
    effect: 'green gets 3.0 in place of 2.0, with 2 pods; users stay on blue (1.0)',
    notes: [],
    next: ['promote'],
  });
});

test('the first deploy to an environment makes its release file, and users are on it', () => {
  const given = ping({}, { state: undefined, committed: undefined });
  expect(deploy(given, { image: 'pkw0301/app:1.0' })).toMatchObject({
    edits: { created: { active: 'blue', blue: release('1.0') } },
  });
});

test('deploy of what already runs there does nothing', () => {
  expect(deploy(ping(), { tag: '2.0' })).toMatchObject({ kind: 'nothing' });
});

test('deploy of what a retired colour holds raises it, and changes nothing else', () => {
  const retired = ping({ green: { ...release('2.0'), retired: true } });
  expect(deploy(retired, { tag: '2.0' })).toEqual({
    kind: 'change',
    edits: [{ kind: 'remove', path: ['green', 'retired'] }],
    effect: 'green (2.0) grows from 0 pods to 2; users stay on blue (1.0)',
    notes: [],
    next: ['promote'],
  });
});

test('deploy of the same tag with another spec is another release', () => {
  const given = ping({}, { spec: { ...SPEC, env: { LOG_LEVEL: 'debug' } } });
  expect(deploy(given, { tag: '2.0' })).toMatchObject({
    edits: [{ path: ['green'], value: { env: { LOG_LEVEL: 'debug' } } }],
  });
});

test('what keeps state is refused when it is deployed; where it runs already it can still be raised', () => {
  const spec = { ...SPEC, volumes: { tmp: { mountPath: '/tmp', emptyDir: {} } } };
  const why = { kind: 'refused', why: expect.stringMatching(/^volumes\.tmp\.emptyDir: BG010: .* is lost/) };
  expect(deploy(ping({}, { spec }), { tag: '3.0' })).toMatchObject(why);
  expect(deploy(ping({}, { spec, state: undefined, committed: undefined }), { tag: '3.0' })).toMatchObject(why);
  const retired = ping({ green: { ...release('2.0', spec), retired: true } }, { spec });
  expect(deploy(retired, { tag: '2.0' })).toMatchObject({ edits: [{ kind: 'remove', path: ['green', 'retired'] }] });
});

test('a number of pods replaces the one of the spec, with autoscaling the fewest', () => {
  expect(deploy(ping(), { tag: '3.0', replicas: 5 })).toMatchObject({ edits: [{ value: { replicas: 5 } }] });
  const { replicas: _, ...spec } = SPEC;
  const autoscaled = ping({}, { spec: { ...spec, autoscaling: { min: 2, max: 4 } } });
  expect(deploy(autoscaled, { tag: '3.0', replicas: 5 })).toMatchObject({
    edits: [{ value: { autoscaling: { min: 5, max: 5 } } }],
  });
});

const { committed } = ping();
const { image: _, ...withoutImage } = SPEC;
test.each([
  [
    'to the active colour',
    ping(),
    { tag: '3.0' },
    Colour.BLUE,
    /blue \(1\.0\) is active: users are on it/,
    /deploy to green/,
  ],
  [
    'before a promotion is committed',
    ping({ active: Colour.GREEN }, { committed }),
    { tag: '3.0' },
    undefined,
    /blue may still serve users/,
    /commit the promotion first/,
  ],
  [
    'to a colour that has a share of the users',
    ping({ weight: 10 }),
    { tag: '3.0' },
    undefined,
    /green serves users too/,
    /bluegreen rollback ping/,
  ],
  [
    'of an image without tag or digest',
    ping(),
    { image: 'pkw0301/app' },
    undefined,
    /expected an image with a tag or a digest/,
    /--allow-latest/,
  ],
  ['of latest', ping(), { tag: 'latest' }, undefined, /"latest" moves/, /--allow-latest/],
  ['of what is no image', ping(), { image: 'no image' }, undefined, /expected an image such as/, /name the image/],
  [
    'of a tag where the spec names no image',
    ping({}, { spec: withoutImage }),
    { tag: '3.0' },
    undefined,
    /names no image/,
    /--image/,
  ],
] as const)('a deploy %s is refused, with the way out', (_name, given, wanted, colour, why, wayOut) => {
  expect(deploy(given, wanted, colour)).toEqual({
    kind: 'refused',
    why: expect.stringMatching(why),
    wayOut: expect.stringMatching(wayOut),
  });
});

test('latest passes where the user allows it, and the release says so', () => {
  expect(deploy(ping(), { tag: 'latest', allowLatest: true })).toMatchObject({
    edits: [{ value: { allowLatest: true } }],
  });
});

describe('with an autoscaler, and the number of pods that the cluster has now', () => {
  const { replicas: _, ...rest } = SPEC;
  const spec = { ...rest, autoscaling: { min: 4, max: 20 } };
  const own = (version: string, raised?: number) => {
    const { name, ...shared } = spec;
    const image = `pkw0301/app:${version}`;
    return frozen('ping', shared, undefined, { image, ...(raised !== undefined && { raised }) });
  };
  const now = (entry: ColourProps, live?: number, tag = '2.0', wanted: Wanted = {}) => {
    const given = ping({ blue: own('1.0'), green: entry }, { spec });
    return deploy(given, { tag, ...wanted }, undefined, live === undefined ? {} : { livePods: live });
  };

  test('the idle colour starts with as many as users come from', () => {
    expect(now(own('2.0'), 12, '3.0')).toEqual({
      kind: 'change',
      edits: [{ kind: 'set', path: ['green'], value: own('3.0', 12) }],
      effect: 'green gets 3.0 in place of 2.0, with 12 pods; users stay on blue (1.0)',
      notes: ['blue has 12 pods now, so green starts with as many; the retire after the promotion ends that'],
      next: ['promote'],
    });
    expect(now(own('2.0'), 25, '3.0')).toMatchObject({ effect: expect.stringContaining('with 25 pods') });
  });

  test('never with fewer than the spec says', () => {
    expect(now(own('2.0'), 3, '3.0')).toMatchObject({ edits: [{ value: own('3.0') }], notes: [] });
  });

  test('what runs there already is raised, is left alone, or comes down again: it is the same release', () => {
    const raise = { kind: 'set', path: ['green', 'raised'], value: 12 };
    const lower = { kind: 'remove', path: ['green', 'raised'] };
    expect(now(own('2.0'), 12)).toMatchObject({
      edits: [raise],
      effect: expect.stringContaining('grows from 4 pods to 12'),
    });
    expect(now({ ...own('2.0'), retired: true }, 12)).toMatchObject({
      edits: [{ kind: 'remove', path: ['green', 'retired'] }, raise],
      effect: expect.stringContaining('grows from 1 pod to 12'),
    });
    expect(now(own('2.0', 12), 12)).toMatchObject({ kind: 'nothing' });
    expect(now(own('2.0', 12))).toMatchObject({
      edits: [lower],
      effect: expect.stringContaining('shrinks from 12 pods to 4'),
    });
    expect(own('2.0', 12).release).toBe(own('2.0').release);
  });

  test('KEDA starts with as many, too; for somebody else a person says how many, and the gate waits for them', () => {
    const keda = { triggers: [{ type: 'cron', metadata: { desiredReplicas: '4' } }] };
    const deployed = (autoscaling: Autoscaling, wanted: Wanted = {}) =>
      deploy(ping({}, { spec: { ...rest, autoscaling } }), { tag: '3.0', ...wanted }, undefined, { livePods: 12 });
    expect(deployed({ min: 4, max: 20, keda })).toMatchObject({ edits: [{ value: { raised: 12 } }] });
    expect(deployed({ min: 4, external: true })).toMatchObject({
      edits: [{ value: expect.not.objectContaining({ raised: expect.anything() }) }],
      notes: [
        'blue has 12 pods now, and green is to have 4: whoever scales it has to raise it, and --replicas 12 makes the gate wait for as many',
      ],
    });
    const said = { autoscaling: { min: 12, external: true } };
    expect(deployed({ min: 4, external: true }, { replicas: 12 })).toMatchObject({
      edits: [{ value: said }],
      notes: [],
    });
  });

  test('a number that a person says stands, and what it lacks is said', () => {
    expect(now(own('2.0'), 12, '3.0', { replicas: 6 })).toMatchObject({
      edits: [{ value: { autoscaling: { min: 6, max: 20 } } }],
      notes: ['blue has 12 pods now, and green gets 6: --replicas 12 gives it as many'],
    });
  });
});

test('a fixed number of pods is the spec, whatever the cluster has, and what it lacks is said', () => {
  expect(deploy(ping(), { tag: '3.0' }, undefined, { livePods: 5 })).toMatchObject({
    edits: [{ value: release('3.0') }],
    notes: ['blue has 5 pods now, and green gets 2: --replicas 5 gives it as many'],
  });
});

describe('deploy --again', () => {
  const again = (given: ApplicationState) => {
    const outcome = deploy(given, { tag: '2.0', again: true });
    if (outcome.kind !== 'change' || !Array.isArray(outcome.edits)) throw new Error(outcome.kind);
    return { outcome, entry: (outcome.edits as readonly { value: ColourProps }[])[0]!.value };
  };

  test('restarts what runs there already, under a release id that no pod carries yet', () => {
    const { outcome, entry } = again(ping());
    expect(outcome).toMatchObject({
      effect: 'green gets 2.0 again, in pods that restart, with 2 pods; users stay on blue (1.0)',
    });
    expect(entry).toMatchObject({ image: 'pkw0301/app:2.0', again: 1 });
    const second = again(ping({ green: entry })).entry;
    const third = again(ping({ active: Colour.GREEN, green: second, blue: release('2.0') })).entry;
    expect([second.again, third.again]).toEqual([2, 3]);
    expect(new Set([release('2.0'), entry, second, third].map(one => one.release)).size).toBe(4);
    expect(again(ping()).entry).toEqual(entry);
  });

  test('what was deployed again is nothing new to a deploy without it', () => {
    expect(deploy(ping({ green: again(ping()).entry }), { tag: '2.0' })).toMatchObject({ kind: 'nothing' });
  });
});

test('pods that users have just left are said to end with what is open there', () => {
  const says = [expect.stringContaining('users left green within the last hour')];
  expect(deploy(ping(), { tag: '3.0' }, undefined, { justLeft: true })).toMatchObject({ notes: says });
  const retired = ping({ green: { ...release('2.0'), retired: true } });
  expect(deploy(retired, { tag: '3.0' }, undefined, { justLeft: true })).toMatchObject({ notes: [] });
});

describe('a release that is to be looked at first', () => {
  const spec = { ...SPEC, replicas: 3, idle: { preview: 1 } };
  const { name, ...shared } = spec;
  const own = (version: string, preview?: boolean) =>
    frozen('ping', shared, undefined, { image: `pkw0301/app:${version}`, ...(preview && { preview }) });
  const now = (green: ColourProps, wanted: Wanted, live?: number) =>
    deploy(
      ping({ blue: own('1.0'), green }, { spec }),
      wanted,
      undefined,
      live === undefined ? {} : { livePods: live },
    );
  const preview = { kind: 'set', path: ['green', 'preview'], value: true };

  test('has fewer pods, and what raises it is said', () => {
    expect(now(own('2.0'), { tag: '3.0' })).toMatchObject({
      edits: [{ kind: 'set', path: ['green'], value: own('3.0', true) }],
      effect: 'green gets 3.0 in place of 2.0, with 1 pod; users stay on blue (1.0)',
      notes: [
        'green is only looked at: the first commit of its promotion raises it to 3 pods, the second one moves users',
      ],
    });
    expect(own('3.0', true).release).toBe(own('3.0').release);
  });

  test('has all of them where somebody says so, or how many', () => {
    expect(now(own('2.0'), { tag: '3.0', full: true })).toMatchObject({ edits: [{ value: own('3.0') }], notes: [] });
    expect(now(own('2.0'), { tag: '3.0' }, 3)).toMatchObject({ edits: [{ value: own('3.0') }] });
    expect(now(own('2.0'), { tag: '3.0', replicas: 4 })).toMatchObject({
      effect: expect.stringContaining('with 4 pods'),
    });
  });

  test('the first one of all has users at once', () => {
    const first = deploy(ping({}, { spec, state: undefined, committed: undefined }), { tag: '1.0' });
    expect(first).toMatchObject({ edits: { created: { blue: own('1.0') } } });
  });

  test('what runs there already is raised, brought back as small, or left alone', () => {
    const small = own('2.0', true);
    expect(now(small, { tag: '2.0' })).toMatchObject({ kind: 'nothing' });
    expect(now(small, { tag: '2.0', full: true })).toMatchObject({
      edits: [{ kind: 'remove', path: ['green', 'preview'] }],
      effect: 'green (2.0) grows from 1 pod to 3; users stay on blue (1.0)',
    });
    expect(now({ ...own('2.0'), retired: true }, { tag: '2.0' })).toMatchObject({
      edits: [{ kind: 'remove', path: ['green', 'retired'] }, preview],
      effect: expect.stringContaining('from 0 pods to 1'),
    });
    // It may be what users are to come back to.
    expect(now(own('2.0'), { tag: '2.0' })).toMatchObject({ kind: 'nothing' });
  });
});
