import type { Colour } from '../spec/colour';
import { nothing, type Outcome, refused } from './outcome';
import { pods } from './retire';
import { idleOf, named, promotionIsUncommitted, runs, type Standing, same, size } from './standing';

/** Makes the idle colour active. */
export function promote(standing: Standing, colour?: Colour): Outcome {
  const { application, environment, state, committed } = standing;
  const here = `${application} --env ${environment}`;
  if (!state) return refused('it has no release there', `bluegreen deploy ${here} --image <image with tag>`);
  const active = runs(standing, state.active);
  if (colour === state.active) return nothing(`${named(colour, active)} is active already`);
  const idle = idleOf(state);
  const release = runs(standing, idle);
  if (!release) {
    return refused(
      `nobody has deployed to ${idle}: it runs nothing of its own`,
      `bluegreen deploy ${here} --image <image with tag>`,
    );
  }
  if (promotionIsUncommitted(standing)) {
    return refused(
      `the promotion to ${state.active} is not committed yet, and this would take it back`,
      `commit it first, or take it back with: git restore releases/${environment}/${application}.yaml dist`,
    );
  }
  if (release.retired) {
    return refused(
      `${named(idle, release)} is retired: it has ${pods(size(release))}`,
      `raise it, and commit: bluegreen deploy ${here} --image ${release.image}`,
    );
  }
  if (active && size(release) < size(active)) {
    return refused(
      `${named(idle, release)} has ${pods(size(release))}, fewer than the ${size(active)} of ${named(state.active, active)}`,
      `raise it, and commit: bluegreen deploy ${here} --image ${release.image} --replicas ${size(active)}`,
    );
  }
  if (!same(committed?.[idle], state[idle])) {
    return refused(
      `what ${named(idle, release)} is to run is not committed yet, so nobody can have tested it`,
      'commit the deploy first, wait until an engine has applied it, and promote in a later commit',
    );
  }
  return {
    kind: 'change',
    edit: { kind: 'set', path: ['active'], value: idle },
    effect: `users move from ${named(state.active, active)} to ${named(idle, release)}`,
    notes: [`${state.active} stays up for a rollback until it is retired`],
  };
}
