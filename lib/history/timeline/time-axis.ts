/** A place on the axis with its words. */
export interface Tick {
  readonly x: number;
  /** Such as `2026`, `Mar`, `3 Mar` or `10:05`. */
  readonly label: string;
  /** What the label leaves open: the year, or the day; empty where nothing. */
  readonly context: string;
}

/** The least width between two moments, so that a promotion minutes after a deploy is seen in a picture of years. */
const LEAST_WIDTH = 32;
/** Room for a tick with its words. */
const TICK_WIDTH = 72;

/**
 * Where times are on a line. Widths are proportional to time, but no two neighbouring moments come closer than a least
 * width, as long as there is room for it.
 */
export class TimeAxis {
  /** Whether some time is drawn wider than it is. */
  readonly isStretched: boolean;
  readonly ticks: readonly Tick[];
  private readonly moments: readonly number[];
  private readonly places: readonly number[];

  /**
   * @param times milliseconds since 1970, in any order
   * @param from where the first one is
   * @param until where the last one is
   */
  constructor(times: Iterable<number>, from: number, until: number) {
    const moments = [...new Set(times)].sort((a, b) => a - b);
    const only = moments.length === 1 ? moments[0]! : undefined;
    this.moments = only === undefined ? moments : [only - HOUR, only];
    const spans = this.moments.slice(1).map((moment, index) => moment - this.moments[index]!);
    const { widths, density } = widthsOf(spans, until - from);
    this.isStretched = spans.some((span, index) => widths[index]! > span * density * 1.01);
    let x = from;
    this.places = [from, ...widths.map(width => (x += width))];
    this.ticks = this.findTicks(density);
  }

  x(time: number): number {
    const index = this.before(time);
    const from = this.moments[index]!;
    const until = this.moments[index + 1]!;
    const [left, right] = [this.places[index]!, this.places[index + 1]!];
    return left + ((time - from) / (until - from)) * (right - left);
  }

  // The last moment that is not after a time, the very last one aside.
  private before(time: number): number {
    let low = 0;
    let high = this.moments.length - 2;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.moments[middle]! <= time) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // As close as their words allow where nothing is drawn wider.
  private findTicks(density: number): Tick[] {
    const step = STEPS.findLast(({ length }) => length * density >= TICK_WIDTH) ?? STEPS[0]!;
    const ticks: Tick[] = [];
    const last = this.moments.at(-1)!;
    for (let time = step.atOrAfter(this.moments[0]!); time <= last; time = step.atOrAfter(time + 1)) {
      ticks.push({ x: this.x(time), ...step.words(new Date(time)) });
    }
    return ticks;
  }
}

// Proportional to the spans, save those that would be too narrow.
// `density` is in pixels per millisecond, where nothing is drawn wider.
function widthsOf(spans: readonly number[], width: number): { widths: number[]; density: number } {
  const least = Math.min(LEAST_WIDTH, width / (2 * spans.length));
  let density = 0;
  let narrow = 0;
  for (let before = -1; before !== narrow; ) {
    before = narrow;
    const wide = spans.filter(span => span * density >= least || !density);
    density = (width - least * narrow) / wide.reduce((sum, span) => sum + span, 0);
    narrow = spans.filter(span => span * density < least).length;
  }
  return { widths: spans.map(span => Math.max(least, span * density)), density };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface TickStep {
  /** Milliseconds, at least. */
  readonly length: number;
  atOrAfter(time: number): number;
  words(date: Date): { readonly label: string; readonly context: string };
}

const STEPS: readonly TickStep[] = [
  ...[20, 10, 5, 2, 1].map(years),
  ...[6, 3, 1].map(months),
  ...[7, 1].map(days),
  ...[12, 6, 3, 1].map(hours => clock(hours * HOUR)),
  ...[30, 15, 5, 1].map(minutes => clock(minutes * MINUTE)),
];

function years(count: number): TickStep {
  return {
    length: count * 365 * DAY,
    atOrAfter: time => {
      const year = Math.ceil(new Date(time).getUTCFullYear() / count) * count;
      const start = Date.UTC(year, 0);
      return start >= time ? start : Date.UTC(year + count, 0);
    },
    words: date => ({ label: String(date.getUTCFullYear()), context: '' }),
  };
}

function months(count: number): TickStep {
  return {
    length: count * 28 * DAY,
    atOrAfter: time => {
      const date = new Date(time);
      const month = Math.ceil(date.getUTCMonth() / count) * count;
      const start = Date.UTC(date.getUTCFullYear(), month);
      return start >= time ? start : Date.UTC(date.getUTCFullYear(), month + count);
    },
    words: date => ({ label: MONTHS[date.getUTCMonth()]!, context: String(date.getUTCFullYear()) }),
  };
}

function days(count: number): TickStep {
  // Weeks begin on Monday; the first day of 1970 was a Thursday.
  const monday = count === 7 ? 4 * DAY : 0;
  return {
    length: count * DAY,
    atOrAfter: time => Math.ceil((time - monday) / (count * DAY)) * count * DAY + monday,
    words: date => ({ label: dayOf(date), context: String(date.getUTCFullYear()) }),
  };
}

function clock(length: number): TickStep {
  return {
    length,
    atOrAfter: time => Math.ceil(time / length) * length,
    words: date => ({
      label: date.toISOString().slice('YYYY-MM-DDT'.length, 'YYYY-MM-DDTHH:MM'.length),
      context: `${dayOf(date)} ${date.getUTCFullYear()}`,
    }),
  };
}

function dayOf(date: Date): string {
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}
