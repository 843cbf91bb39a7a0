import { objectName } from '../manifests/identity';
import type { ApplicationView } from './application-view';
import { asked, gateText } from './gate';
import type { Effect } from './story';

/** What becomes of the gate, besides what follows from a move of users. */
export function gateEffect(
  { gate: was }: ApplicationView,
  { gate: is }: ApplicationView,
  moves: boolean,
): Effect | undefined {
  const effect = (kind: 'gate' | 'gate skipped', text: string): Effect => ({ kind, text, differences: [] });
  if (is.skipped !== undefined && is.skipped !== was.skipped) {
    return effect('gate skipped', `nothing proves the release before users are on it: ${is.skipped}`);
  }
  if (moves) return undefined;
  if (was.job && !is.job && is.skipped === undefined) {
    return effect('gate skipped', `${objectName(was.job.identity)} goes, and nothing proves a release any more`);
  }
  if (!is.job || is.job.identity.name === was.job?.identity.name) return undefined;
  if (was.skipped !== undefined) return effect('gate', `it is asked for again: ${gateText(is)}`);
  if (is.attempt !== undefined && is.attempt !== was.attempt) {
    return effect('gate', `the gate runs again, attempt ${is.attempt}: ${asked(is.job)}`);
  }
  return effect('gate', `the gate runs again, because it asks something else, or somebody else: ${asked(is.job)}`);
}
