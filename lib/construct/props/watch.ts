import * as z from 'zod/mini';
import { wholeNumber } from './names';
import { shapeOf } from './shape';

/** A look at a release once users are on it, by the metrics of `analysis`. */
export interface WatchProps {
  /**
   * For so long every metric has to be within its limits. Where there is nothing to measure it may take as long again, and
   * two minutes at least.
   */
  readonly minutes: number;
}

/** What the release state says of the watch. */
export interface WatchState {
  /**
   * The hash in the name of the watch that may run, which `bluegreen promote` notes. A watch that would be another one is
   * not made, whatever is edited or upgraded: none runs twice for one promotion. `rollback` and `retire` take it away.
   * @default - nothing watches
   */
  readonly watched?: string;
}

export const watchSchema = z
  .strictObject(shapeOf<WatchProps>()({ minutes: wholeNumber(1, 240, 'minutes from 1 to 240') }))
  .register(z.globalRegistry, { id: 'WatchProps' });

export const watchStateShape = shapeOf<WatchState>()({
  watched: z.optional(z.string().check(z.regex(/^[0-9a-f]{10}$/, 'the hash of a watch: ten hexadecimal digits'))),
});
