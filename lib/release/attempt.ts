import { targetOf } from '../construct/resolve/traffic';
import { type Outcome, refused } from './outcome';
import { named, runs, type Standing, trafficIsUncommitted } from './standing';

/** Lets the gate of a promotion that failed try again. */
export function attempt(standing: Standing): Outcome {
  const { application, environment, state } = standing;
  const here = `${application} --env ${environment}`;
  if (!state) return refused('it has no release there', `bluegreen deploy ${here} --image <image with tag>`);
  const target = targetOf(state);
  const release = named(target, runs(standing, target));
  if (trafficIsUncommitted(standing)) {
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
