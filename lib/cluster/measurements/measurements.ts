/** One measurement of a metric, as a gate or a watch has told it. */
export interface Measurement {
  readonly metric: string;
  /** Milliseconds since 1970. @default - its line does not say */
  readonly at?: number;
  /** @default - there was no data, or no answer */
  readonly value?: number;
  /** The value with its unit, or why there is none. */
  readonly told: string;
  /** As people read them: `at most 1%`. */
  readonly limits: string;
  readonly min?: number;
  readonly max?: number;
  /** `waits`: it counts for nothing. */
  readonly verdict: 'within' | 'outside' | 'waits';
}

// What lib/construct/measure/measure.sh prints, behind the time that kubectl puts there:
// `2026-11-29T14:00:30.123456789Z errors: 3.1%, at most 1%: outside, 1 where 0 may be`.
const LINE =
  /^(?:(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) )?([a-z0-9][-a-z0-9]*): (.+), ((?:at least|at most) \S+(?: and at most \S+)?(?: above (?:blue|green|the hour before))?): (within|waits|outside, \d+ where \d+ may be)$/;
const NUMBER = /^([-+]?(?:\d[\d.]*(?:e[-+]?\d+)?|Inf))(?:%|ms)?$/;
const LONGEST_LINE = 1000;

/** Measurements of the log of a gate or a watch, by metric; whatever else stands there is left out. */
export function measurementsIn(log: string): Map<string, Measurement[]> {
  const found = new Map<string, Measurement[]>();
  for (const line of log.split('\n')) {
    if (line.length > LONGEST_LINE) continue;
    const [, at, metric, told, limits, verdict] = LINE.exec(line) ?? [];
    if (metric === undefined || told === undefined || limits === undefined || verdict === undefined) continue;
    const value = numberIn(told);
    const min = numberIn(/at least (\S+)/.exec(limits)?.[1]);
    const max = numberIn(/at most (\S+)/.exec(limits)?.[1]);
    const one: Measurement = {
      metric,
      ...(at !== undefined && { at: Date.parse(at) }),
      ...(value !== undefined && { value }),
      told,
      limits,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      verdict: verdict === 'within' || verdict === 'waits' ? verdict : 'outside',
    };
    const known = found.get(metric);
    if (known) known.push(one);
    else found.set(metric, [one]);
  }
  return found;
}

function numberIn(text: string | undefined): number | undefined {
  const number = NUMBER.exec(text ?? '')?.[1];
  return number === undefined ? undefined : Number(number.replace('Inf', 'Infinity'));
}
