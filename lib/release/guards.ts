import type { Colour } from '../construct/props/colour';
import { isShared } from '../construct/resolve/traffic';
import type { ApplicationState } from './application-state';
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
 * Why the idle colour is left alone in the middle of a promotion.
 * @param who the idle colour, as the verb speaks of it
 */
export function refusedWhileShared(application: string, who: string): Outcome {
  return refused(
    `${who} serves users too: it is in the middle of a promotion`,
    `finish it (bluegreen promote ${application}) or give it up (bluegreen rollback ${application}), and commit`,
  );
}
