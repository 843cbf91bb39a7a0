import { retire } from '../../lib/change/retire';
import { Colour } from '../../lib/spec/colour';
import { release, standing } from './ping-standing';

test('retire shrinks the idle colour, and users stay where they are', () => {
  expect(retire(standing())).toMatchObject({
    kind: 'change',
    edits: [{ kind: 'set', path: ['green', 'retired'], value: true }],
    effect: 'green (2.0) shrinks from 2 pods to 0; users stay on blue (1.0)',
  });
});

test('an idle size and an autoscaler leave something of a retired colour', () => {
  expect(retire(standing({ green: release('2.0', { idle: { replicas: 1 } }) }))).toMatchObject({
    effect: expect.stringContaining('from 2 pods to 1;'),
  });
  const autoscaled = release('2.0', { replicas: undefined, autoscaling: { min: 4, max: 9 } });
  expect(retire(standing({ green: autoscaled }))).toMatchObject({
    effect: expect.stringContaining('from 4 pods to 1;'),
  });
});

test.each([
  ['a colour that nobody deployed to', standing({ green: undefined })],
  ['a colour that is retired already', standing({ green: { ...release('2.0'), retired: true } })],
  ['an application without release', standing({}, { state: undefined })],
])('there is nothing to retire of %s', (_, given) => {
  expect(retire(given)).toMatchObject({ kind: 'nothing' });
});

const { committed } = standing();
test.each([
  ['the active colour', standing(), Colour.BLUE, /blue \(1\.0\) is active: users are on it/],
  [
    'the old colour, before its promotion is committed',
    standing({ active: Colour.GREEN }, { committed }),
    undefined,
    /blue may still serve users/,
  ],
  ['a colour that has a share of the users', standing({ weight: 5 }), undefined, /green \(2\.0\) serves users too/],
  ['a colour that serves beside the other one', standing({ overlap: true }), undefined, /serves users too/],
] as const)('retiring %s is refused', (_, given, colour, why) => {
  expect(retire(given, colour)).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) });
});
