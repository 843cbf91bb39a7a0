import fc from 'fast-check';
import { opensAt, opensTogether } from '../../lib/delivery/hours';
import type { DeliveryHours } from '../../lib/project/files/delivery-policy';

const OFFICE = { days: 'mon-fri', from: '09:00', to: '16:00', zone: 'Europe/Berlin' };

// What opens when, in UTC.
test.each<[string, DeliveryHours, string, string | undefined]>([
  ['in the hours', OFFICE, '2026-03-02T08:00:00Z', '2026-03-02T08:00:00Z'],
  ['before them', OFFICE, '2026-03-02T07:59:59Z', '2026-03-02T08:00:00Z'],
  ['their last minute', OFFICE, '2026-03-02T14:59:59Z', '2026-03-02T14:59:59Z'],
  ['after them', OFFICE, '2026-03-02T15:00:00Z', '2026-03-03T08:00:00Z'],
  ['at the weekend over which clocks go forward', OFFICE, '2026-03-27T15:00:00Z', '2026-03-30T07:00:00Z'],
  ['at the weekend over which clocks go back', OFFICE, '2026-10-23T14:00:00Z', '2026-10-26T08:00:00Z'],
  ['on a holiday', { ...OFFICE, except: ['2026-03-03/2026-03-05'] }, '2026-03-03T09:00:00Z', '2026-03-06T08:00:00Z'],
  ['over the year', { ...OFFICE, except: ['2026-12-24/2027-01-03'] }, '2026-12-24T09:00:00Z', '2027-01-04T08:00:00Z'],
  [
    'of a night, before midnight',
    { days: 'fri', from: '22:00', to: '04:00' },
    '2026-03-06T23:00:00Z',
    '2026-03-06T23:00:00Z',
  ],
  [
    'of a night, after midnight',
    { days: 'fri', from: '22:00', to: '04:00' },
    '2026-03-07T03:59:00Z',
    '2026-03-07T03:59:00Z',
  ],
  [
    'of a night that is over',
    { days: 'fri', from: '22:00', to: '04:00' },
    '2026-03-07T04:00:00Z',
    '2026-03-13T22:00:00Z',
  ],
  ['over the weekend', { days: 'sat-mon' }, '2026-03-03T00:00:00Z', '2026-03-07T00:00:00Z'],
  ['of single days', { days: 'tue, thu' }, '2026-03-04T12:00:00Z', '2026-03-05T00:00:00Z'],
  [
    'that clocks leap over',
    { from: '02:30', to: '04:00', zone: 'Europe/Berlin' },
    '2026-03-29T00:00:00Z',
    '2026-03-29T01:30:00Z',
  ],
  [
    'on the other side of the world',
    { from: '09:00', to: '10:00', zone: 'Pacific/Auckland' },
    '2026-03-02T19:59:00Z',
    '2026-03-02T20:00:00Z',
  ],
  ['that never come', { except: ['2026-01-01/2028-01-01'] }, '2026-03-02T00:00:00Z', undefined],
])('hours %s', (_, hours, now, opens) => {
  const at = opensAt(hours, Date.parse(now));
  expect(at === undefined ? undefined : new Date(at).toISOString()).toBe(opens && new Date(opens).toISOString());
});

const HOUR = 60 * 60_000;
const clock = fc.integer({ min: 0, max: 23 }).map(hour => `${String(hour).padStart(2, '0')}:00`);
const anyHours = fc.record<DeliveryHours>(
  {
    days: fc.constantFrom('mon', 'tue', 'mon-wed', 'fri-mon'),
    from: clock,
    to: clock,
    zone: fc.constantFrom('UTC', 'Asia/Tokyo'),
  },
  { requiredKeys: [] },
);

test('several may go at the first hour at which each may, or never', () => {
  fc.assert(
    fc.property(fc.array(anyHours, { minLength: 1, maxLength: 3 }), fc.integer({ min: 0, max: 200 }), (all, hour) => {
      const now = Date.parse('2026-03-02T00:00:00Z') + hour * HOUR;
      const week = Array.from({ length: 8 * 24 }, (_, index) => now + index * HOUR);
      const first = week.find(at => all.every(hours => opensAt(hours, at) === at));
      expect(opensTogether(all, now)).toBe(first);
    }),
    { numRuns: 100 },
  );
});
