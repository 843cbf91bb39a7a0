import { MetricBaseline } from '../props/analysis';
import { otherColour } from '../props/colour';
import type { Measured } from './measured';

/** What one side of a comparison is: of what, and from when. */
export interface Side {
  readonly measured: Measured;
  /** The time that it looks back, as a selector has it behind its labels: `[2m]`. */
  readonly range: string;
  /** A query of the user's own, as of that time. */
  asOf(query: string): string;
}

/** What is measured now. */
export const sideOf = (measured: Measured, over: string): Side => ({
  measured,
  range: `[${over}]`,
  asOf: query => query,
});

/**
 * What it is compared with: the other colour, which users are on, or were. Of before it is a whole hour, so that one bad minute
 * makes nothing good.
 * @param within how long an analysis may take, in seconds: what is older than that was before the switch, whenever it is asked
 */
export function baselineOf(baseline: MetricBaseline, measured: Measured, over: string, within: number): Side {
  const other = { ...measured, colour: otherColour(measured.colour) };
  if (baseline === MetricBaseline.OTHER) return sideOf(other, over);
  return {
    measured: other,
    range: `[1h] offset ${within}s`,
    // What is no number is greater than nothing, and left out.
    asOf: query => `avg_over_time(((${query}) >= -Inf)[1h:] offset ${within}s)`,
  };
}

/** How much more a query gives than another one, each of them one number; nothing where one gives none. */
export const moreThan = (query: string, baseline: string): string =>
  // 5 - 5 is not always 0 to a computer.
  `round((${query}) - on() (${baseline}), 1e-9)`;

/** The smaller one of two numbers. */
export const lesserOf = (one: string, other: string): string => `(${one}) < on() (${other}) or on() (${other})`;

/** With what it is compared, for the log. */
export const baselineWords = (baseline: MetricBaseline, { colour }: Measured): string =>
  baseline === MetricBaseline.OTHER ? otherColour(colour) : 'the hour before';
