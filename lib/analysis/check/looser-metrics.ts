import { NoData } from '../../construct/props/analysis';
import { counted } from '../../construct/props/counted';

/** By which figures a Job of ours judges a release, and for how long, as the words that it is told say. */
export interface Judging {
  readonly rounds: number;
  readonly every: number;
  /** What each metric is told, by its name. */
  readonly metrics: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

export function judgingIn(words: readonly string[]): Judging {
  const metrics = new Map<string, Map<string, string>>();
  const whole = new Map<string, string>();
  let told = whole;
  // Each word of ours has one value behind it.
  for (let index = 0; index + 1 < words.length; index += 2) {
    const [word, value] = [words[index]!, words[index + 1]!];
    if (word === '--metric') {
      told = new Map();
      metrics.set(value, told);
    } else told.set(word, value);
  }
  return { rounds: Number(whole.get('--rounds')), every: Number(whole.get('--every')), metrics };
}

/** In which ways less is asked of a release than before, in words; none where it is as much, or nobody can tell. */
export function looserMetrics(was: Judging, is: Judging): string[] {
  if (is.metrics.size < was.metrics.size) {
    const now = is.metrics.size ? counted(is.metrics.size, 'metric') : 'nothing';
    return [`measures ${now} in place of ${counted(was.metrics.size, 'metric')}`];
  }
  // Another time between two measurements alone makes a whole number of them longer or shorter.
  const isShorter = is.rounds < was.rounds && is.rounds * is.every < was.rounds * was.every;
  return [
    ...(isShorter
      ? [`measures for ${counted(is.rounds * is.every, 'second')} in place of ${was.rounds * was.every}`]
      : []),
    ...[...was.metrics].flatMap(([name, before]) => {
      const now = is.metrics.get(name);
      return now ? looser(name, before, now) : [];
    }),
  ];
}

type Told = ReadonlyMap<string, string>;

function looser(name: string, was: Told, is: Told): string[] {
  const number = (told: Told, word: string, none: number) => Number(told.get(word) ?? none);
  const [wasCompared, isCompared] = [was, is].map(told => / above /.test(told.get('--limits') ?? ''));
  const isWider =
    number(is, '--max', Number.POSITIVE_INFINITY) > number(was, '--max', Number.POSITIVE_INFINITY) ||
    number(is, '--min', Number.NEGATIVE_INFINITY) < number(was, '--min', Number.NEGATIVE_INFINITY);
  // What it is compared with has no limit, be it bad itself; and without it, other numbers are meant.
  const isLooser = wasCompared === isCompared ? isWider : isCompared;
  const [failed, mayFail] = [number(was, '--failures', 0), number(is, '--failures', 0)];
  return [
    ...(isLooser ? [`lets ${name} be ${is.get('--limits')} in place of ${was.get('--limits')}`] : []),
    ...(mayFail > failed
      ? [`lets ${name} be outside its limits ${counted(mayFail, 'time')} in place of ${failed}`]
      : []),
    ...(strictness(is) < strictness(was)
      ? [`takes no data of ${name} for "${is.get('--no-data')}" in place of "${was.get('--no-data')}"`]
      : []),
  ];
}

const STRICT: readonly string[] = [NoData.PASS, NoData.WAIT, NoData.FAIL];
const strictness = (told: Told): number => STRICT.indexOf(told.get('--no-data') ?? NoData.WAIT);
