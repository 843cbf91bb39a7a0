import * as z from 'zod/mini';
import { type Autoscaling, autoscalingSchema } from './autoscaling';
import { kubernetesObject, text, variables, wholeNumber } from './names';
import { type Probe, probeSchema } from './probe';
import { shapeOf } from './shape';

/**
 * A program of the application that nobody calls, such as a consumer of a queue. It runs the release that users are on,
 * and no other: with its image, variables, config, Secrets, volumes and account. It changes with the traffic, after the
 * gate, and comes back with a rollback; the idle colour has none. `command` or `args` has to be said.
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
   * Number of pods; 0 has it pause. Not together with `autoscaling`.
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
   * of the new release start once all of the old one have ended: nobody is at work in between.
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
