import { MetricBaseline } from '../../lib/construct/props/analysis';
import { Colour } from '../../lib/construct/props/colour';
import type { ColourProps, ReleaseProps } from '../../lib/construct/props/release';
import { TrafficMode } from '../../lib/construct/props/traffic';
import type { RollbackTarget } from '../../lib/history/rollback-target';
import { attempt } from '../../lib/release/attempt';
import { promote } from '../../lib/release/promote';
import { retire } from '../../lib/release/retire';
import { ping, release, SPEC } from './ping-state';

test('promote changes the active colour and nothing else', () => {
  expect(promote(ping())).toMatchObject({
    kind: 'change',
    edits: [{ kind: 'set', path: ['active'], value: 'green' }],
    effect: 'users move from blue (1.0) to green (2.0)',
  });
});

test('a promotion is watched by the metrics of its release, and ends the watch of the one before it', () => {
  const metrics = [{ name: 'errors', query: 'x', max: 1 }];
  const spec = { ...SPEC, watch: { minutes: 5 } };
  const measured = ping({ green: release('2.0', { analysis: { source: 'http://a', metrics } }) }, { spec });
  expect(promote(measured)).toMatchObject({
    watches: true,
    notes: expect.arrayContaining([expect.stringMatching(/watched for 5 minutes/)]),
  });
  expect(promote(ping({}, { spec }))).toMatchObject({
    notes: expect.arrayContaining(['nothing watches it: the release was deployed without metrics']),
  });
  const second = promote(ping({ watched: '0123456789' }, { spec }));
  expect(second).toMatchObject({
    edits: [
      { kind: 'set', path: ['active'] },
      { kind: 'remove', path: ['watched'] },
    ],
    notes: expect.arrayContaining([expect.stringContaining('kubectl get job ping-watch-0123456789')]),
  });
});

test('by shares, and with copies of requests, it is watched by what is compared with the other colour; else by nothing', () => {
  const metrics = [{ name: 'errors', query: 'x{colour="$(COLOUR)"}', max: 1, baseline: MetricBaseline.OTHER }];
  const green = release('2.0', { analysis: { source: 'http://a', metrics } });
  const notes = (mirror: object, weight?: number) => {
    const route = { gateway: { name: 'public' }, ...mirror };
    const spec = { ...SPEC, watch: { minutes: 5 }, traffic: TrafficMode.ROUTE, route };
    const outcome = promote(ping({ green }, { spec }), weight === undefined ? {} : { weight });
    return outcome.kind === 'change' ? outcome.notes : [];
  };
  const isWatched = expect.arrayContaining([expect.stringMatching(/watched for 5 minutes/)]);
  expect(notes({}, 10)).toEqual(isWatched);
  expect(notes({ mirror: { percent: 10 } })).toEqual(isWatched);
  expect(notes({})).toEqual(
    expect.arrayContaining([
      'nothing watches it: the release was deployed without metrics but those that are compared with the other colour',
    ]),
  );
});

test('promoting a colour that is active already does nothing', () => {
  expect(promote(ping(), { colour: Colour.BLUE })).toEqual({
    kind: 'nothing',
    why: 'blue (1.0) is active already',
  });
});

const { committed } = ping();
test.each([
  ['a colour that nobody deployed to', ping({ green: undefined }), /nobody has deployed to green/],
  [
    'a retired colour',
    ping({ green: { ...release('2.0'), retired: true } }),
    /green \(2\.0\) is retired: it has 0 pods/,
  ],
  [
    'a colour smaller than the active one',
    ping({ green: release('2.0', { replicas: 1 }) }),
    /green \(2\.0\) has 1 pod, fewer than the 2 of blue \(1\.0\)/,
  ],
  [
    'a colour whose autoscaler may go below the active one',
    ping({
      blue: release('1.0', { replicas: undefined, autoscaling: { min: 3, max: 9, memory: 80 } }),
      green: release('2.0', { replicas: undefined, autoscaling: { min: 2, max: 9, memory: 80 } }),
    }),
    /has 2 pods, fewer than the 3/,
  ],
  [
    'a release that is not committed',
    ping({ green: release('3.0') }, { committed }),
    /not committed yet, so nobody can have tested it/,
  ],
  [
    'after a promotion that is not committed',
    ping({ active: Colour.GREEN }, { committed }),
    /the promotion to green is not committed yet/,
  ],
  ['an application without release', ping({}, { state: undefined, committed: undefined }), /it has no release there/],
])('promoting %s is refused, with the way out', (_, given, why) => {
  const outcome = promote(given);
  expect(outcome).toEqual({
    kind: 'refused',
    why: expect.stringMatching(why),
    wayOut: expect.stringMatching(/bluegreen|commit/),
  });
});

test('an equal number of pods is enough, and so is one more', () => {
  expect(promote(ping({ green: release('2.0', { replicas: 3 }) }))).toMatchObject({ kind: 'change' });
});

const ROUTE = { ...SPEC, traffic: TrafficMode.ROUTE, route: { gateway: { name: 'public' } } };
const OVERLAP = { ...SPEC, traffic: TrafficMode.OVERLAP };

test('with a route a share of the requests moves first, and the rest when the promotion is finished', () => {
  expect(promote(ping({}, { spec: ROUTE }), { weight: 20 })).toMatchObject({
    watches: true,
    edits: [{ kind: 'set', path: ['weight'], value: 20 }],
    effect: '20 % of the requests go to green (2.0), the others stay on blue (1.0)',
  });
  expect(promote(ping({ weight: 20 }, { spec: ROUTE }), { weight: 20 })).toMatchObject({ kind: 'nothing' });
  expect(promote(ping({ weight: 20 }, { spec: ROUTE }))).toMatchObject({
    edits: [
      { kind: 'set', path: ['active'], value: 'green' },
      { kind: 'remove', path: ['weight'] },
    ],
  });
});

test('a selector knows no shares', () => {
  expect(promote(ping(), { weight: 20 })).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(/moves traffic by selector/),
  });
});

test('with an overlap both colours serve first, and the new one alone after a second promote', () => {
  expect(promote(ping({}, { spec: OVERLAP }))).toMatchObject({
    edits: [{ kind: 'set', path: ['overlap'], value: true }],
    effect: 'users reach both blue (1.0) and green (2.0)',
  });
  expect(promote(ping({ overlap: true }, { spec: OVERLAP }))).toMatchObject({
    edits: [
      { kind: 'set', path: ['active'], value: 'green' },
      { kind: 'remove', path: ['overlap'] },
    ],
  });
});

test('the second step of an overlap waits until the first one is committed', () => {
  expect(promote(ping({ overlap: true }, { spec: OVERLAP, committed }))).toMatchObject({
    kind: 'refused',
    why: 'the first step of the promotion to green is not committed yet',
  });
});

const left = (entry: ColourProps | undefined): RollbackTarget => ({
  found: 'entry',
  replacedBy: undefined,
  entry: entry && { retired: false, content: { ...entry } },
});

test.each([
  ['by shares', ROUTE, { weight: 5 }, ' --weight 5'],
  ['by an overlap', OVERLAP, {}, ''],
])('what users left last gets no share before somebody has seen that they left it: %s', (_, spec, asked, words) => {
  const { green } = ping().state!;
  expect(promote(ping({}, { spec }), { ...asked, left: left(green) })).toEqual({
    kind: 'refused',
    why: 'users came from green (2.0), and git does not tell whether the gate of blue (1.0) has let them go: with a share for what they came from, the others would be on blue (1.0) without any proof',
    wayOut: `go back whole: bluegreen rollback ping --env production; or wait until they are on blue, and say --live, which looks: bluegreen promote ping --env production${words} --live`,
  });
  const goesOn = { kind: 'change' };
  // Somebody has looked, it was deployed to since, users were never there, or nothing is to be proved.
  expect(promote(ping({}, { spec }), asked)).toMatchObject(goesOn);
  expect(promote(ping({}, { spec }), { ...asked, left: left(release('0.9')) })).toMatchObject(goesOn);
  expect(promote(ping({}, { spec }), { ...asked, left: { found: 'never active' } })).toMatchObject(goesOn);
  expect(promote(ping({}, { spec }), { ...asked, left: left(green), skipGate: 'no DNS' })).toMatchObject(goesOn);
});

test('a share that there is already rises, and all move whole, whatever users left last', () => {
  const { green } = ping().state!;
  const promoted = (state: object, asked: object) =>
    promote(ping(state, { spec: ROUTE }), { ...asked, left: left(green) });
  expect(promoted({ weight: 5 }, { weight: 25 })).toMatchObject({ kind: 'change' });
  expect(promoted({}, {})).toMatchObject({ kind: 'change' });
});

test('a skipped gate says why in git, and the next promotion is gated again', () => {
  expect(promote(ping(), { skipGate: 'no nodes' })).toMatchObject({
    edits: [
      { kind: 'set', path: ['active'], value: 'green' },
      { kind: 'set', path: ['gate'], value: { skipped: 'no nodes' } },
    ],
    notes: [
      'blue stays up for a rollback until it is retired',
      'the gate is skipped (no nodes): nothing checks that pods are there',
    ],
  });
  expect(promote(ping({ gate: { skipped: 'no nodes' } }))).toMatchObject({
    edits: [
      { kind: 'set', path: ['active'], value: 'green' },
      { kind: 'remove', path: ['gate'] },
    ],
  });
});

test('a promotion that its gate holds up is let through by name of the colour, and stays where it is', () => {
  expect(promote(ping(), { colour: Colour.BLUE, skipGate: 'no nodes' })).toMatchObject({
    edits: [{ kind: 'set', path: ['gate'], value: { skipped: 'no nodes' } }],
    effect: 'users move to blue (1.0) without any proof, if they are not there yet',
  });
});

test('another attempt is another number, whatever stood there', () => {
  const edits = (gate?: object) => attempt(ping({ gate })) as { edits: unknown };
  expect(edits()).toMatchObject({ edits: [{ path: ['gate'], value: { attempt: 2 } }] });
  expect(edits({ attempt: 2 })).toMatchObject({ edits: [{ path: ['gate'], value: { attempt: 3 } }] });
  expect(edits({ skipped: 'no nodes' })).toMatchObject({ edits: [{ path: ['gate'], value: { attempt: 2 } }] });
});

test('an attempt names the release that its gate is to prove: in an overlap the one that users come to', () => {
  expect(attempt(ping())).toMatchObject({ effect: 'the gate tries again to prove blue (1.0), for attempt 2' });
  expect(attempt(ping({ overlap: true }, { spec: OVERLAP }))).toMatchObject({
    effect: expect.stringMatching(/to prove green \(2\.0\)/),
  });
});

test('nothing tries again before it was tried once', () => {
  expect(attempt(ping({ active: Colour.GREEN }, { committed }))).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(/has not tried even once/),
  });
  expect(attempt(ping({}, { state: undefined }))).toMatchObject({ kind: 'refused' });
});

describe('at a peak', () => {
  const size = { replicas: undefined, autoscaling: { min: 4, max: 20 } };
  const peak = (raised?: number) =>
    ping({ blue: release('1.0', size), green: { ...release('2.0', size), ...(raised && { raised }) } });

  test('without a cluster to ask, the danger is named where there is an autoscaler', () => {
    const danger = expect.stringContaining('blue may have more than 4 pods now');
    expect(promote(peak())).toMatchObject({ notes: expect.arrayContaining([danger]) });
    expect(promote(ping())).not.toMatchObject({ notes: expect.arrayContaining([danger]) });
    expect(promote(peak(), { livePods: 4 })).not.toMatchObject({ notes: expect.arrayContaining([danger]) });
  });

  test('of what somebody else scales, they are asked to raise it', () => {
    const elsewhere = { replicas: undefined, autoscaling: { min: 4, external: true } };
    const current = ping({ blue: release('1.0', elsewhere), green: release('2.0', elsewhere) });
    expect(promote(current, { livePods: 12 })).toMatchObject({
      kind: 'refused',
      wayOut: expect.stringMatching(/^have whoever scales it keep as many, .* --replicas 12$/),
    });
    expect(promote(current, { livePods: 4 })).toMatchObject({ kind: 'change' });
  });

  test('users do not move to fewer pods than they have now', () => {
    expect(promote(peak(), { livePods: 12 })).toEqual({
      kind: 'refused',
      why: 'blue (1.0) has 12 pods now, and users would move to the 4 of green (2.0)',
      wayOut: 'raise it, and commit: bluegreen deploy ping --env production --image pkw0301/app:2.0 --live',
    });
    expect(promote(peak(12), { livePods: 12 })).toMatchObject({ kind: 'change' });
    expect(promote(ping(), { livePods: 5 })).toMatchObject({ wayOut: expect.stringContaining('--replicas 5') });
  });
});

describe('what is only looked at', () => {
  const looked = (size: ReleaseProps = {}, entry: Partial<ColourProps> = {}) => {
    const spec = { replicas: 3, idle: { preview: 1 }, ...size };
    const green = { ...release('2.0', spec), preview: true, ...entry };
    return ping({ blue: release('1.0', spec), green }, { spec: { ...SPEC, ...spec } });
  };
  const first = {
    kind: 'change',
    step: 'raise',
    edits: [{ kind: 'remove', path: ['green', 'preview'] }],
    effect: 'green (2.0) grows from 1 pod to 3; users stay on blue (1.0)',
    notes: ['the first of two commits: promote again, and users move once all pods of green are there'],
    next: ['promote'],
  };

  test('is raised by the first commit of its promotion, and users move with the second one', () => {
    expect(promote(looked())).toEqual(first);
    const { preview: _, ...green } = looked().state!.green!;
    expect(promote(ping({ blue: looked().state!.blue, green }))).toMatchObject({
      edits: [{ path: ['active'], value: 'green' }],
    });
  });

  test('is raised first, be users moved by shares or without any proof', () => {
    expect(promote(looked(), { skipGate: 'it is broken' })).toEqual(first);
    const current = looked();
    const byShares = { ...current, spec: { ...current.spec, traffic: TrafficMode.ROUTE } };
    expect(promote(byShares, { weight: 10 })).toEqual(first);
  });

  test('is as small as it is for nobody: at full size it has to be as large as what users leave', () => {
    const current = looked();
    const blue = release('1.0', { replicas: 4 });
    expect(promote({ ...current, state: { ...current.state!, blue } })).toMatchObject({
      kind: 'refused',
      why: 'green (2.0) has 3 pods, fewer than the 4 of blue (1.0)',
    });
  });

  test('starts at a peak with as many pods as users come from', () => {
    const size = { replicas: undefined, autoscaling: { min: 3, max: 20 } };
    expect(promote(looked(size), { livePods: 12 })).toMatchObject({
      edits: [
        { kind: 'remove', path: ['green', 'preview'] },
        { kind: 'set', path: ['green', 'raised'], value: 12 },
      ],
      effect: expect.stringContaining('from 1 pod to 12'),
    });
    expect(promote(looked(), { livePods: 5 })).toMatchObject({
      kind: 'refused',
      wayOut: expect.stringMatching(/--replicas 5$/),
    });
  });

  test('is retired to its idle size', () => {
    expect(retire(looked())).toMatchObject({
      edits: [{ path: ['green', 'retired'] }, { kind: 'remove', path: ['green', 'preview'] }],
      effect: expect.stringContaining('from 1 pod to 0'),
    });
  });
});
