const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a time such as `30m`; undefined where a person decides, or nothing is said. */
export function millisecondsOf(text: string | undefined): number | undefined {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text ?? '') ?? [];
  return count === undefined ? undefined : Number(count) * UNITS[unit!]!;
}
