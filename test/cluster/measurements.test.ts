import fc from 'fast-check';
import { measurementsIn } from '../../lib/cluster/measurements/measurements';
import { plot } from '../../lib/dashboard/page/plot';

const LOG = `asking for pods of ping
2026-11-29T14:00:30.123456789Z errors: 0.25%, at most 1%: within
2026-11-29T14:00:30.223456789Z p99: 512ms, at least 5ms and at most 500ms: outside, 1 where 2 may be
2026-11-29T14:01:00Z errors: no data, 3 of at least 20 requests, at most 1%: waits
errors: +Inf%, at most 1%: outside, 1 where 0 may be
orders: 12.5, at least 0.5: within
more: -0.5%, at least -2% and at most 1% above blue: within
longer: 20ms, at most 10ms above the hour before: outside, 1 where 0 may be
2026-11-29T14:01:00Z failed: errors was outside its limits 1 times, where 0 may be: +Inf%, at most 1%; release 4be1fdfdf7 in green
`;

test('what a gate or a watch printed is read as measurements, in its order; what else it says is left out', () => {
  const found = measurementsIn(LOG);
  expect([...found.keys()]).toEqual(['errors', 'p99', 'orders', 'more', 'longer']);
  const at = Date.parse('2026-11-29T14:00:30.123Z');
  expect(found.get('errors')).toEqual([
    { metric: 'errors', at, value: 0.25, told: '0.25%', limits: 'at most 1%', max: 1, verdict: 'within' },
    expect.objectContaining({ told: 'no data, 3 of at least 20 requests', verdict: 'waits' }),
    expect.objectContaining({ value: Number.POSITIVE_INFINITY, verdict: 'outside' }),
  ]);
  expect(found.get('errors')![1]!.value).toBeUndefined();
  expect(found.get('p99')).toMatchObject([{ value: 512, min: 5, max: 500, verdict: 'outside' }]);
  expect(found.get('more')).toMatchObject([
    { value: -0.5, min: -2, max: 1, limits: 'at least -2% and at most 1% above blue' },
  ]);
  expect(found.get('longer')).toMatchObject([{ value: 20, max: 10, verdict: 'outside' }]);
  expect(found.get('orders')).toMatchObject([{ value: 12.5, min: 0.5, verdict: 'within' }]);
});

test('a plot has a line that breaks where nothing was measured, its limits, and each that was outside', () => {
  const errors = measurementsIn(LOG).get('errors')!;
  const { text } = plot('errors', errors);
  expect(text).toContain('aria-label="errors: +Inf%, at most 1%; 3 measured, 1 outside, 1 without an answer"');
  const path = (name: string) => new RegExp(`class="${name}" d="([^"]*)"`).exec(text)![1]!;
  expect(path('line')).toBe('M4 28M216 4');
  expect(path('outside')).toBe('M213 4h6');
  expect(path('gap')).toBe('M110 37v3');
  expect(path('limit')).toBe('M0 4H220');
});

const anyLine = fc.oneof(
  fc.string(),
  fc
    .tuple(fc.oneof(fc.double(), fc.integer()), fc.constantFrom('%', 'ms', ''), fc.constantFrom('within', 'waits'))
    .map(([value, unit, verdict]) => `errors: ${value}${unit}, at most 1${unit}: ${verdict}`),
);

test('whatever stands in a log, it is drawn with numbers, within the picture', () => {
  fc.assert(
    fc.property(fc.array(anyLine), lines => {
      for (const [metric, all] of measurementsIn(lines.join('\n'))) {
        const numbers = [...plot(metric, all).text.matchAll(/ d="([^"]*)"/g)].flatMap(([, d]) =>
          d!.split(/[A-Za-z ]+/).filter(Boolean),
        );
        for (const number of numbers) {
          expect(Number(number)).toBeGreaterThanOrEqual(0);
          expect(Number(number)).toBeLessThanOrEqual(220);
        }
      }
    }),
  );
});

test('a long line without an end takes no time', () => {
  const started = performance.now();
  measurementsIn(`errors: ${', at most 1'.repeat(100_000)}\n`.repeat(5));
  measurementsIn(`errors: ${', at most 1'.repeat(90)}\n`.repeat(5000));
  expect(performance.now() - started).toBeLessThan(2000);
});
