import * as z from 'zod/mini';
import { kubernetesObject, portNumber, serviceName } from './names';
import { shapeOf } from './shape';

/** @see https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types */
export enum ServiceType {
  CLUSTER_IP = 'ClusterIP',
  NODE_PORT = 'NodePort',
  LOAD_BALANCER = 'LoadBalancer',
}

/** @see https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy */
export enum ExternalTrafficPolicy {
  CLUSTER = 'Cluster',
  LOCAL = 'Local',
}

/** The Service that users reach. The preview Service and the Services of the colours are always of type ClusterIP. */
export interface ServiceProps {
  /**
   * Its name, such as that of a Service which people call already: they go on calling it.
   * @default - the name of the application
   */
  readonly name?: string;
  /**
   * The name of the Service that leads to the idle colour.
   * @default - `<application>-preview`
   */
  readonly preview?: string;
  /** @default ServiceType.CLUSTER_IP */
  readonly type?: ServiceType;
  /**
   * The number that the Services publish for the first port.
   * @default - the number that the container listens on
   */
  readonly port?: number;
  /**
   * The port on each node for the first port, with type NodePort or LoadBalancer.
   * @default - Kubernetes picks a free one
   */
  readonly nodePort?: number;
  /**
   * Annotations of the active Service alone, such as a load balancer's settings.
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
  /**
   * Whether the active and the preview Service say in labels what they are for (`blue-green/role`: `active` or `preview`) and
   * which colour they lead to (`blue-green/leads-to`), for metrics. A promotion changes them with the selector, and no pod.
   * @default false
   */
  readonly tellsColour?: boolean;
  /**
   * Whether traffic from outside may go to pods on other nodes.
   * @default - Kubernetes' own: Cluster
   */
  readonly externalTrafficPolicy?: ExternalTrafficPolicy;
  /** @default - the cluster's default load balancer */
  readonly loadBalancerClass?: string;
  /**
   * Client addresses that the load balancer lets through, in CIDR form.
   * @default - all
   */
  readonly loadBalancerSourceRanges?: string[];
}

/** Said of a Service as Kubernetes has it: fields that have no key of their own. */
export const serviceTemplateSchema = kubernetesObject('Service');

const RANGE = 'a range of addresses such as "10.0.0.0/8"';

export const serviceSchema = z
  .strictObject(
    shapeOf<ServiceProps>()({
      name: z.optional(serviceName),
      preview: z.optional(serviceName),
      type: z.optional(z.enum(ServiceType)),
      port: z.optional(portNumber),
      nodePort: z.optional(portNumber),
      annotations: z.optional(z.record(z.string(), z.string())),
      tellsColour: z.optional(z.boolean()),
      externalTrafficPolicy: z.optional(z.enum(ExternalTrafficPolicy)),
      loadBalancerClass: z.optional(z.string()),
      loadBalancerSourceRanges: z.optional(z.array(z.union([z.cidrv4(RANGE), z.cidrv6(RANGE)]))),
    }),
  )
  .register(z.globalRegistry, { id: 'ServiceProps' });
