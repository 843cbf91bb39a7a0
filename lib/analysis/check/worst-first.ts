import type { Finding } from './finding';
import { RULES } from './rules';

/** Which of two findings is told first: an error before a warning, what users feel at once before what they feel later. */
export function worstFirst(a: Finding, b: Finding): number {
  return byHarm(a, b) || order(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || order(a.rule, b.rule);
}

/** The same, wherever they are. */
export function byHarm(a: Finding, b: Finding): number {
  return Number(a.severity !== 'error') - Number(b.severity !== 'error') || whenOf(a) - whenOf(b) || rank(a) - rank(b);
}

const WHEN = new Map(RULES.map(({ id, hurts }) => [id, hurts === undefined ? 0 : hurts === 'with the move' ? 1 : 2]));

function whenOf({ rule }: Finding): number {
  return WHEN.get(rule) ?? 0;
}

// Of what users feel at once: requests are refused, the surest first; and what is about files, last.
const REFUSED: readonly string[] = ['BG007', 'BG031', 'BG005', 'BG017', 'BG022', 'BG020', 'BG021'];
const OF_FILES: readonly string[] = ['BG030', 'BG013', 'BG027', 'BG012'];

function rank({ rule }: Finding): number {
  const first = REFUSED.indexOf(rule);
  return first >= 0 ? first : REFUSED.length + 1 + OF_FILES.indexOf(rule);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
