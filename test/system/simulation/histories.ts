import type { Layout } from './layouts/layout';
import { searchOutage } from './search';

const HISTORIES = Number(process.env['SIMULATION_HISTORIES'] ?? 2000);
const SEED = Number(process.env['SIMULATION_SEED'] ?? 1);

/**
 * Plays many random histories; fails with the story of the shortest one in which a promise is broken.
 * @param share of the histories that are asked for
 */
export function expectNoOutage(layout: Layout, share: number): void {
  let rollbacks = 0;
  const outage = searchOutage(layout, {
    histories: Math.ceil(HISTORIES * share),
    seed: SEED,
    played: ({ rollbacksKept }) => {
      rollbacks += rollbacksKept;
    },
  });
  if (outage) {
    const { violation, story, history } = outage;
    throw new Error(`${layout.name}: ${violation} (seed ${SEED})\n\n${story}\n\n${JSON.stringify(history)}`);
  }
  // Else nothing was seen of the promise about rollbacks.
  expect(rollbacks).toBeGreaterThan(HISTORIES * share * 0.05);
}

/** For 100,000 histories. */
export const HOURS = 6 * 3600 * 1000;
