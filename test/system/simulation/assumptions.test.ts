import { CARE } from './assumptions';
import type { SpecName } from './history/application';
import type { Act, Step } from './history/history';
import { history } from './history/plain-history';
import { ARGOCD_UNITS } from './layouts/argocd-units';
import { FLAGS, fluxUnits } from './layouts/flux-units';
import { SOME_FATES, searchFate } from './search';

const ENGINES = [ARGOCD_UNITS, fluxUnits(FLAGS)];
const ONE_IS_LIVE: Step[] = [
  { after: 0, act: { kind: 'deploy', version: '1.0' } },
  { after: 200, act: { kind: 'deploy', version: '2.0' } },
];
const NOTHING_READY = 'the active Service has no ready pod, and no pod died by itself';
const NOT_PROVED = /^users reach .*, which no gate has proved$/;

describe.each(ENGINES)('$name: what the promises rest on', layout => {
  test('a promotion that failed leaves users on the colour that git calls idle: to retire it is an outage', () => {
    const failed = history(
      [...ONE_IS_LIVE, { after: 30, act: { kind: 'promote' } }, { after: 1800, act: { kind: 'retire' } }],
      { behaviours: { '1.0': 'is healthy', '2.0': 'never gets ready', '3.0': 'is healthy' } },
    );
    expect(searchFate(failed, layout, { ...CARE, looksFirst: false })?.violation).toBe(NOTHING_READY);
    expect(searchFate(failed, layout, CARE, SOME_FATES)).toBeUndefined();
  });

  test('a promotion that has not come through yet does so too: to retire at once is an outage', () => {
    const hurried = history([
      ...ONE_IS_LIVE,
      { after: 60, act: { kind: 'promote' } },
      { after: 1, act: { kind: 'retire' } },
    ]);
    expect(searchFate(hurried, layout, { ...CARE, looksFirst: false })?.violation).toBe(NOTHING_READY);
    expect(searchFate(hurried, layout, CARE, SOME_FATES)).toBeUndefined();
  });

  test('to deploy after a promotion that failed sends users to what nobody proved', () => {
    const failed = history(
      [
        ...ONE_IS_LIVE,
        { after: 30, act: { kind: 'promote' } },
        { after: 1800, act: { kind: 'deploy', version: '3.0' } },
      ],
      { behaviours: { '1.0': 'is healthy', '2.0': 'never gets ready', '3.0': 'answers wrong' } },
    );
    expect(searchFate(failed, layout, { ...CARE, looksFirst: false })?.violation).toMatch(NOT_PROVED);
    expect(searchFate(failed, layout, CARE, SOME_FATES)).toBeUndefined();
  });

  test.each([
    ['by routes', { kind: 'promote a share', weight: 5 }],
    ['by an overlap', { kind: 'promote' }],
  ] satisfies [SpecName, Act][])(
    'a share for what users left, before they have left it, sends the others to what nobody proved: %s',
    (spec, share) => {
      const overlaps = spec === 'by an overlap' ? [{ after: 0, act: { kind: 'promote' } } as const] : [];
      const hurried = history(
        [...ONE_IS_LIVE, ...overlaps, { after: 60, act: { kind: 'promote' } }, { after: 1, act: share }],
        { spec, behaviours: { '1.0': 'is healthy', '2.0': 'answers wrong', '3.0': 'is healthy' } },
      );
      expect(searchFate(hurried, layout, { ...CARE, goesBackWhole: false })?.violation).toMatch(NOT_PROVED);
      expect(searchFate(hurried, layout, CARE, SOME_FATES)).toBeUndefined();
    },
  );

  test('to skip the gate of pods that are not ready is an outage', () => {
    const skipped = history([...ONE_IS_LIVE, { after: 0, act: { kind: 'promote without gate' } }]);
    expect(searchFate(skipped, layout, { ...CARE, skipsOnlyWhatIsReady: false })?.violation).toBe(NOTHING_READY);
  });
});

test('a rollback whose gate can not start is not expected to come through: it is held up, and may be let through by hand', () => {
  const broken = history(
    [
      ...ONE_IS_LIVE,
      { after: 22, act: { kind: 'promote' } },
      { after: 7, act: { kind: 'rollback' } },
      { after: 4, act: { kind: 'gates break' } },
    ],
    { behaviours: { '1.0': 'comes up late', '2.0': 'is healthy', '3.0': 'is healthy' }, pollsEvery: 'webhook' },
  );
  for (const layout of ENGINES) expect(searchFate(broken, layout)).toBeUndefined();
});

// Argo CD is seldom so quick.
describe('Flux: what a gate can not see', () => {
  const layout = fluxUnits(FLAGS);

  test('a gate that comes back within 30 seconds is answered from the cache of DNS', () => {
    const back = history([
      { after: 0, act: { kind: 'deploy', version: '1.0' } },
      { after: 200, act: { kind: 'deploy', version: '1.0' } },
      { after: 200, act: { kind: 'promote' } },
      { after: 10, act: { kind: 'promote' } },
      { after: 0, act: { kind: 'deploy', version: '2.0' } },
      { after: 2, act: { kind: 'deploy and promote', version: '1.0' } },
    ]);
    expect(searchFate(back, layout, { ...CARE, bringsBackSlowly: false })?.violation).toMatch(NOT_PROVED);
    expect(searchFate(back, layout)).toBeUndefined();
  });

  test('a pod of an earlier release that was down when the gate looked may come back for a moment', () => {
    const crashing = history(
      [
        { after: 0, act: { kind: 'deploy', version: '1.0' } },
        { after: 200, act: { kind: 'deploy', version: '2.0' } },
        { after: 35, act: { kind: 'deploy', version: '3.0' } },
        { after: 24, act: { kind: 'promote' } },
      ],
      { pollsEvery: 10, behaviours: { '1.0': 'is healthy', '2.0': 'crashes again and again', '3.0': 'is healthy' } },
    );
    expect(searchFate(crashing, layout, { ...CARE, oldPodsStayDown: false })?.violation).toMatch(NOT_PROVED);
    expect(searchFate(crashing, layout)).toBeUndefined();
  });
});
