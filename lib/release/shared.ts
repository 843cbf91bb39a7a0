import { type Outcome, refused } from './outcome';

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
