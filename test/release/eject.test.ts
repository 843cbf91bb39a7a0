import { eject, leave, moveToPlain, refusedWhenLeaving } from '../../lib/release/eject';
import { statusOf } from '../../lib/release/status';
import { ping, release } from './ping-state';

const FOLDER = 'k8s/production/ping';
const beside = { eject: { step: 'beside', folder: FOLDER } } as const;
const moved = { eject: { step: 'moved', folder: FOLDER } } as const;
const there = () => `${FOLDER}/deployment.yaml`;

test('plain pods come to stand beside the colours, and what does not come along is said', () => {
  expect(eject(ping(), FOLDER)).toMatchObject({
    kind: 'change',
    edits: [{ kind: 'set', path: ['eject'], value: beside.eject }],
    notes: ['green (2.0) does not come along'],
  });
  expect(eject(ping({ green: { ...release('2.0'), retired: true } }), FOLDER)).toMatchObject({ notes: [] });
});

test.each([
  ['is being taken over', ping({ takeover: { step: 'moved', workload: 'Deployment/ping' } }), 'Deployment/ping'],
  ['is on both colours', ping({ overlap: true }), 'users are on both colours'],
  ['has more pods for a while', ping({ blue: { ...release('1.0'), raised: 9 } }), 'more pods than its spec says'],
  ['is not committed', ping({}, { committed: undefined }), 'is not committed as it is'],
  ['runs nothing', ping({ blue: undefined }), 'blue runs nothing'],
  [
    'brings objects of a colour along',
    ping({
      blue: { ...release('1'), colourObjects: [{ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'a-$(COLOUR)' } }] },
    }),
    'A a-$(COLOUR)',
  ],
])('an application stays that %s', (_, given, why) => {
  expect(eject(given, FOLDER)).toMatchObject({ kind: 'refused', why: expect.stringContaining(why) });
});

test('users move behind a gate, also where the last one was skipped', () => {
  const gate = { attempt: 3, skipped: 'the registry is down' };
  expect(moveToPlain(ping({ ...beside, gate }), there)).toMatchObject({
    edits: [
      { kind: 'set', path: ['eject', 'step'], value: 'moved' },
      { kind: 'set', path: ['gate'], value: { attempt: 4 } },
    ],
  });
});

test('no step is taken towards pods that are in no file', () => {
  const nowhere = () => undefined;
  for (const outcome of [moveToPlain(ping(beside), nowhere), leave(ping(moved), nowhere)]) {
    expect(outcome).toMatchObject({ kind: 'refused', why: expect.stringContaining(`nothing in ${FOLDER}`) });
  }
  expect(leave(ping(beside), there)).toMatchObject({ kind: 'refused', why: 'users have not moved yet' });
});

test('on the way there is one thing to do, and all else is refused', () => {
  expect(statusOf(ping(beside))).toMatchObject({ next: ['eject'] });
  expect(refusedWhenLeaving(ping(beside))).toMatchObject({ kind: 'refused' });
  expect(refusedWhenLeaving(ping())).toBeUndefined();
});
