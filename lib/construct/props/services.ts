import * as z from 'zod/mini';
import { portName, portNumber, serviceName } from './names';
import { type ExternalTrafficPolicy, type ServiceType, serviceSchema, serviceTemplateSchema } from './service';
import { shapeOf } from './shape';

/** A port that one more Service publishes. */
export interface ServicePortProps {
  /** Name of one of the application's `ports`; one with `published: false` as well. */
  readonly name: string;
  /**
   * The number that this Service publishes.
   * @default - the one that the Service of users publishes
   */
  readonly port?: number;
  /**
   * The port on each node, with type NodePort or LoadBalancer.
   * @default - Kubernetes picks a free one
   */
  readonly nodePort?: number;
}

/**
 * One more Service that users come through, beside that of `service`: with other ports, or of another type. All of them
 * lead to one colour, and move in the same commit, after the same gate.
 */
export interface FurtherServiceProps {
  /** @default - `<application>-<key>` */
  readonly name?: string;
  /**
   * The name of a Service with the same ports that leads to the idle colour.
   * @default - none
   */
  readonly preview?: string;
  /** @default ServiceType.CLUSTER_IP */
  readonly type?: ServiceType;
  /**
   * Whether its name stands for the addresses of the pods, and not for one of its own. Callers keep what they were told
   * of, and so stay with the old colour until they ask again.
   * @default false
   */
  readonly headless?: boolean;
  /**
   * What it publishes.
   * @default - the ports that the Service of users publishes
   */
  readonly ports?: ServicePortProps[];
  /**
   * Its annotations, such as a load balancer's settings.
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
  /**
   * Laid over it, as `serviceTemplate` is over the Service of users.
   * @default - nothing
   */
  readonly template?: { readonly [key: string]: any };
}

const { name, preview, type, annotations, externalTrafficPolicy, loadBalancerClass, loadBalancerSourceRanges } =
  serviceSchema.shape;

const servicePortSchema = z
  .strictObject(
    shapeOf<ServicePortProps>()({
      name: portName,
      port: z.optional(portNumber),
      nodePort: z.optional(portNumber),
    }),
  )
  .register(z.globalRegistry, { id: 'ServicePortProps' });

const furtherServiceSchema = z
  .strictObject(
    shapeOf<FurtherServiceProps>()({
      name,
      preview,
      type,
      headless: z.optional(z.boolean()),
      ports: z.optional(z.array(servicePortSchema).check(z.minLength(1, 'at least one port'))),
      annotations,
      externalTrafficPolicy,
      loadBalancerClass,
      loadBalancerSourceRanges,
      template: z.optional(serviceTemplateSchema),
    }),
  )
  .register(z.globalRegistry, { id: 'FurtherServiceProps' });

// `<application>-<key>` has to fit into the 63 characters of a Service's name.
const LONGEST_KEY = 19;

export const servicesSchema = z.record(
  serviceName.check(z.maxLength(LONGEST_KEY, `a short name: at most ${LONGEST_KEY} characters`)),
  furtherServiceSchema,
);
