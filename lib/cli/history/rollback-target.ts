import { otherColour } from '../../construct/props/colour';
import { lastRollbackTarget, type RollbackTarget } from '../../history/rollback-target';
import type { ApplicationState } from '../../release/application-state';
import { placeOf, versionsOfEach } from './versions-at';

/**
 * What the idle colours of applications ran when users were last on them, as git tells. Reads no more versions than it takes.
 * @param places of all that are going to be asked for, such as `production/ping`
 */
export function rollbackTargets(
  root: string,
  places: readonly string[],
): (current: ApplicationState) => RollbackTarget {
  let versionsOf: ReturnType<typeof versionsOfEach> | undefined;
  return current => {
    if (!current.state) return { found: 'never active' };
    // It is one commit on which all of a run stand.
    versionsOf ??= versionsOfEach(root, places, current.lastCommit);
    return lastRollbackTarget(otherColour(current.state.active), versionsOf(placeOf(current)));
  };
}
