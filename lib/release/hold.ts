import type { ApplicationState } from './application-state';
import { nothing, type Outcome, refused } from './outcome';

/**
 * Stops `bluegreen advance` at an application, or lets it go on.
 * @param reason why it stops; undefined lets it go on
 */
export function hold({ application, environment, state }: ApplicationState, reason: string | undefined): Outcome {
  if (!state) {
    const here = `${application} --env ${environment}`;
    return refused('it has no release there', `bluegreen deploy ${here} --image <image with tag>`);
  }
  if (state.hold === reason)
    return nothing(reason === undefined ? 'it is not held' : 'it is held for that reason already');
  if (reason === undefined) {
    return {
      kind: 'change',
      edits: [{ kind: 'remove', path: ['hold'] }],
      effect: `bluegreen advance goes on with it; it was held: ${state.hold}`,
      notes: [],
      next: ['status'],
    };
  }
  return {
    kind: 'change',
    edits: [{ kind: 'add', path: ['hold'], value: reason }],
    effect: `bluegreen advance leaves it alone: ${reason}`,
    notes: ['it is not even rolled back by itself: people still can do everything'],
    next: ['status'],
  };
}
