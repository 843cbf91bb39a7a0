import type { Verdict } from './verdict';

/** For scripts. */
export function verdictJson(verdict: Verdict): string {
  const { compared, findings, allowed, expired, standing, notes, undecided, unread } = verdict;
  return `${JSON.stringify({ compared, findings, allowed, expired, standing, notes, undecided, unread }, null, 2)}\n`;
}
