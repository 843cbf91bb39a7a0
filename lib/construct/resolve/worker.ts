import type { Autoscaling } from '../props/autoscaling';
import type { ColourProps } from '../props/release';
import type { WorkerProps } from '../props/worker';
import type { Defaults } from './format';
import { probeOf, type ResolvedProbe } from './probe';
import { measured } from './size';

/** A worker of a release, with nothing left to be defaulted. */
export interface Worker extends Pick<WorkerProps, 'command' | 'args' | 'resources'> {
  readonly name: string;
  readonly env: { readonly [name: string]: any };
  /** Fixed number of pods; undefined with autoscaling. */
  readonly replicas?: number;
  readonly autoscaling?: Autoscaling;
  readonly liveness?: ResolvedProbe;
  readonly drainSeconds: number;
  readonly overlap: boolean;
  readonly podTemplate: { readonly [key: string]: any };
  /** When it is started; undefined for one that runs all the time. */
  readonly schedule?: Schedule;
}

/** What makes the pods of a worker. */
export const workerKind = ({ schedule }: Pick<Worker, 'schedule'>): 'Deployment' | 'CronJob' =>
  schedule ? 'CronJob' : 'Deployment';

/** What a worker that is started now and then has of a CronJob and of its Jobs. */
interface Schedule
  extends Pick<WorkerProps, 'startingDeadlineSeconds' | 'deadlineSeconds'>,
    Required<Pick<WorkerProps, 'schedule' | 'timeZone' | (typeof COUNTS)[number]>> {}

const COUNTS = ['backoffLimit', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const;

/** Keys of a worker that say something of its runs, and nothing without a schedule. */
export const OF_RUNS = ['timeZone', 'startingDeadlineSeconds', 'deadlineSeconds', ...COUNTS] as const;

/** Fills in every default. By name: the order in which they are written must not change a byte. */
export function workersOf({ workers = {}, resources }: ColourProps, defaults: Defaults): Worker[] {
  return Object.keys(workers)
    .sort()
    .map(name => {
      const { replicas, autoscaling, liveness, ...worker } = workers[name]!;
      return {
        name,
        command: worker.command,
        args: worker.args,
        env: worker.env ?? {},
        ...(autoscaling ? { autoscaling: scaledBy(autoscaling, defaults) } : { replicas: replicas ?? 1 }),
        ...(worker.schedule !== undefined && { schedule: scheduleOf({ ...worker, schedule: worker.schedule }) }),
        resources: worker.resources ?? resources,
        liveness: probeOf(liveness, []),
        drainSeconds: worker.drainSeconds ?? defaults.shutdownSeconds,
        overlap: worker.overlap ?? true,
        podTemplate: worker.podTemplate ?? {},
      };
    });
}

// Kubernetes' own numbers. Its own zone is that of the machine that its controller runs on.
function scheduleOf(worker: WorkerProps & Required<Pick<WorkerProps, 'schedule'>>): Schedule {
  return {
    schedule: worker.schedule,
    timeZone: worker.timeZone ?? 'Etc/UTC',
    startingDeadlineSeconds: worker.startingDeadlineSeconds,
    deadlineSeconds: worker.deadlineSeconds,
    backoffLimit: worker.backoffLimit ?? 6,
    successfulJobsHistoryLimit: worker.successfulJobsHistoryLimit ?? 3,
    failedJobsHistoryLimit: worker.failedJobsHistoryLimit ?? 1,
  };
}

function scaledBy(autoscaling: Autoscaling, defaults: Defaults): Autoscaling {
  return autoscaling.external ? autoscaling : measured(autoscaling, defaults);
}
