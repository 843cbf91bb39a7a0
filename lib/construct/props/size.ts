import * as z from 'zod/mini';
import { shapeOf } from './shape';

/**
 * A HorizontalPodAutoscaler for each colour, in place of a fixed number of replicas.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscaling {
  /** Fewest pods of a colour that is not retired. */
  readonly min: number;
  /** Most pods of a colour. */
  readonly max: number;
  /**
   * Average CPU use to aim at, in percent of what the container requests (`resources.requests.cpu`).
   * @default - 80, unless `memory` is given
   */
  readonly cpu?: number;
  /**
   * Average memory use to aim at, in percent of what the container requests (`resources.requests.memory`).
   * @default - memory does not count
   */
  readonly memory?: number;
}

/**
 * How many pods of a colour a node drain or an upgrade may take away at once: exactly one of the three.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/
 */
export interface Disruption {
  /**
   * Pods that must stay, as a number or a percentage such as "50%". Once the colour is retired one may be away instead.
   * @default - said in another way
   */
  readonly minAvailable?: string | number;
  /**
   * Pods that may be away, as a number or a percentage.
   * @default - said in another way
   */
  readonly maxUnavailable?: string | number;
  /**
   * No PodDisruptionBudget.
   * @default false
   */
  readonly none?: boolean;
}

/** What is left of a colour once it is retired. */
export interface Idle {
  /**
   * Number of pods; with autoscaling at least 1, because a HorizontalPodAutoscaler can't go lower.
   * @default - 0, with autoscaling 1
   */
  readonly replicas?: number;
}

const count = z.int('a whole number').check(z.minimum(0, 'a whole number of at least 0'));
const atLeastOne = z.int('a whole number').check(z.minimum(1, 'a whole number of at least 1'));
const share = z.union([
  count,
  z.string().check(z.regex(/^(100|[0-9]{1,2})%$/, 'a number of pods or a percentage such as "50%"')),
]);

export const replicasSchema = atLeastOne;

export const autoscalingSchema = z
  .strictObject(
    shapeOf<Autoscaling>()({
      min: atLeastOne,
      max: atLeastOne,
      cpu: z.optional(atLeastOne),
      memory: z.optional(atLeastOne),
    }),
  )
  .register(z.globalRegistry, { id: 'Autoscaling' });

export const disruptionSchema = z
  .strictObject(
    shapeOf<Disruption>()({
      minAvailable: z.optional(share),
      maxUnavailable: z.optional(share),
      none: z.optional(z.boolean()),
    }),
  )
  .register(z.globalRegistry, { id: 'Disruption' });

export const idleSchema = z
  .strictObject(shapeOf<Idle>()({ replicas: z.optional(count) }))
  .register(z.globalRegistry, { id: 'Idle' });
