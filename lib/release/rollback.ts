import { type Colour, otherColour } from '../construct/props/colour';
import { counted } from '../construct/props/counted';
import type { ColourProps } from '../construct/props/release';
import { podsOf } from '../construct/resolve/size';
import { isShared } from '../construct/resolve/traffic';
import type { RollbackTarget } from '../history/rollback-target';
import { type ApplicationState, followers, idleOf, named, releaseOf } from './application-state';
import { isAsLeft } from './guards';
import { type Outcome, refused } from './outcome';
import { portNotes } from './ports';
import { trafficEdits, ungated } from './traffic-edits';

/**
 * Makes the previous colour active again, with the very release that users were on.
 * In the middle of a promotion, the colour that was to be left keeps all users.
 * @param target what the idle colour ran when users were last on it, as git tells
 */
export function rollback(current: ApplicationState, target: RollbackTarget, skipGate?: string): Outcome {
  const { application, environment, state } = current;
  const here = `${application} --env ${environment}`;
  if (!state) return refused('it has no release there', `bluegreen deploy ${here} --image <image with tag>`);
  const idle = idleOf(state);
  const release = releaseOf(current, idle);
  const active = releaseOf(current, state.active);
  const back = (to: Colour, effect: string): Outcome => ({
    kind: 'change',
    edits: trafficEdits(to, { ...current, state }, skipGate),
    effect,
    notes: [
      ...smaller(to, { ...current, state }),
      ...(to === idle && release ? portNotes(active, release) : []),
      ...ungated(skipGate),
    ],
    next: ['retire'],
  });
  if (isShared(state)) {
    return back(
      state.active,
      `users leave ${named(idle, release)}, and all of them are on ${named(state.active, active)}`,
    );
  }
  if (target.found === 'cut off') {
    return refused(
      `this clone of the repository is shallow, and ends before users were on ${named(idle, release)}`,
      'git fetch --unshallow, and try again',
    );
  }
  const lastActive: ColourProps | undefined = target.found === 'entry' ? target.entry?.content : undefined;
  if (!release || !lastActive) {
    return refused(
      `users have never been on ${named(idle, release)}: there is nothing to go back to`,
      release
        ? `to go there for the first time: bluegreen promote ${here}`
        : `bluegreen deploy ${here} --image <image with tag>`,
    );
  }
  const before = releaseOf({ ...current, state: { ...state, [idle]: lastActive } }, idle)!;
  // In a hurry, nobody is to look at it first.
  const full = current.spec.idle?.preview === undefined ? '' : ' --full';
  const again = `bring it back as a release: bluegreen deploy ${here} --image ${before.image}${full}, commit, then bluegreen promote ${here}`;
  if (!isAsLeft(state[idle], target)) {
    return refused(
      `${idle} has been deployed to since: it has ${words(release)} now, and users were on ${words(before)}`,
      again,
    );
  }
  if (release.retired) {
    return refused(`${named(idle, release)} was retired since: it has ${counted(podsOf(release), 'pod')}`, again);
  }
  if (release.preview) {
    return refused(
      `${named(idle, release)} is only looked at: it has ${counted(podsOf(release), 'pod')}`,
      `bluegreen promote ${here}: the first commit raises it, the second one moves users`,
    );
  }
  return back(idle, `${followers(current)} move back from ${named(state.active, active)} to ${named(idle, release)}`);
}

// That is no reason to hold up a rollback, but worth knowing.
function smaller(to: Colour, current: ApplicationState): string[] {
  const from = otherColour(to);
  const [all, some] = [releaseOf(current, to), releaseOf(current, from)];
  if (!all || !some || podsOf(all) >= podsOf(some)) return [];
  return [`${to} has ${counted(podsOf(all), 'pod')}, fewer than the ${podsOf(some)} of ${from}`];
}

function words({ version, image, id }: { version?: string; image: string; id: string }): string {
  return `${version ?? image} (release ${id})`;
}
