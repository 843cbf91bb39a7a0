import type { ApplicationHistory } from '../application-history';

const DAY = 86_400_000;

/** A time that figures are about; milliseconds since 1970. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/** Since when figures are told, where nobody says it. */
export const USUALLY_SINCE = '90d';

/**
 * What `--since` means: so long before now, or from a day on, in UTC.
 * @param text `90d`, `12w`, `2026-01-31`
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970; undefined where the text means nothing, or nothing that was
 */
export function since(text: string, now: number): number | undefined {
  const ago = /^([1-9]\d{0,4})([dw])$/.exec(text);
  if (ago) return now - Number(ago[1]) * (ago[2] === 'w' ? 7 : 1) * DAY;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // 2026-02-31 would be a day of March otherwise.
  const isDay = !Number.isNaN(day) && new Date(day).toISOString().startsWith(text);
  return isDay && day < now ? day : undefined;
}

/** The period from a moment on, or from where git begins to know something, whichever is later. */
export function periodOf(histories: readonly ApplicationHistory[], from: number, now: number): Period {
  const begins = histories.flatMap(({ tenures }) => tenures.map(({ stretches }) => stretches[0]!.from));
  const known = begins.reduce((first, moment) => Math.min(first, moment), now);
  return { from: Math.max(from, known), until: now };
}

/** At least a day: three deployments in the first hour are no five hundred a week. */
export function weeksOf({ from, until }: Period): number {
  return Math.max(until - from, DAY) / (7 * DAY);
}
