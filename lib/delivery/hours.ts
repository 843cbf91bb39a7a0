import type { DeliveryHours } from '../project/files/delivery-policy';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
// Whoever excepts more than a year means never.
const LOOKED_AHEAD = 400;
const WEEK = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/**
 * When a step may be done.
 * @param now milliseconds since 1970
 * @returns `now` where it may be done at once, else when the hours begin; undefined where they never do
 */
export function opensAt(hours: DeliveryHours | undefined, now: number): number | undefined {
  if (!hours || isOpen(hours, now)) return now;
  const today = localTime(hours, now).day;
  for (let ahead = 0; ahead <= LOOKED_AHEAD; ahead++) {
    const day = today + ahead * DAY;
    if (!isDayOf(hours, day)) continue;
    const begins = instantOf(hours, day + minutes(hours.from ?? '00:00') * MINUTE);
    if (begins > now && isOpen(hours, begins)) return begins;
  }
  return undefined;
}

/**
 * When a step may be done of several at once.
 * @returns as `opensAt` does: undefined where their hours never meet
 */
export function opensTogether(all: ReadonlyArray<DeliveryHours | undefined>, now: number): number | undefined {
  for (let at = now; at <= now + LOOKED_AHEAD * DAY; ) {
    const opens = all.map(hours => opensAt(hours, at) ?? Number.POSITIVE_INFINITY);
    const latest = Math.max(at, ...opens);
    if (latest === at) return at;
    at = latest;
  }
  return undefined;
}

function isOpen(hours: DeliveryHours, at: number): boolean {
  const { day, minute } = localTime(hours, at);
  const [from, to] = [minutes(hours.from ?? '00:00'), minutes(hours.to ?? '24:00')];
  if (from < to) return isDayOf(hours, day) && minute >= from && minute < to;
  return (isDayOf(hours, day) && minute >= from) || (isDayOf(hours, day - DAY) && minute < to);
}

// A day is its midnight as if its zone were UTC: such days can be counted on.
function isDayOf({ days, except = [] }: DeliveryHours, day: number): boolean {
  const date = new Date(day);
  const name = date.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const isExcepted = except.some(period => {
    const [first = '', last = first] = period.split('/');
    return first <= name && name <= last;
  });
  return !isExcepted && (days === undefined || daysIn(days).has(date.getUTCDay()));
}

function daysIn(text: string): Set<number> {
  return new Set(
    text.split(',').flatMap(part => {
      const [first = '', last = first] = part.trim().split('-');
      const [begin, end] = [WEEK.indexOf(first), WEEK.indexOf(last)];
      return Array.from({ length: ((end - begin + 7) % 7) + 1 }, (_, index) => (begin + index) % 7);
    }),
  );
}

function minutes(clock: string): number {
  const [hour, minute] = clock.split(':').map(Number);
  return hour! * 60 + minute!;
}

function localTime(hours: DeliveryHours, at: number): { readonly day: number; readonly minute: number } {
  const local = at + differenceAt(hours, at);
  const day = Math.floor(local / DAY) * DAY;
  return { day, minute: Math.floor((local - day) / MINUTE) };
}

// Where clocks go forward over it, the first minute after that; where they go back over it, the first of the two.
function instantOf(hours: DeliveryHours, local: number): number {
  const earlier = local - differenceAt(hours, local - DAY);
  const later = local - differenceAt(hours, local + DAY);
  const found = [Math.min(earlier, later), Math.max(earlier, later)].find(at => at + differenceAt(hours, at) === local);
  return found ?? Math.max(earlier, later);
}

/** By how much the clocks of a zone are ahead of UTC. */
function differenceAt({ zone = 'UTC' }: DeliveryHours, at: number): number {
  if (zone === 'UTC') return 0;
  const parts = formatOf(zone).formatToParts(at);
  const part = (type: string) => Number(parts.find(one => one.type === type)!.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return local - Math.floor(at / 1000) * 1000;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known) return known;
  const digits = 'numeric' as const;
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: digits, month: digits, day: digits, hour: digits, minute: digits, second: digits },
  });
  FORMATS.set(zone, format);
  return format;
}
