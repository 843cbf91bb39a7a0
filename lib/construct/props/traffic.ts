import * as z from 'zod/mini';
import { dnsLabel, wholeNumber } from './names';
import { shapeOf } from './shape';

/** How users are moved from one colour to the other. */
export enum TrafficMode {
  /** The active Service selects the other colour: at once, for ClusterIP, NodePort and proxies inside the cluster. */
  SELECTOR = 'selector',
  /** A Gateway API HTTPRoute gives one colour all weight: for load balancers that send to pods themselves. */
  ROUTE = 'route',
  /** The active Service selects both colours between two commits: for such load balancers without a Gateway. */
  OVERLAP = 'overlap',
}

/** The Gateway that an HTTPRoute hangs on. */
export interface GatewayRef {
  /** Name of the Gateway. */
  readonly name: string;
  /** @default - the application's */
  readonly namespace?: string;
  /**
   * Name of one listener.
   * @default - all that take the route
   */
  readonly listener?: string;
}

/** A header that leads to the idle colour, for a look at it by the users' own way. */
export interface PreviewHeader {
  /** Name of the header. */
  readonly name: string;
  /** Exactly what it has to say. */
  readonly value: string;
}

/**
 * The HTTPRoute in front of both colours.
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export interface RouteProps {
  /** Where users come in. */
  readonly gateway: GatewayRef;
  /**
   * Host names that the route is for.
   * @default - all of the Gateway's
   */
  readonly hostnames?: string[];
  /**
   * Beginning of the paths that the route is for.
   * @default /
   */
  readonly path?: string;
  /** @default - no header leads to the idle colour */
  readonly previewHeader?: PreviewHeader;
}

/** What the release state says of traffic while users are on their way from one colour to the other. */
export interface TrafficState {
  /**
   * With `traffic: overlap`: both colours serve. It stands for one commit, between the two of a promotion.
   * @default false
   */
  readonly overlap?: boolean;
  /**
   * With `traffic: route`: percent of the requests that the idle colour gets.
   * @default 0
   */
  readonly weight?: number;
}

const hostname = z
  .string()
  .check(z.regex(/^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/, 'a host name'));

const routeSchema = z
  .strictObject(
    shapeOf<RouteProps>()({
      gateway: z
        .strictObject(
          shapeOf<GatewayRef>()({
            name: dnsLabel,
            namespace: z.optional(dnsLabel),
            listener: z.optional(dnsLabel),
          }),
        )
        .register(z.globalRegistry, { id: 'GatewayRef' }),
      hostnames: z.optional(z.array(hostname)),
      path: z.optional(z.string().check(z.regex(/^\//, 'a path that starts with "/"'))),
      previewHeader: z.optional(
        z
          .strictObject(
            shapeOf<PreviewHeader>()({
              name: z.string().check(z.regex(/^[A-Za-z0-9!#$%&'*+.^_|~-]+$/, 'the name of an HTTP header')),
              value: z.string().check(z.minLength(1, 'a value')),
            }),
          )
          .register(z.globalRegistry, { id: 'PreviewHeader' }),
      ),
    }),
  )
  .register(z.globalRegistry, { id: 'RouteProps' });

/** Keys of the spec. */
export const trafficShape = {
  traffic: z.optional(z.enum(TrafficMode)),
  route: z.optional(routeSchema),
};

/** Keys of the release state. */
export const trafficStateShape = shapeOf<TrafficState>()({
  overlap: z.optional(z.boolean()),
  weight: z.optional(wholeNumber(1, 99, 'percent from 1 to 99')),
});
