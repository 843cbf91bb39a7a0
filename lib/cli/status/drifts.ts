import { type LiveState, liveStates } from '../../cluster/drift/live-state';
import { ClusterError } from '../../cluster/kubectl/cluster-error';
import { liveObjects } from '../../cluster/kubectl/objects';
import type { SettingsFile } from '../../project/files/files';
import type { ApplicationStatus } from '../../release/status';

/** How clusters differ from git. */
export interface Drifts {
  readonly live: readonly LiveState[];
  /** Why environments could not be asked, in words. */
  readonly failures: readonly string[];
}

/** Asks each environment's cluster once, all at the same time; one that does not answer hides no other. */
export async function driftsOf(statuses: readonly ApplicationStatus[], settings: SettingsFile): Promise<Drifts> {
  const failures: string[] = [];
  const live = await Promise.all(
    Object.entries(settings.environments).map(async ([environment, { namespace, cluster }]) => {
      const here = statuses.filter(status => status.environment === environment);
      if (!here.length) return [];
      try {
        return liveStates(here, await liveObjects({ environment, namespace, cluster }));
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        failures.push(error.message);
        return [];
      }
    }),
  );
  return { live: live.flat(), failures };
}
