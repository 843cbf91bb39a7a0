import { isShared } from '../decide/traffic';
import type { Colour } from '../spec/colour';
import { counted } from '../spec/counted';
import { nothing, type Outcome, refused } from './outcome';
import { refusedWhileShared } from './shared';
import { idleOf, named, runs, type Standing, size, trafficIsUncommitted } from './standing';

/** Shrinks the idle colour to its idle size. Its objects stay, and a deploy raises it again. */
export function retire(standing: Standing, colour?: Colour): Outcome {
  const { application, state } = standing;
  if (!state) return nothing('it has no release there');
  const idle = idleOf(state);
  const release = runs(standing, idle);
  if (colour === state.active) {
    return refused(
      `${named(colour, runs(standing, colour))} is active: users are on it`,
      `only the idle colour is retired: bluegreen retire ${application}`,
    );
  }
  if (trafficIsUncommitted(standing)) {
    return refused(
      `the promotion to ${state.active} is not committed yet, so ${idle} may still serve users`,
      'commit the promotion first, and retire in a later commit',
    );
  }
  if (isShared(state)) return refusedWhileShared(application, named(idle, release));
  if (!release) return nothing(`nobody has deployed to ${idle}`);
  if (release.retired) return nothing(`${named(idle, release)} is retired already`);
  const smaller = runs({ ...standing, state: { ...state, [idle]: { ...state[idle], retired: true } } }, idle)!;
  return {
    kind: 'change',
    edits: [{ kind: 'set', path: [idle, 'retired'], value: true }],
    effect: `${named(idle, release)} shrinks from ${counted(size(release), 'pod')} to ${size(smaller)}; users stay on ${named(state.active, runs(standing, state.active))}`,
    notes: [
      `only once the promotion to ${state.active} came through (bluegreen status --live): until then users are on ${idle}`,
      `a rollback to ${idle} needs a deploy first`,
    ],
    next: [],
  };
}
