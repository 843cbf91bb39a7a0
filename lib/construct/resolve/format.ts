import type { Disruption } from '../props/size';

/** What a release has where it says nothing. */
export interface Defaults {
  /** Number of pods. */
  readonly replicas: number;
  readonly disruption: Disruption;
  /** CPU use that an autoscaler aims at, in percent, where it is to aim at nothing else. */
  readonly cpuPercent: number;
  /** Seconds that a pod which is to end goes on serving. */
  readonly drainSeconds: number;
  /** Seconds that the application itself gets to end once the drain is over. */
  readonly shutdownSeconds: number;
  /** Seconds until a migration is ended. */
  readonly migrationSeconds: number;
  /** A PodTemplateSpec laid over that of a migration. */
  readonly migrationPods: { readonly [key: string]: any };
}

const FIRST: Defaults = {
  replicas: 2,
  disruption: { maxUnavailable: 1 },
  cpuPercent: 80,
  drainSeconds: 10,
  // What Kubernetes gives a pod where nobody says anything.
  shutdownSeconds: 30,
  migrationSeconds: 1800,
  migrationPods: {},
};

const SECOND: Defaults = {
  ...FIRST,
  migrationPods: {
    metadata: {
      annotations: {
        // https://karpenter.sh/docs/concepts/disruption/#pod-level-controls
        'karpenter.sh/do-not-disrupt': 'true',
        // https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
        'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
      },
    },
    // Where it has to go all the same, it has time to end its statement and to give its lock back.
    spec: { terminationGracePeriodSeconds: 60 },
  },
};

/**
 * The defaults of each format. A release keeps the format that it was made with: to change a default, or how pods or
 * migrations are rendered, add a format here and in lib/construct/render/pod-template.ts. Releases that run already then keep every
 * byte: their pods are not restarted, their migrations do not run again. The next deploy takes the new one.
 */
export const FORMATS: Record<number, Defaults> = { 1: FIRST, 2: SECOND };

/** The format that new releases are made with. */
export function currentFormat(): number {
  return Math.max(...knownFormats());
}

export function knownFormats(): number[] {
  return Object.keys(FORMATS).map(Number);
}

/** The defaults of a format; of the current one where the format is unknown, which a rule refuses. */
export function defaultsOf(format: number): Defaults {
  return FORMATS[format] ?? FORMATS[currentFormat()]!;
}
