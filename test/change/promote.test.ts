import { promote } from '../../lib/change/promote';
import { Colour } from '../../lib/spec/colour';
import { release, standing } from './ping-standing';

test('promote changes the active colour and nothing else', () => {
  expect(promote(standing())).toMatchObject({
    kind: 'change',
    edits: [{ kind: 'set', path: ['active'], value: 'green' }],
    effect: 'users move from blue (1.0) to green (2.0)',
  });
});

test('promoting a colour that is active already does nothing', () => {
  expect(promote(standing(), { colour: Colour.BLUE })).toEqual({
    kind: 'nothing',
    why: 'blue (1.0) is active already',
  });
});

const { committed } = standing();
test.each([
  ['a colour that nobody deployed to', standing({ green: undefined }), /nobody has deployed to green/],
  [
    'a retired colour',
    standing({ green: { ...release('2.0'), retired: true } }),
    /green \(2\.0\) is retired: it has 0 pods/,
  ],
  [
    'a colour smaller than the active one',
    standing({ green: release('2.0', { replicas: 1 }) }),
    /green \(2\.0\) has 1 pod, fewer than the 2 of blue \(1\.0\)/,
  ],
  [
    'a colour whose autoscaler may go below the active one',
    standing({
      blue: release('1.0', { replicas: undefined, autoscaling: { min: 3, max: 9, memory: 80 } }),
      green: release('2.0', { replicas: undefined, autoscaling: { min: 2, max: 9, memory: 80 } }),
    }),
    /has 2 pods, fewer than the 3/,
  ],
  [
    'a release that is not committed',
    standing({ green: release('3.0') }, { committed }),
    /not committed yet, so nobody can have tested it/,
  ],
  [
    'after a promotion that is not committed',
    standing({ active: Colour.GREEN }, { committed }),
    /the promotion to green is not committed yet/,
  ],
  [
    'an application without release',
    standing({}, { state: undefined, committed: undefined }),
    /it has no release there/,
  ],
])('promoting %s is refused, with the way out', (_, given, why) => {
  const outcome = promote(given);
  expect(outcome).toEqual({
    kind: 'refused',
    why: expect.stringMatching(why),
    wayOut: expect.stringMatching(/bluegreen|commit/),
  });
});

test('an equal number of pods is enough, and so is one more', () => {
  expect(promote(standing({ green: release('2.0', { replicas: 3 }) }))).toMatchObject({ kind: 'change' });
});
