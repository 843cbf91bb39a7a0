import { deploy } from '../../lib/change/deploy';
import { Colour } from '../../lib/spec/colour';
import { release, SPEC, standing } from './ping-standing';

test('deploy freezes spec and image as a release on the idle colour', () => {
  expect(deploy(standing(), { tag: '3.0' })).toEqual({
    kind: 'change',
    edits: [{ kind: 'set', path: ['green'], value: release('3.0') }],
    effect: 'green gets 3.0 in place of 2.0, with 2 pods; users stay on blue (1.0)',
    notes: [],
    next: ['promote'],
  });
});

test('the first deploy to an environment makes its release file, and users are on it', () => {
  const given = standing({}, { state: undefined, committed: undefined });
  expect(deploy(given, { image: 'pkw0301/app:1.0' })).toMatchObject({
    edits: { created: { active: 'blue', blue: release('1.0') } },
  });
});

test('deploy of what already runs there does nothing', () => {
  expect(deploy(standing(), { tag: '2.0' })).toMatchObject({ kind: 'nothing' });
});

test('deploy of what a retired colour holds raises it, and changes nothing else', () => {
  const retired = standing({ green: { ...release('2.0'), retired: true } });
  expect(deploy(retired, { tag: '2.0' })).toEqual({
    kind: 'change',
    edits: [{ kind: 'remove', path: ['green', 'retired'] }],
    effect: 'green (2.0) grows from 0 pods to 2; users stay on blue (1.0)',
    notes: [],
    next: ['promote'],
  });
});

test('deploy of the same tag with another spec is another release', () => {
  const given = standing({}, { spec: { ...SPEC, env: { LOG_LEVEL: 'debug' } } });
  expect(deploy(given, { tag: '2.0' })).toMatchObject({
    edits: [{ path: ['green'], value: { env: { LOG_LEVEL: 'debug' } } }],
  });
});

test('what keeps state is refused when it is deployed; where it runs already it can still be raised', () => {
  const spec = { ...SPEC, volumes: { tmp: { mountPath: '/tmp', emptyDir: {} } } };
  const why = { kind: 'refused', why: expect.stringMatching(/^volumes\.tmp\.emptyDir: BG010: .* is lost/) };
  expect(deploy(standing({}, { spec }), { tag: '3.0' })).toMatchObject(why);
  expect(deploy(standing({}, { spec, state: undefined, committed: undefined }), { tag: '3.0' })).toMatchObject(why);
  const retired = standing({ green: { ...release('2.0', spec), retired: true } }, { spec });
  expect(deploy(retired, { tag: '2.0' })).toMatchObject({ edits: [{ kind: 'remove', path: ['green', 'retired'] }] });
});

test('a number of pods replaces the one of the spec, with autoscaling the fewest', () => {
  expect(deploy(standing(), { tag: '3.0', replicas: 5 })).toMatchObject({ edits: [{ value: { replicas: 5 } }] });
  const { replicas: _, ...spec } = SPEC;
  const autoscaled = standing({}, { spec: { ...spec, autoscaling: { min: 2, max: 4 } } });
  expect(deploy(autoscaled, { tag: '3.0', replicas: 5 })).toMatchObject({
    edits: [{ value: { autoscaling: { min: 5, max: 5 } } }],
  });
});

const { committed } = standing();
const { image: _, ...withoutImage } = SPEC;
test.each([
  [
    'to the active colour',
    standing(),
    { tag: '3.0' },
    Colour.BLUE,
    /blue \(1\.0\) is active: users are on it/,
    /deploy to green/,
  ],
  [
    'before a promotion is committed',
    standing({ active: Colour.GREEN }, { committed }),
    { tag: '3.0' },
    undefined,
    /blue may still serve users/,
    /commit the promotion first/,
  ],
  [
    'to a colour that has a share of the users',
    standing({ weight: 10 }),
    { tag: '3.0' },
    undefined,
    /green serves users too/,
    /bluegreen rollback ping/,
  ],
  [
    'of an image without tag or digest',
    standing(),
    { image: 'pkw0301/app' },
    undefined,
    /expected an image with a tag or a digest/,
    /--allow-latest/,
  ],
  ['of latest', standing(), { tag: 'latest' }, undefined, /"latest" moves/, /--allow-latest/],
  ['of what is no image', standing(), { image: 'no image' }, undefined, /expected an image such as/, /name the image/],
  [
    'of a tag where the spec names no image',
    standing({}, { spec: withoutImage }),
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
  expect(deploy(standing(), { tag: 'latest', allowLatest: true })).toMatchObject({
    edits: [{ value: { allowLatest: true } }],
  });
});
