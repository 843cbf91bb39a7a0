import type { InputChange } from '../../analysis/plan/input-effects';
import type { ReleaseChange } from '../../analysis/plan/release-change';
import { applicationHistory } from '../../history/application-history';
import { readableState } from '../../history/release-state';
import type { ReleaseVersion } from '../../history/revision';
import { versionsOfEach } from './versions-at';

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
  const read = changes.flatMap(({ place, before, after }) =>
    // What is none, a rule speaks of.
    place === undefined ? [] : [{ place, text: after, before: readableState(before), after: readableState(after) }],
  );
  const switches = new Set(read.filter(({ before, after }) => before && after && before.active !== after.active));
  const versionsOf = versionsOfEach(
    root,
    [...switches].map(({ place }) => place),
    headCommit,
  );
  return new Map(
    read.map(change => {
      const { place, text, before, after } = change;
      const made = headCommit ? [] : [{ commit: uncommitted(now), text }];
      const switched = switches.has(change) ? lastSwitch([...versionsOf(place)], made, now) : undefined;
      return [place, { ...(before && { before }), ...(after && { after }), ...(switched && { switched }) }];
    }),
  );
}

const uncommitted = (now: number) => ({
  hash: '',
  author: '',
  date: new Date(now).toISOString(),
  subject: '',
  cutOff: false,
});

// The word that history has for it; none where the clone does not reach back to when users were last on that colour.
function lastSwitch(newestFirst: readonly ReleaseVersion[], made: readonly ReleaseVersion[], now: number) {
  const { events, cutOff } = applicationHistory('', '', [...[...newestFirst].reverse(), ...made], now);
  const last = events.findLast(({ kind }) => kind === 'promoted' || kind === 'rolled back');
  return last?.kind === 'rolled back' ? 'rolled back' : last?.kind === 'promoted' && !cutOff ? 'promoted' : undefined;
}
