import fc from 'fast-check';
import { NIGHTLY } from '../../nightly';
import { type Assumptions, CARE } from './assumptions';
import { anyHistory } from './history/any-history';
import type { History } from './history/history';
import type { Layout } from './layouts/layout';
import { play } from './play';

/** A history in which a promise is broken, as short as could be found. */
export interface Outage {
  readonly history: History;
  readonly violation: string;
  readonly story: string;
}

export interface Search {
  /** How many histories to play at most. */
  readonly histories: number;
  /** The same seed makes the same histories. */
  readonly seed: number;
  /** @default - what the docs ask for */
  readonly assumptions?: Assumptions;
  /** Told of every history that is played. */
  readonly played?: (ending: ReturnType<typeof play>) => void;
}

/** Plays random histories on a layout until a promise is broken; undefined where none is. */
export function searchOutage(
  layout: Layout,
  { histories, seed, assumptions = CARE, played }: Search,
): Outage | undefined {
  const { counterexample } = fc.check(
    fc.property(anyHistory, history => {
      const ending = play(history, layout, assumptions);
      played?.(ending);
      return ending.violation === undefined;
    }),
    { numRuns: histories, seed },
  );
  if (!counterexample) return undefined;
  const [history] = counterexample;
  const { violation, story } = play(history, layout, assumptions);
  return { history, violation: violation!, story };
}

/** Plays one history with many fates, until a promise is broken; undefined where none is. */
export function searchFate(
  history: Omit<History, 'seed'>,
  layout: Layout,
  assumptions = CARE,
  fates = FATES,
): Outage | undefined {
  for (let seed = 1; seed <= fates; seed++) {
    const { violation, story } = play({ ...history, seed }, layout, assumptions);
    if (violation) return { history: { ...history, seed }, violation, story };
  }
  return undefined;
}

const FATES = 300;

/** For a history that goes wrong with the very first fate where its care is left out, and is right with all of them. */
export const SOME_FATES = NIGHTLY ? FATES : 60;
