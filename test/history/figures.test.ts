import fc from 'fast-check';
import { applicationHistory } from '../../lib/history/application-history';
import { figureRows } from '../../lib/history/figures/delivery-figures';
import { figuresJson } from '../../lib/history/figures/figures-json';
import { figuresMetrics } from '../../lib/history/figures/figures-metrics';
import { figuresText } from '../../lib/history/figures/figures-text';
import { periodOf, since } from '../../lib/history/figures/period';
import { type Chapter, NOW, versionsOf } from './story';

const at = (version: string) => ({ image: `app:${version}` });

const MONTH: readonly Chapter[] = [
  ['2026-01-01T00:00:00Z', { active: 'blue', blue: at('1') }],
  ['2026-01-02T10:00:00Z', { active: 'blue', blue: at('1'), green: at('2') }],
  ['2026-01-02T10:20:00Z', { active: 'green', blue: at('1'), green: at('2') }, 'Ada Lovelace', 'promote: ping 2'],
  ['2026-01-02T10:25:00Z', { active: 'blue', blue: at('1'), green: at('2') }, 'Ada Lovelace', 'rollback: ping 1'],
  ['2026-01-03T10:00:00Z', { active: 'blue', blue: at('1'), green: at('3') }],
  ['2026-01-03T14:00:00Z', { active: 'green', blue: at('1'), green: at('3') }, 'Ada Lovelace', 'promote: ping 3'],
  ['2026-01-05T10:00:00Z', { active: 'green', blue: at('4'), green: at('3') }],
  ['2026-01-05T11:00:00Z', { active: 'blue', blue: at('4'), green: at('3') }, 'Ada Lovelace', 'promote: ping 4'],
];

function told(chapters: readonly Chapter[], application = 'ping', environment = 'production') {
  return applicationHistory(environment, application, versionsOf(chapters), NOW);
}

function rowsOf(histories: ReturnType<typeof told>[], from = 0) {
  return figureRows(histories, periodOf(histories, from, NOW));
}

describe('figures of delivery from git', () => {
  test('tell how often, how soon after the deploy, how many came back, and how soon', () => {
    const [all] = rowsOf([told(MONTH)]);
    expect(all).toMatchObject({
      environment: 'production',
      deployments: 4,
      leadTime: { count: 3, median: 60 * 60, ninetieth: 4 * 60 * 60 },
      rolledBack: 1,
      timeToRestore: { count: 1, median: 5 * 60, ninetieth: 5 * 60 },
    });
    // Nine days that git knows of, not the ninety that were asked for.
    expect(all!.perWeek).toBeCloseTo(4 / (9 / 7));
  });

  test('begin where they are asked to', () => {
    const [late] = rowsOf([told(MONTH)], Date.UTC(2026, 0, 3));
    expect(late).toMatchObject({ deployments: 2, perWeek: 2, rolledBack: 0 });
    expect(late!.timeToRestore).toBeUndefined();
  });

  test('a second try of a release that was taken back counts, but stood ready only once', () => {
    const [row] = rowsOf([
      told([
        ...MONTH.slice(0, 4),
        ['2026-01-03T00:00:00Z', { active: 'green', blue: at('1'), green: at('2') }, 'Ada Lovelace', 'promote: ping 2'],
      ]),
    ]);
    expect(row).toMatchObject({ deployments: 3, rolledBack: 1, leadTime: { count: 1, median: 20 * 60 } });
  });

  test('a rollback takes back the release that users were on, and none before it', () => {
    const edited = { ...at('2'), replicas: 3 };
    const [row] = rowsOf([
      told([
        ...MONTH.slice(0, 3),
        ['2026-01-02T10:22:00Z', { active: 'green', blue: at('1'), green: edited }],
        ['2026-01-02T10:25:00Z', { active: 'blue', blue: at('1'), green: edited }, 'Ada Lovelace', 'rollback: ping 1'],
      ]),
    ]);
    expect(row).toMatchObject({ deployments: 3, rolledBack: 1, timeToRestore: { median: 3 * 60 } });
  });

  test('where a shallow clone begins, nothing is counted that only seems to have happened there', () => {
    const versions = versionsOf(MONTH.slice(1)).map((version, index) => ({
      ...version,
      commit: { ...version.commit, cutOff: index === 0 },
    }));
    const [row] = rowsOf([applicationHistory('production', 'ping', versions, NOW)]);
    // Of the release that was deployed at the cut or before it, nobody knows for how long it had stood ready.
    expect(row).toMatchObject({ deployments: 3, leadTime: { count: 2 } });
  });

  test('stand for everything, for each environment and for each application, which add up', () => {
    const histories = [told(MONTH), told(MONTH.slice(0, 3), 'shop'), told(MONTH.slice(0, 1), 'ping', 'staging')];
    const rows = rowsOf(histories);
    expect(rows.map(({ environment, application, deployments }) => [environment, application, deployments])).toEqual([
      [undefined, undefined, 7],
      ['production', undefined, 6],
      ['production', 'ping', 4],
      ['production', 'shop', 2],
      ['staging', undefined, 1],
      ['staging', 'ping', 1],
    ]);
    expect(figuresText(rows, periodOf(histories, 0, NOW)).text).toMatchSnapshot();
  });

  test('for scripts: seconds beside words, and null where there was none', () => {
    const { from, until, figures } = JSON.parse(
      figuresJson(rowsOf([told(MONTH.slice(0, 1))]), { from: 0, until: NOW }).text,
    );
    expect([from, until]).toEqual(['1970-01-01T00:00:00.000Z', '2026-01-10T00:00:00.000Z']);
    expect(figures[1]).toEqual({
      environment: 'production',
      application: 'ping',
      deployments: 1,
      perWeek: 0.78,
      rolledBack: 0,
      rolledBackShare: 0,
      leadTime: null,
      timeToRestore: null,
    });
  });

  test('for Prometheus: each application once, so that a sum is right, and nothing of a name ends its quotes', () => {
    const rows = rowsOf([told(MONTH, 'pi"ng\\')]);
    const text = figuresMetrics(rows, { from: 0, until: NOW }).text;
    expect(text).toContain(
      '# TYPE bluegreen_lead_time_median_seconds gauge\n# UNIT bluegreen_lead_time_median_seconds seconds\n',
    );
    expect(text).toContain('bluegreen_deployments{environment="production",application="pi\\"ng\\\\"} 4\n');
    const LINE =
      /^(# (TYPE|UNIT|HELP) [a-z_]+ .+|[a-z_]+\{[a-z]+="(\\.|[^"\\])*"(,[a-z]+="(\\.|[^"\\])*")*\} [0-9.]+)$/;
    const lines = text.trimEnd().split('\n');
    expect(lines.pop()).toBe('# EOF');
    expect(lines.filter(line => !LINE.test(line))).toEqual([]);
  });

  test('of any history: what comes back was delivered, nothing takes a negative time, and applications add up', () => {
    const chapter = fc.record({
      hours: fc.integer({ min: -5, max: 50 }),
      active: fc.constantFrom('blue', 'green'),
      blue: fc.integer({ min: 1, max: 3 }),
      green: fc.integer({ min: 1, max: 3 }),
      retired: fc.boolean(),
    });
    const story = fc.array(chapter, { maxLength: 12 }).map(chapters => {
      let hours = 0;
      return chapters.map(({ active, blue, green, retired, hours: more }): Chapter => {
        hours = Math.max(0, hours + more);
        const date = new Date(Date.UTC(2025, 11, 1) + hours * 3_600_000).toISOString();
        return [date, { active, blue: at(`${blue}`), green: { ...at(`${green}`), ...(retired && { retired }) } }];
      });
    });
    fc.assert(
      fc.property(story, story, fc.nat({ max: 60 }), (one, other, days) => {
        const histories = [told(one), told(other, 'shop')];
        const [sum, ...each] = rowsOf(histories, NOW - days * 86_400_000);
        const total = (key: 'deployments' | 'rolledBack') => each.reduce((count, row) => count + row[key], 0);
        expect([sum!.deployments, sum!.rolledBack]).toEqual([total('deployments'), total('rolledBack')]);
        for (const { deployments, rolledBack, leadTime, timeToRestore } of [sum!, ...each]) {
          expect(rolledBack).toBeLessThanOrEqual(deployments);
          expect(leadTime?.count ?? 0).toBeLessThanOrEqual(deployments);
          expect(timeToRestore?.count ?? 0).toBe(rolledBack);
          for (const spread of [leadTime, timeToRestore]) {
            if (!spread) continue;
            expect(spread.median).toBeGreaterThanOrEqual(0);
            expect(spread.ninetieth).toBeGreaterThanOrEqual(spread.median);
          }
        }
      }),
    );
  });
});

describe('since when figures are told', () => {
  test.each([
    ['90d', Date.UTC(2025, 9, 12)],
    ['2w', Date.UTC(2025, 11, 27)],
    ['2025-12-31', Date.UTC(2025, 11, 31)],
    ['2026-02-31', undefined],
    ['2026-01-11', undefined],
    ['0d', undefined],
    ['90', undefined],
    ['yesterday', undefined],
  ])('%s', (text, moment) => {
    expect(since(text, NOW)).toBe(moment);
  });
});
