import * as z from 'zod/mini';
import { shapeOf } from './shape';

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

/** How many pods a colour has that users are not on: while its release is looked at, and once it is retired. */
export interface Idle {
  /**
   * Number of pods; with a HorizontalPodAutoscaler at least 1, because it can't go lower, and where somebody else scales 0.
   * @default - 0, with a HorizontalPodAutoscaler 1
   */
  readonly replicas?: number;
  /**
   * Number of pods while a release is only looked at, from its deploy on. The promotion is two commits then: the first one
   * raises it to full size, the second one moves users. `bluegreen deploy --full` raises it at once.
   * @default - full size, so that a promotion is one commit
   */
  readonly preview?: number;
}

const count = z.int('a whole number').check(z.minimum(0, 'a whole number of at least 0'));
const atLeastOne = z.int('a whole number').check(z.minimum(1, 'a whole number of at least 1'));
const share = z.union([
  count,
  z.string().check(z.regex(/^(100|[0-9]{1,2})%$/, 'a number of pods or a percentage such as "50%"')),
]);

export const replicasSchema = atLeastOne;

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
  .strictObject(shapeOf<Idle>()({ replicas: z.optional(count), preview: z.optional(atLeastOne) }))
  .register(z.globalRegistry, { id: 'Idle' });
