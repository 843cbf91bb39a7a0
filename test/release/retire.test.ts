import type { Autoscaling } from '../../lib/construct/props/autoscaling';
import { Colour } from '../../lib/construct/props/colour';
import type { ColourProps, ReleaseProps } from '../../lib/construct/props/release';
import type { ReleaseFile } from '../../lib/project/files/files';
import { retire } from '../../lib/release/retire';
import { statusOf } from '../../lib/release/status';
import { ping, release } from './ping-state';

test('retire shrinks the idle colour, and users stay where they are', () => {
  expect(retire(ping())).toMatchObject({
    kind: 'change',
    edits: [{ kind: 'set', path: ['green', 'retired'], value: true }],
    effect: 'green (2.0) shrinks from 2 pods to 0; users stay on blue (1.0)',
  });
});

test('KEDA is paused, and who scales from outside is asked to let go: nothing is left', () => {
  const keda = { triggers: [{ type: 'cron', metadata: { desiredReplicas: '4' } }] };
  const retired = (autoscaling: Autoscaling) =>
    retire(ping({ green: release('2.0', { replicas: undefined, autoscaling }) }));
  const effect = expect.stringContaining('green (2.0) shrinks from 4 pods to 0');
  const asked = expect.stringMatching(/^whoever scales green has to leave it at 0/);
  expect(retired({ min: 4, max: 9, keda })).toMatchObject({ effect, notes: expect.not.arrayContaining([asked]) });
  expect(retired({ min: 4, external: true })).toMatchObject({ effect, notes: expect.arrayContaining([asked]) });
});

test('an idle size and an autoscaler leave something of a retired colour', () => {
  expect(retire(ping({ green: release('2.0', { idle: { replicas: 1 } }) }))).toMatchObject({
    effect: expect.stringContaining('from 2 pods to 1;'),
  });
  const autoscaled = release('2.0', { replicas: undefined, autoscaling: { min: 4, max: 9 } });
  expect(retire(ping({ green: autoscaled }))).toMatchObject({
    effect: expect.stringContaining('from 4 pods to 1;'),
  });
});

test.each([
  ['a colour that nobody deployed to', ping({ green: undefined })],
  ['a colour that is retired already', ping({ green: { ...release('2.0'), retired: true } })],
  ['an application without release', ping({}, { state: undefined })],
])('there is nothing to retire of %s', (_, given) => {
  expect(retire(given)).toMatchObject({ kind: 'nothing' });
});

const { committed } = ping();
test.each([
  ['the active colour', ping(), Colour.BLUE, /blue \(1\.0\) is active: users are on it/],
  [
    'the old colour, before its promotion is committed',
    ping({ active: Colour.GREEN }, { committed }),
    undefined,
    /blue may still serve users/,
  ],
  ['a colour that has a share of the users', ping({ weight: 5 }), undefined, /green \(2\.0\) serves users too/],
  ['a colour that serves beside the other one', ping({ overlap: true }), undefined, /serves users too/],
] as const)('retiring %s is refused', (_, given, colour, why) => {
  expect(retire(given, colour)).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) });
});

describe('once a promotion that was raised for a peak is over', () => {
  const size = { replicas: undefined, autoscaling: { min: 4, max: 9 } };
  const green = { ...release('2.0', size), raised: 12 };
  const lowered = { kind: 'remove', path: ['green', 'raised'] };

  test('the retire lets the autoscaler of the active colour go down again', () => {
    const blue = { ...release('1.0', size), raised: 12 };
    expect(retire(ping({ active: Colour.GREEN, blue, green }))).toMatchObject({
      edits: [
        { kind: 'set', path: ['blue', 'retired'], value: true },
        { kind: 'remove', path: ['blue', 'raised'] },
        lowered,
      ],
      effect:
        'blue (1.0) shrinks from 12 pods to 1; users stay on green (2.0); the autoscaler of green (2.0) may go down to 4 pods again',
    });
  });

  test('also where the other colour is retired already, and only once', () => {
    const blue = { ...release('1.0', size), retired: true };
    const given = ping({ active: Colour.GREEN, blue, green });
    expect(statusOf(given)?.next).toContain('retire');
    expect(retire(given)).toMatchObject({
      edits: [lowered],
      effect: 'the autoscaler of green (2.0) may go down to 4 pods again',
    });
    const { raised: _, ...rest } = green;
    expect(retire(ping({ active: Colour.GREEN, blue, green: rest }))).toMatchObject({ kind: 'nothing' });
  });
});

test('pods that users have just left are said to end with what is open there', () => {
  const says = expect.arrayContaining([expect.stringContaining('users left green within the last hour')]);
  expect(retire(ping(), undefined, true)).toMatchObject({ notes: says });
  expect(retire(ping())).not.toMatchObject({ notes: says });
});

describe('what both colours ask of a quota', () => {
  const resources = { requests: { cpu: '500m', memory: '256Mi' } };
  const asked = (pods: number) => ({ pods, cpu: pods / 2, memory: pods * 256 * 1024 ** 2 });
  const quota = (now: Partial<ReleaseFile>) => statusOf(ping(now), true)!.quota;
  const colours = (spec: ReleaseProps, green: Partial<ColourProps> = {}) => ({
    blue: release('1.0', { resources, ...spec }),
    green: { ...release('2.0', { resources, ...spec }), ...green },
  });

  test('now, and at most: both at full size, and a quarter more of one while it rolls over', () => {
    expect(quota(colours({ replicas: 4 }))).toEqual({ now: asked(8), most: asked(9) });
    expect(quota(colours({ replicas: 4 }, { retired: true }))).toEqual({ now: asked(4), most: asked(9) });
    expect(quota(colours({ replicas: 4, idle: { preview: 1 } }, { preview: true }))).toEqual({
      now: asked(5),
      most: asked(9),
    });
    // A colour that nobody has deployed to holds what the other one runs, retired.
    expect(quota({ ...colours({ replicas: 4 }), green: undefined })).toEqual({ now: asked(4), most: asked(9) });
  });

  test('with autoscalers at their most; what somebody else scales nobody here knows', () => {
    const autoscaling = { min: 2, max: 12, cpu: 70 };
    expect(quota(colours({ replicas: undefined, autoscaling }))).toEqual({ now: asked(4), most: asked(27) });
    const external = { min: 2, external: true };
    expect(quota(colours({ replicas: undefined, autoscaling: external }))).toEqual({ now: asked(4) });
  });

  test('other containers count, and what is laid over the pods', () => {
    const sidecars = [{ name: 'a', image: 'a:1', resources: { limits: { cpu: '100m' } } }];
    const podTemplate = { spec: { overhead: { cpu: '50m' } } };
    expect(quota(colours({ replicas: 1, sidecars, podTemplate }))!.now.cpu).toBeCloseTo(1.3, 9);
  });

  test('workers count: those of the active release now, and at most while two releases of them are at work', () => {
    const working = (workers: ReleaseProps['workers']) => ({
      ...colours({ replicas: 4 }),
      blue: release('1.0', { resources, replicas: 4, workers }),
    });
    const mail = { args: ['mail'], replicas: 4 };
    expect(quota(working({ mail }))).toEqual({ now: asked(12), most: asked(14) });
    expect(quota(working({ mail: { ...mail, overlap: false } }))).toEqual({ now: asked(12), most: asked(13) });
    expect(quota({ ...working({ mail }), active: Colour.GREEN })).toEqual({ now: asked(8), most: asked(14) });
    // Of what is started now and then, one run.
    expect(quota(working({ mail: { args: ['mail'], schedule: '@daily' } }))).toEqual({
      now: asked(8),
      most: asked(10),
    });
    const external = { min: 1, external: true };
    expect(quota(working({ mail: { args: ['mail'], autoscaling: external } }))).toEqual({ now: asked(9) });
    const own = { requests: { cpu: '2' } };
    expect(quota(working({ mail: { ...mail, replicas: 1, resources: own } }))!.now.cpu).toBe(6);
  });

  test('is said only where somebody asks', () => {
    expect(statusOf(ping())).not.toHaveProperty('quota');
  });
});
