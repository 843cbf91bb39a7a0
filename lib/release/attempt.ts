import { targetOf } from '../construct/resolve/traffic';
import { type ApplicationState, named, releaseOf, trafficIsUncommitted } from './application-state';
import { type Outcome, refused } from './outcome';

/** Lets the gate of a promotion that failed try again. */
export function attempt(current: ApplicationState): Outcome {
  const { application, environment, state } = current;
  const here = `${application} --env ${environment}`;
  if (!state) return refused('it has no release there', `bluegreen deploy ${here} --image <image with tag>`);
  const target = targetOf(state);
  const release = named(target, releaseOf(current, target));
  if (trafficIsUncommitted(current)) {
    return refused(
      `the promotion to ${release} is not committed yet, so its gate has not tried even once`,
      'commit it, and see whether it comes through',
    );
  }
  const number = (state.gate?.attempt ?? 1) + 1;
  return {
    kind: 'change',
    edits: [{ kind: 'set', path: ['gate'], value: { attempt: number } }],
    effect: `the gate tries again to prove ${release}, for attempt ${number}`,
    notes: ['users move once it has passed; to give the promotion up, rollback instead'],
    next: ['rollback'],
  };
}
