import * as z from 'zod/mini';
import { portName, portNumber } from './names';
import { shapeOf } from './shape';

/** @see https://kubernetes.io/docs/reference/networking/service-protocols/ */
export enum Protocol {
  TCP = 'TCP',
  UDP = 'UDP',
  SCTP = 'SCTP',
}

/** A port that the container listens on, and that the Services publish unless it says otherwise. */
export interface PortProps {
  /** Name of the port. Services find the container's port by this name, so the two colours may listen on different numbers. */
  readonly name: string;
  /** The number that the container listens on. */
  readonly port: number;
  /**
   * The number that the Services publish.
   * @default - the same as `port`
   */
  readonly servicePort?: number;
  /**
   * The port on each node, for Services of type NodePort or LoadBalancer.
   * @default - Kubernetes picks a free one
   */
  readonly nodePort?: number;
  /**
   * Whether the Services publish it. One that only probes or monitoring ask, at the pods' own addresses, need not stand
   * where users come through.
   * @default true
   */
  readonly published?: boolean;
  /** @default Protocol.TCP */
  readonly protocol?: Protocol;
  /**
   * A hint for proxies and meshes, such as `http`, `grpc` or `kubernetes.io/h2c`.
   * @see https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol
   * @default - none
   */
  readonly appProtocol?: string;
}

export const portSchema = z
  .strictObject(
    shapeOf<PortProps>()({
      name: portName,
      port: portNumber,
      servicePort: z.optional(portNumber),
      nodePort: z.optional(portNumber),
      published: z.optional(z.boolean()),
      protocol: z.optional(z.enum(Protocol)),
      appProtocol: z.optional(z.string().check(z.minLength(1, 'the name of a protocol'))),
    }),
  )
  .register(z.globalRegistry, { id: 'PortProps' });
