import * as z from 'zod/mini';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** The seconds of a duration such as `90s`, `2m` or `1h`; NaN for any other text. */
export function secondsOf(duration: string): number {
  const [, count, unit] = /^([1-9][0-9]{0,5})([smh])$/.exec(duration) ?? [];
  return count === undefined ? Number.NaN : Number(count) * UNITS[unit!]!;
}

/** A duration within bounds of seconds; `what` is to name them. */
export const duration = (least: number, most: number, what: string) =>
  z.string().check(
    z.regex(/^[1-9][0-9]{0,5}[smh]$/, { error: what, abort: true }),
    z.refine(text => secondsOf(text) >= least && secondsOf(text) <= most, { error: what }),
  );
