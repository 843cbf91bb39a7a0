import { z } from 'zod';
import { portNumber } from './names';
import type { ShapeOf } from './shape';

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

export const serviceSchema = z
  .strictObject({
    type: z.enum(ServiceType).optional(),
    port: portNumber.optional(),
    nodePort: portNumber.optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    externalTrafficPolicy: z.enum(ExternalTrafficPolicy).optional(),
    loadBalancerClass: z.string().optional(),
    loadBalancerSourceRanges: z.array(z.union([z.cidrv4(), z.cidrv6()])).optional(),
  } satisfies ShapeOf<ServiceProps>)
  .meta({ id: 'ServiceProps' });
