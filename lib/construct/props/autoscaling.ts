import * as z from 'zod/mini';
import { kubernetesObject, objectName, text, wholeNumber } from './names';
import { shapeOf } from './shape';

/**
 * An autoscaler for each colour, in place of a fixed number of replicas: a HorizontalPodAutoscaler, with `keda` a
 * ScaledObject of KEDA, with `external` none of ours. A text `$(COLOUR)` in `metrics` and in what triggers say becomes
 * the colour, for what measures one of the two.
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscaling {
  /** Fewest pods of a colour that is not retired: as many the gate waits for. */
  readonly min: number;
  /**
   * Most pods of a colour.
   * @default - it has to be given, unless somebody else scales
   */
  readonly max?: number;
  /**
   * Average CPU use to aim at, in percent of what the container requests (`resources.requests.cpu`).
   * @default - 80, unless `memory` or `metrics` is given
   */
  readonly cpu?: number;
  /**
   * Average memory use to aim at, in percent of what the container requests (`resources.requests.memory`).
   * @default - memory does not count
   */
  readonly memory?: number;
  /**
   * What else it goes by, as in Kubernetes: of containers, of pods, of other objects, or from outside the cluster. What is
   * measured elsewhere than in its pods says nothing of a retired colour, which then has its idle size and no more.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
   * @default - none
   */
  readonly metrics?: { readonly [key: string]: any }[];
  /**
   * How fast it adds pods and takes them away, as in Kubernetes.
   * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior
   * @default - Kubernetes' own
   */
  readonly behavior?: { readonly [key: string]: any };
  /**
   * KEDA scales, by what its triggers say.
   * @default - Kubernetes does
   */
  readonly keda?: KedaScaling;
  /**
   * Somebody else scales, who has objects of their own: git says neither a number of pods nor an autoscaler, and `min` is what
   * they keep. Once retired, a colour has no pods, whoever scales it; a HorizontalPodAutoscaler is switched off by that.
   * @default false
   */
  readonly external?: boolean;
}

/**
 * What a ScaledObject of KEDA says beside its size. A retired colour is paused, at its idle size.
 * @see https://keda.sh/docs/latest/reference/scaledobject-spec/
 */
export interface KedaScaling {
  /** What it goes by: at least one. */
  readonly triggers: KedaTrigger[];
  /**
   * Seconds between two looks at the triggers.
   * @default - KEDA's own: 30
   */
  readonly pollingInterval?: number;
  /**
   * How many pods there are while what the triggers ask does not answer.
   * @default - as many as there are
   */
  readonly fallback?: KedaFallback;
  /**
   * One measure out of those of all triggers: `formula`, `target`, `activationTarget` and `metricType`, as in KEDA.
   * @default - the trigger that asks for most decides
   */
  readonly scalingModifiers?: { readonly [key: string]: string };
}

/**
 * One thing that KEDA goes by.
 * @see https://keda.sh/docs/latest/scalers/
 */
export interface KedaTrigger {
  /** The kind of scaler, such as `prometheus` or `kafka`. */
  readonly type: string;
  /** What the scaler has to know; all of it texts. */
  readonly metadata: { readonly [key: string]: string };
  /**
   * A name, by which `scalingModifiers` means it.
   * @default - none
   */
  readonly name?: string;
  /**
   * An existing TriggerAuthentication.
   * @default - none
   */
  readonly authenticationRef?: KedaAuthenticationRef;
  /**
   * What its number is: of each pod on average, of all together, or for `cpu` and `memory` a share of the requests.
   * @default - KEDA's own: AverageValue, for `cpu` and `memory` it has to be given
   */
  readonly metricType?: KedaMetricType;
  /**
   * Whether all who ask within a `pollingInterval` are told the same.
   * @default false
   */
  readonly useCachedMetrics?: boolean;
}

/** How the number of a trigger is meant. */
export enum KedaMetricType {
  AVERAGE_VALUE = 'AverageValue',
  VALUE = 'Value',
  UTILIZATION = 'Utilization',
}

/** What KEDA asks with. */
export interface KedaAuthenticationRef {
  /** Name of the object. */
  readonly name: string;
  /**
   * `ClusterTriggerAuthentication` for one of all namespaces.
   * @default TriggerAuthentication
   */
  readonly kind?: string;
}

/** How many pods there are while nobody knows how many are needed. */
export interface KedaFallback {
  /** So many times in a row nothing has answered. */
  readonly failureThreshold: number;
  /** Number of pods. */
  readonly replicas: number;
}

const atLeastOne = z.int('a whole number').check(z.minimum(1, 'a whole number of at least 1'));
const filled = z.string().check(z.minLength(1, 'a text that is not empty'));

const triggerSchema = z
  .strictObject(
    shapeOf<KedaTrigger>()({
      type: filled,
      metadata: z.record(z.string(), text),
      name: z.optional(filled),
      authenticationRef: z.optional(
        z.strictObject(
          shapeOf<KedaAuthenticationRef>()({
            name: objectName,
            kind: z.optional(
              z
                .string()
                .check(
                  z.regex(/^(Cluster)?TriggerAuthentication$/, 'TriggerAuthentication or ClusterTriggerAuthentication'),
                ),
            ),
          }),
        ),
      ),
      metricType: z.optional(z.enum(KedaMetricType)),
      useCachedMetrics: z.optional(z.boolean()),
    }),
  )
  .register(z.globalRegistry, { id: 'KedaTrigger' });

const kedaSchema = z
  .strictObject(
    shapeOf<KedaScaling>()({
      triggers: z.array(triggerSchema).check(z.minLength(1, 'at least one trigger')),
      pollingInterval: z.optional(wholeNumber(1, 86400, 'seconds from 1 to 86400')),
      fallback: z.optional(
        z.strictObject(
          shapeOf<KedaFallback>()({
            failureThreshold: wholeNumber(0, 1000, 'a whole number from 0 to 1000'),
            replicas: atLeastOne,
          }),
        ),
      ),
      scalingModifiers: z.optional(z.record(z.string(), text)),
    }),
  )
  .register(z.globalRegistry, { id: 'KedaScaling' });

export const autoscalingSchema = z
  .strictObject(
    shapeOf<Autoscaling>()({
      min: atLeastOne,
      max: z.optional(atLeastOne),
      cpu: z.optional(atLeastOne),
      memory: z.optional(atLeastOne),
      metrics: z.optional(z.array(kubernetesObject('MetricSpec'))),
      behavior: z.optional(kubernetesObject('HorizontalPodAutoscalerBehavior')),
      keda: z.optional(kedaSchema),
      external: z.optional(z.boolean()),
    }),
  )
  .register(z.globalRegistry, { id: 'Autoscaling' });
