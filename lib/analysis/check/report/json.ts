import { json } from '../../../text/json';
import type { Safe } from '../../../text/safe';
import type { Verdict } from './verdict';

/** For scripts. */
export function verdictJson(verdict: Verdict): Safe<'json'> {
  const { compared, findings, allowed, expired, standing, notes, undecided, unread, judged } = verdict;
  return json({ compared, findings, allowed, expired, standing, notes, undecided, unread, judged });
}
