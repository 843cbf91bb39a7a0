import type { JobEvidence } from '../../cluster/evidence/evidence';
import { liveEvidence } from '../../cluster/evidence/live-evidence';
import type { SettingsFile } from '../../project/files/files';
import type { ApplicationStatus } from '../../release/status';
import type { Clusters } from './clusters';
import { logsOf } from './logs';

/** How the watch stands that git says is to be there. */
export interface LiveWatch {
  readonly environment: string;
  readonly application: string;
  readonly job: string;
  /** @default - there is no such Job yet */
  readonly state?: JobEvidence['state'];
  /** Of one that failed: what it said last, or what the cluster says of it. */
  readonly why?: string;
}

/** Looks for the watches of applications in what their clusters have shown, and asks those that failed why. */
export async function watchesIn(
  statuses: readonly ApplicationStatus[],
  { answers }: Clusters,
  settings: SettingsFile,
): Promise<LiveWatch[]> {
  const watches = statuses.flatMap(({ environment, application, watch: job }): LiveWatch[] => {
    const answer = answers.get(environment);
    if (job === undefined || !answer) return [];
    const { jobs = {} } = liveEvidence(application, answer.objects, [job], answer.taken);
    return [{ environment, application, job, ...jobs[job] }];
  });
  const failed = watches.flatMap(({ environment, job, state }) =>
    state === 'failed' ? [{ environment, job, state }] : [],
  );
  // Who may not read logs has what the cluster says.
  const { byJob } = await logsOf()(failed, settings);
  return watches.map(watch => {
    const said = lastLine(byJob.get(`${watch.environment}/${watch.job}`));
    return said === undefined ? watch : { ...watch, why: said };
  });
}

// Each line begins with its time.
function lastLine(log = ''): string | undefined {
  return log.trim().split('\n').at(-1)!.split(' ').slice(1).join(' ') || undefined;
}
