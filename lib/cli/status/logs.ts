import type { JobEvidence } from '../../cluster/evidence/evidence';
import { ClusterError } from '../../cluster/kubectl/cluster-error';
import { jobLog } from '../../cluster/kubectl/job-log';
import type { SettingsFile } from '../../project/files/files';

/** A gate or a watch. */
export interface Judging {
  readonly environment: string;
  readonly job: string;
  readonly state: JobEvidence['state'];
}

/** What Jobs printed, as far as it could be had. */
interface Logs {
  /** By `<environment>/<name of the Job>`. */
  readonly byJob: ReadonlyMap<string, string>;
  /** Why the others could not, in words. */
  readonly failures: readonly string[];
}

/** How logs are asked for. */
export type AskForLogs = (all: readonly Judging[], settings: SettingsFile) => Promise<Logs>;

// Nobody looks at more, and each is a question of its own.
const MOST = 60;
const AT_ONCE = 6;

/** Asks for the logs of Jobs: of the first ones, because there may be two for each of a thousand applications. */
export function logsOf(): AskForLogs {
  // Those of Jobs that have ended are never asked for again.
  const ended = new Map<string, string>();
  return async (all, settings) => {
    const byJob = new Map<string, string>();
    const failures = new Set<string>();
    const waiting = [...all].sort((a, b) => ORDER[a.state] - ORDER[b.state]).slice(0, MOST);
    const still = new Set(waiting.map(keyOf));
    for (const key of ended.keys()) if (!still.has(key)) ended.delete(key);
    const one = async (judging: Judging) => {
      const { environment, job, state } = judging;
      const { namespace, cluster } = settings.environments[environment]!;
      const key = keyOf(judging);
      try {
        const log = ended.get(key) ?? (await jobLog({ environment, namespace, cluster }, job));
        byJob.set(key, log);
        if (state !== 'running') ended.set(key, log);
      } catch (error) {
        if (!(error instanceof ClusterError)) throw error;
        failures.add(error.message);
      }
    };
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await one(next);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { byJob, failures: [...failures] };
  };
}

const ORDER = { running: 0, failed: 1, passed: 2 } as const;

function keyOf({ environment, job }: Judging): string {
  return `${environment}/${job}`;
}
