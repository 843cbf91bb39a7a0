import type { InputChange } from '../../analysis/plan/input-effects';
import type { ReleaseChange } from '../../analysis/plan/release-change';
import { applicationHistory } from '../../history/application-history';
import { readableState } from '../../history/release-state';
import { releaseVersions } from './release-versions';

/**
 * What release files say before a change and after it, by place.
 * @param changes files that differ
 * @param headCommit undefined for the work tree
 * @param now milliseconds since 1970
 */
export function releaseChanges(
  root: string,
  changes: readonly InputChange[],
  headCommit: string | undefined,
  now: number,
): Map<string, ReleaseChange> {
  return new Map(
    changes.flatMap(change => {
      const { place } = change;
      if (place === undefined) return [];
      // What is none, a rule speaks of.
      const [before, after] = [readableState(change.before), readableState(change.after)];
      const isSwitched = before && after && before.active !== after.active;
      const switched = isSwitched ? lastSwitch(root, { ...change, place }, headCommit, now) : undefined;
      return [[place, { ...(before && { before }), ...(after && { after }), ...(switched && { switched }) }] as const];
    }),
  );
}

// The word that history has for it; none where the clone does not reach back to when users were last on that colour.
function lastSwitch(
  root: string,
  { place, after }: InputChange & { readonly place: string },
  headCommit: string | undefined,
  now: number,
) {
  const versions = [...releaseVersions(root, [place], headCommit)].reverse();
  const uncommitted = { hash: '', author: '', date: new Date(now).toISOString(), subject: '', cutOff: false };
  const all = headCommit ? versions : [...versions, { commit: uncommitted, text: after }];
  const { events, cutOff } = applicationHistory('', '', all, now);
  const last = events.findLast(({ kind }) => kind === 'promoted' || kind === 'rolled back');
  return last?.kind === 'rolled back' ? 'rolled back' : last?.kind === 'promoted' && !cutOff ? 'promoted' : undefined;
}
