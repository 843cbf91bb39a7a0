import { type Colour, otherColour } from '../../construct/props/colour';
import type { DesiredColour, DesiredState } from './desired-state';
import { type Drift, notYet } from './drift';
import { type LiveColour, readyPods } from './live-colour';

/** A difference of a colour that is yet to be named. */
export type Found = Omit<Drift, 'about'>;

/** How what one colour runs in the cluster differs from what git says. */
export function colourDifferences(git: DesiredState, colour: Colour, live: LiveColour | undefined): Drift[] {
  const own = git[colour];
  const found = live
    ? [
        // A colour that nobody has deployed to holds what the other one runs.
        ...releaseDifferences(git, colour, live, own ?? git[otherColour(colour)]),
        ...sizeDifferences(git, colour, live, own),
        ...rolloutDifferences(colour, live),
      ]
    : missing(git, colour, own);
  return found.map(difference => ({ about: colour, ...difference }));
}

/** That a Deployment is not there. */
export function missing(git: DesiredState, colour: string, said: Pick<DesiredColour, 'release'> | undefined): Found[] {
  if (!said) return [];
  return [{ kind: 'missing', text: `${colour} is not there, git says release ${said.release} ${notYet(git)}` }];
}

/** How what the pods run differs. */
export function releaseDifferences(
  git: DesiredState,
  colour: string,
  live: Pick<LiveColour, 'release' | 'image'>,
  said: Omit<DesiredColour, 'pods'> | undefined,
): Found[] {
  if (!said) return [];
  if (live.release === undefined) {
    const text = `${colour} runs pods without a release, git says ${said.release}: changed by hand?`;
    return [{ kind: 'by hand', text }];
  }
  if (live.release !== said.release) {
    const text = `${colour} runs release ${live.release}, git says ${said.release} ${notYet(git)}`;
    return [{ kind: 'behind', text }];
  }
  if (live.image !== said.image) {
    const text = `${colour} runs image ${live.image}, git says ${said.image} for the same release: changed by hand?`;
    return [{ kind: 'by hand', text }];
  }
  return [];
}

/** How many there are to be differs. */
export function sizeDifferences(
  git: DesiredState,
  colour: string,
  { pods }: LiveColour,
  said: Pick<DesiredColour, 'pods'> | undefined,
): Found[] {
  if (!said || pods.fewest === said.pods) return [];
  const text = `${colour} has the size ${pods.fewest}, git says ${said.pods} ${notYet(git)}`;
  return [{ kind: 'behind', text }];
}

/** That not all of them run what the Deployment says. */
export function rolloutDifferences(colour: string, { pods, rollout }: LiveColour): Found[] {
  const { wanted, ready, updated } = pods;
  const amount = readyPods(pods);
  switch (rollout.state) {
    case 'done':
      return [];
    case 'stuck':
      return [{ kind: 'not ready', text: `${colour}'s rollout is stuck with ${amount}: ${rollout.reason}` }];
    case 'paused':
      return [{ kind: 'by hand', text: `${colour}'s rollout is paused with ${amount}: changed by hand?` }];
    case 'under way': {
      const isOnlyUnready = updated >= wanted && ready < wanted;
      const text = isOnlyUnready
        ? `${colour} has ${amount}`
        : `${colour}'s rollout is under way: ${updated} of ${wanted} ${wanted === 1 ? 'pod' : 'pods'} updated, ${ready} ready`;
      return [{ kind: 'not ready', text }];
    }
  }
}
