import { itemsOf } from '../analysis/manifests/items';
import type { Path } from '../construct/validate/problem';
import type { Account } from './account';
import { limitsOf } from './condition';
import { judgedAddress, judgedQuery, type Names } from './query';

type Fields = { readonly [key: string]: any };

/** When something is measured: before users move, or after it. */
export type Phase = 'before' | 'after';

/** A metric of a template, with its arguments filled in as far as they are known. */
export interface Figure {
  readonly metric: Fields;
  readonly path: Path;
  readonly account: Account;
  /** Whether a template or the Rollout has it only tried out. */
  readonly isDryRun: boolean;
}

/** A metric as `analysis` says it, and what goes with it for all of them. */
interface Measured {
  readonly metric: Fields;
  /** Of Prometheus; undefined where another address is asked. */
  readonly source: string | undefined;
  /** Undefined where it was measured once. */
  readonly every: number | undefined;
  readonly count: number;
  /** What is not quite as it was. */
  readonly differs: readonly string[];
}

/** Which metrics become `analysis`, how long they are measured, and what is to be known of each. */
export interface Figures {
  readonly analysis?: Fields;
  readonly seconds: number;
  /** In the order of the figures: where it stands in `analysis`, or why it does not. */
  readonly outcomes: readonly (
    | { readonly index: number; readonly differs: readonly string[] }
    | { readonly why: string }
  )[];
}

/** Times that ours can do, in seconds. */
export const EVERY = { default: 30, least: 5, most: 600 };
export const LONGEST = { before: 1800, after: 240 * 60 };
export const LONGEST_QUERY = 8192;
/** How many measurements may be outside. */
export const MOST_FAILURES = 1000;

/** Turns metrics of Argo Rollouts into `analysis`, as far as they mean the same there. */
export function figuresOf(figures: readonly Figure[], names: Names, phase: Phase): Figures {
  const taken: Measured[] = [];
  const outcomes = figures.map(figure => {
    const measured = measuredOf(figure, names, phase);
    if ('why' in measured) return measured;
    const source = taken.find(one => one.source !== undefined)?.source;
    if (measured.source !== undefined && source !== undefined && source !== measured.source)
      return { why: `"source" is one for all, and another metric asks ${source}` };
    const every = taken.find(one => one.every !== undefined)?.every;
    if (measured.every !== undefined && every !== undefined && every !== measured.every)
      return { why: `"every" is one for all, and another metric is measured each ${every} seconds` };
    taken.push({
      ...measured,
      metric: {
        name: nameFor(
          figure.metric['name'],
          taken.map(one => one.metric),
        ),
        ...measured.metric,
      },
    });
    return { index: taken.length - 1 };
  });
  const rounds = Math.max(0, ...taken.map(({ count }) => count));
  const every = taken.find(one => one.every !== undefined)?.every;
  const source = taken.find(one => one.source !== undefined)?.source;
  return {
    outcomes: outcomes.map(outcome => {
      if ('why' in outcome) return outcome;
      const { count, differs } = taken[outcome.index]!;
      return {
        ...outcome,
        differs: [...differs, ...(count < rounds ? [`it is measured ${rounds} times, and was ${count} times`] : [])],
      };
    }),
    seconds: rounds * (every ?? EVERY.default),
    ...(taken.length && {
      analysis: {
        ...(source !== undefined && { source }),
        ...(every !== undefined && every !== EVERY.default && { every: timeOf(every) }),
        metrics: taken.map(({ metric }) => metric),
      },
    }),
  };
}

/** Notes where each field of a metric is said now, but for what is to be known of it as a whole. */
export function noteFigure({ account, path, metric }: Figure, index: number, phase: Phase): void {
  const key = `analysis.metrics[${index}]`;
  // What is told of it as a whole stands at its name.
  account.note([...path, 'provider'], 'key', key);
  for (const one of ['successCondition', 'failureCondition']) account.note([...path, one], 'key', `${key}.min and max`);
  account.note([...path, 'failureLimit'], 'key', `${key}.failures`);
  account.note([...path, 'interval'], 'key', 'analysis.every');
  account.note([...path, 'count'], 'key', phase === 'before' ? 'gate.analysis' : 'watch.minutes');
  const timeout = Object.keys(Object(metric['provider'])).map(provider => [...path, 'provider', provider]);
  for (const at of timeout) {
    for (const one of ['timeout', 'timeoutSeconds'])
      account.note([...at, one], 'told', 'an answer may take ten seconds');
  }
}

/** A time of so many seconds, as a spec says it. */
export function timeOf(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

const METRIC = new Set([
  ...['name', 'provider', 'successCondition', 'failureCondition', 'interval', 'count', 'failureLimit'],
  ...['initialDelay', 'inconclusiveLimit', 'consecutiveErrorLimit'],
]);
const PROVIDERS: { readonly [provider: string]: ReadonlySet<string> } = {
  prometheus: new Set(['address', 'query', 'timeout', 'insecure']),
  web: new Set(['url', 'method', 'jsonPath', 'timeoutSeconds', 'insecure']),
};
const SOURCE = /^https?:\/\/[^\s/?#@]+(\/[!-~]*)?$/;
const URL = /^https?:\/\/[^\s/?#@]+([/?][!-~]*)?$/;

function measuredOf({ metric, isDryRun }: Figure, names: Names, phase: Phase): Measured | { readonly why: string } {
  const [provider = 'nothing', ...others] = Object.keys(Object(metric['provider']));
  const known = PROVIDERS[provider];
  if (!known || others.length)
    return { why: `analysis asks Prometheus, or an address that answers in JSON, not ${provider}` };
  const asks: Fields = Object(metric['provider'][provider]);
  const odd = [
    ...Object.keys(metric).filter(key => !METRIC.has(key)),
    ...Object.keys(asks).filter(key => !known.has(key)),
    ...(asks['insecure'] ? ['insecure'] : []),
  ];
  if (odd.length) return { why: `nothing of ours is the same as "${odd[0]}"` };
  if (isDryRun) return { why: 'it is a dry run, which decides nothing' };
  const unknown = ARGUMENT.exec(JSON.stringify(metric))?.[1];
  if (unknown !== undefined)
    return { why: `only the controller knows its argument "${unknown}", such as a hash, which no pod of ours has` };
  const limits = limitsOf(String(metric['successCondition'] ?? ''), String(metric['failureCondition'] ?? ''));
  if (!limits)
    return {
      why: 'its conditions are no limits of one number, such as result[0] >= 0.95 ("min" and "max" are good themselves)',
    };
  if (provider === 'web' && JSON.stringify(metric).includes('result['))
    return { why: 'its conditions look into a list' };
  const way = provider === 'web' ? webOf(asks, names) : prometheusOf(asks, names, phase);
  if ('why' in way) return way;
  const times = timesOf(metric, phase);
  if ('why' in times) return times;
  const failures = Number(metric['failureLimit'] ?? 0);
  if (!Number.isInteger(failures) || failures < 0 || failures > MOST_FAILURES)
    return { why: `failureLimit is no number of measurements from 0 to ${MOST_FAILURES}` };
  const { min, max, noData, isMixed } = limits;
  const isOfWeb = provider === 'web';
  return {
    ...times,
    source: way.source,
    metric: {
      ...way.keys,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      ...(failures && { failures }),
      ...(!isOfWeb && noData !== 'wait' && { noData }),
    },
    differs: [
      ...way.differs,
      ...times.differs,
      ...(isMixed ? ['NaN and an empty answer are one to ours, so both wait ("noData")'] : []),
      ...(!isOfWeb && noData === 'fail' ? ['an empty answer counts as bad, as NaN did ("noData")'] : []),
    ],
  };
}

const ARGUMENT = /\{\{\s*(?:args\.)?([^}\s]+)\s*\}\}/;

/** Whether something is an address of a Prometheus. */
export function isSource(address: unknown): address is string {
  return typeof address === 'string' && SOURCE.test(address);
}

type Way = { readonly source: string | undefined; readonly keys: Fields; readonly differs: readonly string[] };

function prometheusOf({ address, query }: Fields, names: Names, phase: Phase): Way | { readonly why: string } {
  if (!isSource(address))
    return { why: 'it says no address of a Prometheus, so it is the one that Argo Rollouts was started with' };
  if (typeof query !== 'string' || !query.trim() || query.length > LONGEST_QUERY) return { why: 'it has no query' };
  const judged = judgedQuery(query.trim(), names, phase);
  if ('why' in judged) return judged;
  return {
    source: address,
    keys: { query: judged.text },
    differs: [
      judged.text === query.trim()
        ? 'its query tells no colours apart, as it told no releases apart'
        : `it asks about the Service ${names.ours} now`,
      'it has to give one number',
    ],
  };
}

const JSON_PATH = /^\{\s*\$((?:\.[A-Za-z_][\w-]*|\[\d+\])+)\s*\}$/;

function webOf({ url, method = 'GET', jsonPath }: Fields, names: Names): Way | { readonly why: string } {
  const [, steps] = JSON_PATH.exec(String(jsonPath ?? '')) ?? [];
  if (typeof url !== 'string' || !URL.test(url) || url.includes('$(') || method !== 'GET' || steps === undefined)
    return { why: 'it is no GET of an address with the path of one number' };
  const judged = judgedAddress(url, names);
  if ('why' in judged) return judged;
  const json = [...steps.matchAll(/[\w-]+/g)].join('.');
  return { source: undefined, keys: { url, json }, differs: [] };
}

type Times = Pick<Measured, 'every' | 'count' | 'differs'>;

function timesOf({ interval, count, initialDelay }: Fields, phase: Phase): Times | { readonly why: string } {
  const differs = initialDelay === undefined ? [] : ['nothing waits for its initialDelay'];
  const times = count === undefined ? undefined : Number(count);
  if (interval === undefined) {
    if (times !== undefined && times !== 1) return { why: 'it says a count and no interval' };
    return { every: undefined, count: 1, differs };
  }
  const every = secondsIn(String(interval));
  if (every === undefined || every < EVERY.least || every > EVERY.most)
    return {
      why: `"every" is a time from ${timeOf(EVERY.least)} to ${timeOf(EVERY.most)}, and its interval is ${interval}`,
    };
  if (times === undefined || !Number.isInteger(times) || times < 1)
    return { why: 'it says no count, so it has no end: nothing says how long ours is to measure' };
  return times * every > LONGEST[phase]
    ? { why: `its ${times} measurements take ${times * every} seconds, and ours ${LONGEST[phase]} at most` }
    : { every, count: times, differs };
}

/** Of a time such as `1m30s`. */
export function secondsIn(text: string): number | undefined {
  const [whole, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return whole ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : undefined;
}

const LONGEST_NAME = 36;

/** A name as `analysis` takes it, which none of some metrics has. */
export function nameFor(said: unknown, taken: readonly Fields[]): string {
  const plain = String(said ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, LONGEST_NAME)
    .replace(/-$/, '');
  const name = plain || 'metric';
  const isTaken = (one: string) => taken.some(metric => metric['name'] === one);
  let unique = name;
  for (let number = 2; isTaken(unique); number += 1) unique = `${name}-${number}`;
  return unique;
}

/** Whether a metric is among those that are only tried out. */
export function isTriedOut(name: unknown, ...dryRuns: readonly unknown[]): boolean {
  return dryRuns.flatMap(itemsOf).some(({ metricName }) => {
    try {
      return new RegExp(String(metricName)).test(String(name));
    } catch {
      return true;
    }
  });
}
