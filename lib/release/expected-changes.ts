import { type Colour, otherColour } from '../construct/props/colour';

/** A verb that changes a release file. */
export type Verb = 'deploy' | 'promote' | 'rollback' | 'retire' | 'contract' | 'hold' | 'adopt' | 'eject';

/** Which files of an application's output a verb has to do with, as beginnings of their paths. */
export interface ExpectedChanges {
  /** What it may change. */
  readonly changes: readonly string[];
  /** What has to be as it was committed, because the verb relies on what was tested. */
  readonly reliesOn: readonly string[];
}

/**
 * Each kind of change has files of its own: a reviewer sees from the paths what happens to users.
 * @param isRaised whether the active colour starts with more pods than its spec says, which a retire ends
 */
export function expectedChanges(verb: Verb | 'raise', active: Colour, isRaised = false): ExpectedChanges {
  const idle = `${otherColour(active)}/`;
  switch (verb) {
    case 'deploy':
      // An account of another name comes and goes with the release that runs as it.
      // And so does what tells pods which colour is active: with the first release that asks, and with the last one.
      return { changes: [idle, `migrate/${idle}`, 'base/ServiceAccount.', 'release/traffic/ConfigMap.'], reliesOn: [] };
    case 'retire':
      // The gate asks for as many pods as the active colour is to have: after that it asks for fewer.
      return {
        changes: [
          idle,
          // The watch of the promotion is over.
          'release/watch/',
          ...(isRaised ? [`${active}/HorizontalPodAutoscaler.`, `${active}/ScaledObject.`, 'release/verify/'] : []),
        ],
        reliesOn: [],
      };
    case 'raise':
      return { changes: [idle], reliesOn: [] };
    // A line of the release file, which nothing is made of.
    case 'hold':
      return { changes: [], reliesOn: [] };
    case 'contract':
      return { changes: [`migrate/${active}/`], reliesOn: [] };
    // The next step of a takeover, or of one by plain pods: users move to what stands beside the old ones.
    case 'adopt':
    case 'eject':
      return { changes: ['release/'], reliesOn: [`${active}/`] };
    case 'promote':
    case 'rollback':
      return { changes: ['release/'], reliesOn: [idle] };
  }
}
