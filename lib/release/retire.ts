import type { Colour } from '../construct/props/colour';
import { counted } from '../construct/props/counted';
import { podsOf } from '../construct/resolve/size';
import { isShared } from '../construct/resolve/traffic';
import type { ReleaseFile } from '../project/files/files';
import { type ApplicationState, idleOf, named, releaseOf, staying, trafficIsUncommitted } from './application-state';
import { refusedWhileShared } from './guards';
import { openConnections } from './open-connections';
import { type Edit, nothing, type Outcome, refused } from './outcome';
import { unwatched } from './traffic-edits';

/**
 * Shrinks the idle colour to its idle size. Its objects stay, and a deploy raises it again.
 * @param justLeft whether users left it a short while ago
 */
export function retire(current: ApplicationState, colour?: Colour, justLeft = false): Outcome {
  const { application, state } = current;
  if (!state) return nothing('it has no release there');
  const idle = idleOf(state);
  const release = releaseOf(current, idle);
  if (colour === state.active) {
    return refused(
      `${named(colour, releaseOf(current, colour))} is active: users are on it`,
      `only the idle colour is retired: bluegreen retire ${application}`,
    );
  }
  if (trafficIsUncommitted(current)) {
    return refused(
      `the promotion to ${state.active} is not committed yet, so ${idle} may still serve users`,
      'commit the promotion first, and retire in a later commit',
    );
  }
  if (isShared(state)) return refusedWhileShared(application, named(idle, release));
  const lowered = loweredActive(current, state);
  if (!release || release.retired) {
    if (lowered) return { ...lowered, kind: 'change', notes: [], next: [] };
    return nothing(release ? `${named(idle, release)} is retired already` : `nobody has deployed to ${idle}`);
  }
  const smaller = releaseOf({ ...current, state: { ...state, [idle]: { ...state[idle], retired: true } } }, idle)!;
  return {
    kind: 'change',
    edits: [
      { kind: 'set', path: [idle, 'retired'], value: true },
      ...(state[idle]?.preview === undefined ? [] : [{ kind: 'remove', path: [idle, 'preview'] } as const]),
      ...(state[idle]?.raised === undefined ? [] : [{ kind: 'remove', path: [idle, 'raised'] } as const]),
      ...(lowered?.edits ?? []),
      ...unwatched(state),
    ],
    effect: `${named(idle, release)} shrinks from ${counted(podsOf(release), 'pod')} to ${podsOf(smaller)}; ${staying(current)}${lowered ? `; ${lowered.effect}` : ''}`,
    notes: [
      `only once the promotion to ${state.active} came through (bluegreen status --live): until then users are on ${idle}`,
      ...(state.watched === undefined
        ? []
        : [`only once its watch has passed, too: kubectl get job ${application}-watch-${state.watched}`]),
      `a rollback to ${idle} needs a deploy first`,
      ...(release.autoscaling?.external
        ? [
            `whoever scales ${idle} has to leave it at 0: a HorizontalPodAutoscaler does so by itself, KEDA has to be paused`,
          ]
        : []),
      ...(justLeft && release.ports.length && podsOf(smaller) < podsOf(release) ? [openConnections(idle)] : []),
    ],
    next: [],
  };
}

// The promotion that it was raised for is over; its autoscaler takes pods away only as the load allows.
function loweredActive(
  current: ApplicationState,
  state: ReleaseFile,
): { readonly edits: readonly Edit[]; readonly effect: string } | undefined {
  const { active } = state;
  const { raised, ...entry } = state[active] ?? {};
  if (raised === undefined) return undefined;
  const lower = releaseOf({ ...current, state: { ...state, [active]: entry } }, active)!;
  return {
    edits: [{ kind: 'remove', path: [active, 'raised'] }],
    effect: `the autoscaler of ${named(active, lower)} may go down to ${counted(podsOf(lower), 'pod')} again`,
  };
}
