import * as z from 'zod/mini';
import { Colour } from './colour';
import { type GateProps, gateSchema, gateStateSchema } from './gate';
import { type IngressProps, ingressSchema, ingressTemplateSchema } from './ingress';
import type { ApplicationKey, Rows } from './key';
import { applicationName, clusterKind, dnsLabel } from './names';
import { type NetworkProps, type NetworkState, networkSchema, networkStateShape } from './network';
import { type ColourProps, colourShape, type ReleaseProps, releaseShape } from './release';
import { type ServiceProps, serviceSchema, serviceTemplateSchema } from './service';
import { type FurtherServiceProps, servicesSchema } from './services';
import { shapeOf } from './shape';
import { type RouteProps, type TrafficMode, type TrafficState, trafficShape, trafficStateShape } from './traffic';
import { type WatchProps, type WatchState, watchSchema, watchStateShape } from './watch';

/** An application that is delivered blue-green. */
export interface BlueGreenApplicationProps extends ReleaseProps, TrafficState, NetworkState, WatchState {
  /**
   * The application's name, a DNS label of at most 43 characters; all objects are named after it.
   * @default - the construct's id
   */
  readonly name?: string;
  /**
   * The namespace of all objects.
   * @default - the chart's, and where it has none, the one that they are applied to
   */
  readonly namespace?: string;
  /**
   * Makes the Namespace too.
   * @default false
   */
  readonly createNamespace?: boolean;
  /**
   * The colour that users reach. A context value wins over it: `<name>.active`, else `active`.
   * @default - context has to say it
   */
  readonly active?: Colour;
  /** @default - a ClusterIP Service on the ports of the container; without a port a headless one that publishes none */
  readonly service?: ServiceProps;
  /**
   * A Service as in Kubernetes, laid over the one that users reach: for all of `spec` that has no key of its own, such as
   * `ipFamilyPolicy`, `trafficDistribution` or `internalTrafficPolicy`, and for labels. Null takes a field away. Whom it
   * leads to stays ours: selector, ports, type and name are refused.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/
   * @default - nothing
   */
  readonly serviceTemplate?: { readonly [key: string]: any };
  /**
   * More Services that users come through, by a short name each: for administrators, another protocol, or a load balancer
   * beside an address inside the cluster. One switch moves them all.
   * @default - none
   */
  readonly services?: { readonly [name: string]: FurtherServiceProps };
  /** @default - none */
  readonly ingress?: IngressProps;
  /**
   * An Ingress as in Kubernetes, laid over ours: for what has no key in `ingress`, such as a `defaultBackend`, or paths
   * that lead to other Services. Rules are merged by host, their paths by path and type, and certificates by Secret.
   * @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/
   * @default - nothing
   */
  readonly ingressTemplate?: { readonly [key: string]: any };
  /**
   * How users are moved from one colour to the other.
   * @default TrafficMode.SELECTOR
   */
  readonly traffic?: TrafficMode;
  /** @default - none; `traffic: route` needs one */
  readonly route?: RouteProps;
  /**
   * What stands between a release and its users.
   * @default - a Job that waits for all pods of the release and sends them its `smoke` requests
   */
  readonly gate?: GateProps;
  /**
   * A look at each release after its promotion, by the metrics of `analysis`: a Job that fails as soon as they are outside their
   * limits too often. It moves nobody by itself.
   * @default - nothing watches
   */
  readonly watch?: WatchProps;
  /** @default - everybody reaches both colours */
  readonly network?: NetworkProps;
  /**
   * Kubernetes objects of one's own that belong to the application and to no colour, such as a ServiceMonitor or a Role.
   * They stand in the application's namespace and beside its accounts, and no promotion changes them. Those of a colour stand
   * in `colourObjects`. The tool reads both from `apps/<app>/objects/`.
   * @default - none
   */
  readonly objects?: { readonly [key: string]: any }[];
  /**
   * Kinds of the whole cluster that `objects` may be of, with their API group: `ClusterRole.rbac.authorization.k8s.io`. No
   * engine deletes such an object. The tool reads them from bluegreen.yaml.
   * @default - none
   */
  readonly clusterKinds?: string[];
  /**
   * Other namespaces in which `objects` and `colourObjects` may stand, where they say so. The tool reads them from bluegreen.yaml.
   * @default - none
   */
  readonly objectNamespaces?: string[];
  /**
   * What blue runs.
   * @default - what green runs, retired
   */
  readonly blue?: ColourProps;
  /**
   * What green runs.
   * @default - what blue runs, retired
   */
  readonly green?: ColourProps;
}

export const applicationShape = {
  ...releaseShape,
  service: z.optional(serviceSchema),
  serviceTemplate: z.optional(serviceTemplateSchema),
  services: z.optional(servicesSchema),
  ingress: z.optional(ingressSchema),
  ingressTemplate: z.optional(ingressTemplateSchema),
  createNamespace: z.optional(z.boolean()),
  ...trafficShape,
  gate: z.optional(gateSchema),
  watch: z.optional(watchSchema),
  network: z.optional(networkSchema),
};

/** What objects of one's own may be beyond those of the application's namespace. Who writes a spec can't say it. */
const beyondShape = { clusterKinds: z.optional(z.array(clusterKind)), objectNamespaces: z.optional(z.array(dnsLabel)) };

export const colourSchema = z.strictObject(colourShape).register(z.globalRegistry, { id: 'ColourProps' });

export const applicationPropsSchema = z.strictObject(
  shapeOf<BlueGreenApplicationProps>()({
    name: z.optional(applicationName),
    namespace: z.optional(dnsLabel),
    active: z.optional(z.enum(Colour)),
    ...applicationShape,
    gate: z.optional(z.strictObject({ ...gateSchema.shape, ...gateStateSchema.shape })),
    ...trafficStateShape,
    ...networkStateShape,
    ...watchStateShape,
    objects: z.optional(z.array(z.record(z.string(), z.unknown()))),
    ...beyondShape,
    blue: z.optional(colourSchema),
    green: z.optional(colourSchema),
  }),
);

/** Keys of the application alone. */
export const APPLICATION_KEYS = {
  name: { by: 'person' },
  namespace: { by: 'person' },
  createNamespace: { by: 'person' },
  service: { by: 'person' },
  serviceTemplate: { by: 'person' },
  services: { by: 'person' },
  ingress: { by: 'person' },
  ingressTemplate: { by: 'person' },
  traffic: { by: 'person' },
  route: { by: 'person' },
  gate: { by: 'person' },
  watch: { by: 'person' },
  network: { by: 'person' },
  objects: { by: 'person' },
  clusterKinds: { by: 'person' },
  objectNamespaces: { by: 'person' },
  active: { by: 'verb' },
  overlap: { by: 'verb' },
  weight: { by: 'verb' },
  served: { by: 'verb' },
  watched: { by: 'verb' },
  blue: { by: 'verb' },
  green: { by: 'verb' },
} as const satisfies Rows<Exclude<keyof BlueGreenApplicationProps, keyof ReleaseProps>, ApplicationKey>;
