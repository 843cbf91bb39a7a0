import * as z from 'zod/mini';
import { kubernetesObject, text, variables, wholeNumber } from './names';
import { shapeOf } from './shape';

/**
 * One migration, run by a Job of the release's own image, with its variables, config, Secrets, volumes and account.
 * It may run again, as after a revert: where all is done already, it has to do nothing.
 */
export interface MigrationStep {
  /** The program, in place of the image's entrypoint. Exit code 0 says that all is done. */
  readonly command: string[];
  /** @default - none, not even the image's */
  readonly args?: string[];
  /**
   * Environment variables besides those of the release: a text, or a Kubernetes source such as `secretKeyRef`.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
   * @default - none
   */
  readonly env?: { readonly [name: string]: any };
}

/** What a release changes in the database that both colours share, in two steps. */
export interface MigrateProps {
  /**
   * What the release needs and the release that users are on can live with, such as a new column. It runs before the
   * pods of the release start.
   * @default - nothing
   */
  readonly expand?: MigrationStep;
  /**
   * What no release needs any more once the other colour is retired. It runs with `bluegreen contract`.
   * @default - nothing
   */
  readonly contract?: MigrationStep;
  /**
   * Seconds until a migration is ended. Until then, its colour takes no newer commit.
   * @default 1800
   */
  readonly deadlineSeconds?: number;
  /**
   * A raw Kubernetes PodTemplateSpec laid over those of both Jobs, as `podTemplate` is over the application's, which
   * comes first: annotations, a grace period, the sidecar of a mesh. The container is called as the application.
   * @default - nothing
   */
  readonly podTemplate?: { readonly [key: string]: any };
}

const step = z
  .strictObject(
    shapeOf<MigrationStep>()({
      command: z.array(text).check(z.minLength(1, 'a program, and words for it')),
      args: z.optional(z.array(text)),
      env: z.optional(variables),
    }),
  )
  .register(z.globalRegistry, { id: 'MigrationStep' });

export const migrateSchema = z
  .strictObject(
    shapeOf<MigrateProps>()({
      expand: z.optional(step),
      contract: z.optional(step),
      deadlineSeconds: z.optional(wholeNumber(10, 3600, 'seconds from 10 to 3600')),
      podTemplate: z.optional(kubernetesObject('PodTemplateSpec')),
    }),
  )
  .register(z.globalRegistry, { id: 'MigrateProps' });
