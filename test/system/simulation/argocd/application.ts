/** An Argo CD Application with automated sync, as far as its fields change what happens. */
export interface ApplicationSpec {
  readonly name: string;
  /** Beginnings of the paths that it takes. */
  readonly includes: readonly string[];
  readonly selfHeal: boolean;
  readonly allowEmpty: boolean;
  readonly retry: {
    /** How often a failed sync is tried again. */
    readonly limit: number;
    /** Whether a retry takes the newest commit. */
    readonly refresh: boolean;
    /** Seconds before the first retry; twice as long each time. */
    readonly backoff: number;
    readonly maxBackoff: number;
  };
  readonly failOnSharedResource: boolean;
  readonly pruneLast: boolean;
  readonly applyOutOfSyncOnly: boolean;
  /** The annotation argocd.argoproj.io/manifest-generate-paths. */
  readonly manifestGeneratePaths: boolean;
  /** Seconds; undefined for no limit, which is Argo CD's default (controller.sync.timeout.seconds). */
  readonly syncTimeout?: number;
}
