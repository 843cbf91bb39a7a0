import { type LiveState, liveStates } from '../../cluster/drift/live-state';
import type { ApplicationStatus } from '../../release/status';
import type { Clusters } from './clusters';

/** How clusters differ from git, as far as they answered. */
export function driftsOf(statuses: readonly ApplicationStatus[], { answers }: Clusters): LiveState[] {
  return [...answers].flatMap(([environment, { objects }]) => {
    const here = statuses.filter(status => status.environment === environment);
    return here.length ? liveStates(here, objects) : [];
  });
}
