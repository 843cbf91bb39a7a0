import { isShared } from '../construct/resolve/traffic';
import {
  type ApplicationState,
  idleOf,
  named,
  releaseOf,
  same,
  trafficIsUncommitted,
} from '../release/application-state';
import { isLeft, type Standing } from './standing';

/** Whether a shallow clone hides if users were on the idle colour before. */
export function turnIsHidden({ state }: ApplicationState, standing: Standing): boolean {
  const idle = state && standing[idleOf(state)];
  return standing.cutOff && idle !== undefined && !idle.live && idle.deployed.commit.cutOff;
}

/**
 * Why users of an application stay when its group is promoted; undefined where its idle colour has something for them. What
 * they left is not promoted again, or every promotion of a group would take those back who had nothing new; what was taken
 * back is.
 */
export function staysInPromotion(current: ApplicationState, standing: Standing): string | undefined {
  const { state, committed } = current;
  if (!state || isShared(state) || trafficIsUncommitted(current)) return undefined;
  const idle = idleOf(state);
  const release = releaseOf(current, idle);
  if (!release) return `nobody has deployed to ${idle}: it has nothing to promote`;
  const who = named(idle, release);
  if (release.retired) return `${who} is retired: it has nothing to promote`;
  if (!same(committed?.[idle], state[idle])) return undefined;
  return isLeft(standing[idle]) ? `its users left ${who} before: it has nothing to promote` : undefined;
}

/**
 * Why users of an application stay when its group is rolled back.
 * @param movers those that moved last, all with one commit, or are about to; none where nobody knows
 */
export function staysInRollback(movers: readonly ApplicationState[]) {
  const names = movers.map(({ application }) => application);
  return ({ application }: ApplicationState): string | undefined =>
    !names.length || names.includes(application)
      ? undefined
      : `its users were not part of the last move of the group, that of ${names.join(', ')}`;
}
