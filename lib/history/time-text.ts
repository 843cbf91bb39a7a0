const SECONDS: ReadonlyArray<readonly [string, number]> = [
  ['year', 365 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** `3 days 4 hours`: a duration in its two largest units, rounded down. A year is 365 days. */
export function durationText(seconds: number): string {
  const first = SECONDS.findIndex(([, length]) => seconds >= length);
  if (first < 0) return '0 seconds';
  let rest = seconds;
  return SECONDS.slice(first, first + 2)
    .map(([unit, length]) => {
      const count = Math.floor(rest / length);
      rest -= count * length;
      return count && `${count} ${unit}${count === 1 ? '' : 's'}`;
    })
    .filter(Boolean)
    .join(' ');
}

/** `2026-01-03T11:20Z`, of milliseconds since 1970 or a date in ISO 8601. */
export function minute(time: number | string): string {
  return `${new Date(time).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)}Z`;
}

/** `2026-01-03`, of milliseconds since 1970, in UTC. */
export function day(time: number): string {
  return new Date(time).toISOString().slice(0, 'YYYY-MM-DD'.length);
}
