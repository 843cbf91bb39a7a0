/** A Flux Kustomization with `prune: true`, as far as its fields change what happens. */
export interface KustomizationSpec {
  readonly name: string;
  /** The folder that it builds, with a slash at the end. */
  readonly path: string;
  readonly dependsOn: readonly string[];
  readonly wait: boolean;
  /** Whether it waits no longer for a Job whose disruption budget says that it is at work. */
  readonly leavesJobsAtWork: boolean;
  /** Seconds for the health checks. */
  readonly timeout: number;
  /** Seconds between two reconciles when all is well. */
  readonly interval: number;
  /** Seconds until the next try after a failure. */
  readonly retryInterval: number;
}
