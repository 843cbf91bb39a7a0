import { Colour } from '../../lib/construct/props/colour';
import type { ColourProps } from '../../lib/construct/props/release';
import type { RollbackTarget } from '../../lib/history/rollback-target';
import { rollback } from '../../lib/release/rollback';
import { ping, release } from './ping-state';

const ran = (entry: ColourProps): RollbackTarget => ({
  found: 'entry',
  entry: { retired: false, content: entry as Record<string, unknown> },
  replacedBy: undefined,
});
const promoted = ping({ active: Colour.GREEN });

test('rollback makes the colour active that users came from, and changes nothing else', () => {
  expect(rollback(promoted, ran(release('1.0')))).toEqual({
    kind: 'change',
    edits: [{ kind: 'set', path: ['active'], value: 'blue' }],
    effect: 'users move back from green (2.0) to blue (1.0)',
    notes: [],
    next: ['retire'],
  });
});

test('rollback to a smaller colour is not blocked, but said', () => {
  const given = ping({ active: Colour.GREEN, green: release('2.0', { replicas: 5 }) });
  expect(rollback(given, ran(release('1.0')))).toMatchObject({
    kind: 'change',
    notes: ['blue has 2 pods, fewer than the 5 of green'],
  });
});

test.each([
  [
    'where users never were on the other colour',
    promoted,
    { found: 'never active' },
    /users have never been on blue \(1\.0\)/,
    /bluegreen promote/,
  ],
  [
    'to a colour that was deployed to since',
    ping({ active: Colour.GREEN, blue: release('3.0') }),
    ran(release('1.0')),
    /blue has been deployed to since: it has 3\.0 \(release [0-9a-f]{10}\) now, and users were on 1\.0 \(release [0-9a-f]{10}\)/,
    /bluegreen deploy ping --env production --image pkw0301\/app:1\.0/,
  ],
  [
    'to a colour that was retired since',
    ping({ active: Colour.GREEN, blue: { ...release('1.0'), retired: true } }),
    ran(release('1.0')),
    /blue \(1\.0\) was retired since: it has 0 pods/,
    /bluegreen deploy ping --env production --image pkw0301\/app:1\.0/,
  ],
  [
    'to a colour that came back only to be looked at',
    ping({ active: Colour.GREEN, blue: { ...release('1.0', { idle: { preview: 1 } }), preview: true } }),
    ran(release('1.0', { idle: { preview: 1 } })),
    /blue \(1\.0\) is only looked at: it has 1 pod/,
    /bluegreen promote ping --env production: the first commit raises it/,
  ],
  [
    'where the clone ends too early',
    promoted,
    { found: 'cut off' },
    /this clone of the repository is shallow/,
    /git fetch --unshallow/,
  ],
] as const)('rollback %s is refused, with the way out', (_, given, last, why, wayOut) => {
  expect(rollback(given, last)).toEqual({
    kind: 'refused',
    why: expect.stringMatching(why),
    wayOut: expect.stringMatching(wayOut),
  });
});

test.each([
  ['both colours serve', { overlap: true }, 'overlap'],
  ['the idle colour has a share', { weight: 30 }, 'weight'],
])(
  'where %s, rollback gives all users back to the colour that they were leaving, whatever ran before',
  (_, state, key) => {
    expect(rollback(ping(state), { found: 'never active' })).toMatchObject({
      kind: 'change',
      edits: [{ kind: 'remove', path: [key] }],
      effect: 'users leave green (2.0), and all of them are on blue (1.0)',
    });
  },
);

test('a rollback in an emergency may skip the gate, and says so in git', () => {
  expect(rollback(promoted, ran(release('1.0')), 'no DNS')).toMatchObject({
    edits: [
      { kind: 'set', path: ['active'], value: 'blue' },
      { kind: 'set', path: ['gate'], value: { skipped: 'no DNS' } },
    ],
    notes: ['the gate is skipped (no DNS): nothing checks that pods are there'],
  });
});

test('giving up a share to a smaller colour is said too', () => {
  const given = ping({ weight: 10, green: release('2.0', { replicas: 5 }) });
  expect(rollback(given, { found: 'never active' })).toMatchObject({
    kind: 'change',
    notes: ['blue has 2 pods, fewer than the 5 of green'],
  });
});
