import type { Colour } from '../construct/props/colour';
import type { ColourProps } from '../construct/props/release';
import { isShared } from '../construct/resolve/traffic';
import type { RollbackTarget } from '../history/rollback-target';
import type { ReleaseFile } from '../project/files/files';
import { type ApplicationState, idleOf, named, releaseOf, same } from './application-state';
import { type Outcome, refused } from './outcome';

/**
 * Refuses to touch the idle colour while a cluster still leads users to it: after a promotion that its gate holds up,
 * git calls idle what users are on. Between two steps of a promotion it leads to both, as git says.
 * @param served where the active Service of the cluster leads; undefined where it leads to neither colour or is not
 *   there
 */
export function refuseUntilPromoted(
  { application, environment, state }: ApplicationState,
  served: Colour | 'both' | undefined,
): Outcome | undefined {
  if (!state || isShared(state) || served === state.active) return undefined;
  const here = `${application} --env ${environment}`;
  return refused(
    served
      ? `the cluster still leads users to ${served}: the promotion to ${state.active} has not come through`
      : `the cluster has no Service ${application} that leads to one colour alone`,
    `see why: kubectl get jobs; then bluegreen promote ${here} --attempt, or bluegreen rollback ${here}`,
  );
}

/**
 * Refuses to give a share to what users left last, where nobody has seen that they have left it: the gate of a share proves the colour
 * that gets it, and while the gate before it holds them up, all others would come to a colour that none has proved.
 * @param left what the idle colour ran when users were last on it, as git tells
 * @param share the words of the verb that gives it
 */
export function refuseUntilLeft(
  current: ApplicationState & { readonly state: ReleaseFile },
  left: RollbackTarget,
  share: string,
): Outcome | undefined {
  const { application, environment, state } = current;
  const idle = idleOf(state);
  if (isShared(state) || !isAsLeft(state[idle], left)) return undefined;
  const active = named(state.active, releaseOf(current, state.active));
  return refused(
    `users came from ${named(idle, releaseOf(current, idle))}, and git does not tell whether the gate of ${active} has let them go: with a share for what they came from, the others would be on ${active} without any proof`,
    `go back whole: bluegreen rollback ${application} --env ${environment}; or wait until they are on ${state.active}, and say --live, which looks: ${share} --live`,
  );
}

/** Whether a colour has what users were on when they left it, of whatever size. */
export function isAsLeft(entry: object | undefined, left: RollbackTarget): boolean {
  const { content }: { readonly content?: ColourProps } = (left.found === 'entry' && left.entry) || {};
  return entry !== undefined && content !== undefined && same(withoutSize(entry), withoutSize(content));
}

function withoutSize({ retired: _, preview: __, raised: ___, ...entry }: ColourProps): object {
  return entry;
}

/**
 * Why the idle colour is left alone in the middle of a promotion.
 * @param who the idle colour, as the verb speaks of it
 */
export function refusedWhileShared(application: string, who: string): Outcome {
  return refused(
    `${who} serves users too: it is in the middle of a promotion`,
    `finish it (bluegreen promote ${application}) or give it up (bluegreen rollback ${application}), and commit`,
  );
}
