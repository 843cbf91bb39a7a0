import * as z from 'zod/mini';
import { type Autoscaling, autoscalingSchema } from './autoscaling';
import { kubernetesObject, text, variables, wholeNumber } from './names';
import { type Probe, probeSchema } from './probe';
import { cronSchedule, timeZone } from './schedule';
import { shapeOf } from './shape';

/**
 * A program of the application that nobody calls, such as a consumer of a queue. It runs the release that users are on,
 * and no other: with its image, variables, config, Secrets, volumes and account. It changes with the traffic, after the
 * gate, and comes back with a rollback; the idle colour has none. `command` or `args` has to be said, unless nobody calls
 * the application: then it may be what the image runs.
 */
export interface WorkerProps {
  /**
   * The program, in place of the image's entrypoint.
   * @default - the image's entrypoint, whatever the application's own `command` is
   */
  readonly command?: string[];
  /**
   * Words for the program.
   * @default - the image's, and none with a `command`
   */
  readonly args?: string[];
  /**
   * Environment variables besides those of the release: a text, or a Kubernetes source such as `secretKeyRef`.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
   * @default - none
   */
  readonly env?: { readonly [name: string]: any };
  /**
   * When it is started, as a line of cron: it is a CronJob then, and each run a Job. A run goes on when users move: what
   * starts afterwards is of the release that they are on.
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
   * @default - it runs all the time
   */
  readonly schedule?: string;
  /**
   * The time zone of `schedule`, by its name in the IANA database.
   * @default "Etc/UTC"
   */
  readonly timeZone?: string;
  /**
   * With `schedule`: seconds that a run may start late; it is left out after that.
   * @default - it starts however late it is
   */
  readonly startingDeadlineSeconds?: number;
  /**
   * With `schedule`: seconds that a run may take; its pods are ended after that, and it has failed.
   * @default - as many as it needs
   */
  readonly deadlineSeconds?: number;
  /**
   * With `schedule`: how often a run that has failed is tried again.
   * @default 6
   */
  readonly backoffLimit?: number;
  /**
   * With `schedule`: how many Jobs that have succeeded stay, with their pods and logs.
   * @default 3
   */
  readonly successfulJobsHistoryLimit?: number;
  /**
   * With `schedule`: how many Jobs that have failed stay, with their pods and logs.
   * @default 1
   */
  readonly failedJobsHistoryLimit?: number;
  /**
   * Number of pods; 0 has it pause. Not together with `autoscaling` or `schedule`.
   * @default 1
   */
  readonly replicas?: number;
  /**
   * Who says how many pods there are, as for the application. A text `$(COLOUR)` becomes the colour that users are on.
   * @default - a fixed number of pods
   */
  readonly autoscaling?: Autoscaling;
  /**
   * What the container requests and is limited to, as in Kubernetes.
   * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
   * @default - what the application's own container does
   */
  readonly resources?: { readonly [key: string]: any };
  /**
   * When a container is restarted. A worker has no port of the application's, so a probe that calls one says its number.
   * @default - only when its process ends
   */
  readonly liveness?: Probe;
  /**
   * Seconds that a pod which is to end has for what it is at work on; it is told at once, by SIGTERM.
   * @default 30
   */
  readonly drainSeconds?: number;
  /**
   * Whether pods of two releases may be at work side by side while users move from one to the other. With false, those
   * of the new release start once all of the old one have ended: nobody is at work in between. With `schedule`, whether a
   * run may start beside one that has not ended, be it of the same release or of another one.
   * @default true
   */
  readonly overlap?: boolean;
  /**
   * A raw Kubernetes PodTemplateSpec laid over the worker's, as `podTemplate` is over the application's, which comes
   * first, without what serves there: probes, ports, handlers and constraints of topology. The container is called as the
   * application.
   * @default - nothing
   */
  readonly podTemplate?: { readonly [key: string]: any };
}

export const workerSchema = z
  .strictObject(
    shapeOf<WorkerProps>()({
      command: z.optional(z.array(text).check(z.minLength(1, 'a program, and words for it'))),
      args: z.optional(z.array(text)),
      env: z.optional(variables),
      schedule: z.optional(cronSchedule),
      timeZone: z.optional(timeZone),
      startingDeadlineSeconds: z.optional(wholeNumber(10, 31_536_000, 'seconds from 10 to 31536000')),
      deadlineSeconds: z.optional(wholeNumber(1, 31_536_000, 'seconds from 1 to 31536000')),
      backoffLimit: z.optional(wholeNumber(0, 100, 'a number from 0 to 100')),
      successfulJobsHistoryLimit: z.optional(wholeNumber(0, 100, 'a number from 0 to 100')),
      failedJobsHistoryLimit: z.optional(wholeNumber(0, 100, 'a number from 0 to 100')),
      replicas: z.optional(z.int('a whole number').check(z.minimum(0, 'a whole number of at least 0'))),
      autoscaling: z.optional(autoscalingSchema),
      resources: z.optional(kubernetesObject('ResourceRequirements')),
      liveness: z.optional(probeSchema),
      drainSeconds: z.optional(wholeNumber(1, 3600, 'seconds from 1 to 3600')),
      overlap: z.optional(z.boolean()),
      podTemplate: z.optional(kubernetesObject('PodTemplateSpec')),
    }),
  )
  .register(z.globalRegistry, { id: 'WorkerProps' });
