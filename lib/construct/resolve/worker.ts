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
}

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
        resources: worker.resources ?? resources,
        liveness: probeOf(liveness, []),
        drainSeconds: worker.drainSeconds ?? defaults.shutdownSeconds,
        overlap: worker.overlap ?? true,
        podTemplate: worker.podTemplate ?? {},
      };
    });
}

function scaledBy(autoscaling: Autoscaling, defaults: Defaults): Autoscaling {
  return autoscaling.external ? autoscaling : measured(autoscaling, defaults);
}
