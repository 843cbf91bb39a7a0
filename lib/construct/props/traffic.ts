import * as z from 'zod/mini';
import { dnsLabel, grpcCall, grpcServiceName, portName, requestPath, wholeNumber } from './names';
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

/** How the path of a request is compared with that of a rule. */
export enum RoutePathType {
  /** The path, and all below it. */
  PREFIX = 'PathPrefix',
  /** The path alone. */
  EXACT = 'Exact',
}

/** More requests that an HTTPRoute leads to the application, by another port for example. */
export interface RouteRuleProps {
  /** Beginning of the paths that it is for, or all of the path. */
  readonly path: string;
  /** @default RoutePathType.PREFIX */
  readonly pathType?: RoutePathType;
  /**
   * Name of the port that requests go to.
   * @default - the first port
   */
  readonly port?: string;
}

/**
 * The GRPCRoute beside the HTTPRoute, by the same Gateway, weights and header.
 * @see https://gateway-api.sigs.k8s.io/api-types/grpcroute/
 */
export interface GrpcRouteProps {
  /**
   * Host names that it is for: none of the HTTPRoute's, since a listener takes only one of two such routes for a host.
   * @see https://gateway-api.sigs.k8s.io/api-types/grpcroute/
   */
  readonly hostnames: string[];
  /**
   * Name of the port that calls go to.
   * @default - the first port
   */
  readonly port?: string;
  /**
   * Full names of the services that it is for, such as `shop.v1.Baskets`.
   * @default - all calls
   */
  readonly services?: string[];
}

/** Methods of requests that may be copied. */
export enum MirroredMethod {
  GET = 'GET',
  HEAD = 'HEAD',
  OPTIONS = 'OPTIONS',
  POST = 'POST',
  PUT = 'PUT',
  PATCH = 'PATCH',
  DELETE = 'DELETE',
}

/**
 * Copies of users' requests, which the idle colour gets as long as it runs: from its deploy to its retirement. Users get the
 * answers of the active colour, and nobody waits for those to the copies. While users themselves are shared by weights there are none.
 * @see https://gateway-api.sigs.k8s.io/guides/http-request-mirroring/
 */
export interface MirrorProps {
  /**
   * Percent of the requests that are copied, from 1 to 100. Less than 100 takes version 1.3 of the Gateway API: an older one
   * refuses the route, or drops the field and copies all of them.
   * @see https://gateway-api.sigs.k8s.io/geps/gep-3171/
   */
  readonly percent: number;
  /**
   * Methods of the requests that are copied; no other is. What writes is done twice: both colours have one database.
   * @default - GET and HEAD
   */
  readonly methods?: MirroredMethod[];
  /**
   * With `grpc`: the calls that are copied, such as `shop.v1.Baskets/List`, or `shop.v1.Catalogue` for all of a service. gRPC
   * tells no call that reads from one that writes.
   * @default - none
   */
  readonly grpc?: string[];
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
  /**
   * More paths, each with a port of its own if it says so. The weights are the same for all.
   * @default - none
   */
  readonly rules?: RouteRuleProps[];
  /** @default - none: gRPC goes by no route of its own */
  readonly grpc?: GrpcRouteProps;
  /** @default - no header leads to the idle colour */
  readonly previewHeader?: PreviewHeader;
  /** @default - no request is copied to the idle colour */
  readonly mirror?: MirrorProps;
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
      path: z.optional(requestPath),
      rules: z.optional(
        z.array(
          z
            .strictObject(
              shapeOf<RouteRuleProps>()({
                path: requestPath,
                pathType: z.optional(z.enum(RoutePathType)),
                port: z.optional(portName),
              }),
            )
            .register(z.globalRegistry, { id: 'RouteRuleProps' }),
        ),
      ),
      grpc: z.optional(
        z
          .strictObject(
            shapeOf<GrpcRouteProps>()({
              hostnames: z.array(hostname).check(z.minLength(1, 'at least one host name')),
              port: z.optional(portName),
              services: z.optional(z.array(grpcServiceName).check(z.minLength(1, 'at least one service'))),
            }),
          )
          .register(z.globalRegistry, { id: 'GrpcRouteProps' }),
      ),
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
      mirror: z.optional(
        z
          .strictObject(
            shapeOf<MirrorProps>()({
              percent: wholeNumber(1, 100, 'a whole number from 1 to 100, the percent of the requests that are copied'),
              methods: z.optional(z.array(z.enum(MirroredMethod)).check(z.minLength(1, 'at least one method'))),
              grpc: z.optional(z.array(grpcCall).check(z.minLength(1, 'at least one call'))),
            }),
          )
          .register(z.globalRegistry, { id: 'MirrorProps' }),
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
