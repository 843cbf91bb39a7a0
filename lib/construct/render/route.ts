import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  HttpRoute,
  type HttpRouteSpecRulesBackendRefs,
  HttpRouteSpecRulesMatchesHeadersType,
  HttpRouteSpecRulesMatchesPathType,
} from '../../../imports/gateway.networking.k8s.io';
import type { Application } from '../model';
import { COLOURS, type Colour, otherColour } from '../props/colour';
import { RoutePathType, type RouteProps } from '../props/traffic';
import { portOf } from '../resolve/ports';

/**
 * The HTTPRoute to the Services of both colours. They stay in it for ever, so that a load balancer always knows the pods
 * of both: a promotion changes weights alone.
 */
export function route(scope: Construct, application: Application, metadata: ApiObjectMetadata): HttpRoute | undefined {
  const { route: asked } = application.traffic;
  if (!asked) return undefined;
  const { gateway, hostnames, path, rules = [], previewHeader } = asked;
  const types = {
    [RoutePathType.PREFIX]: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX,
    [RoutePathType.EXACT]: HttpRouteSpecRulesMatchesPathType.EXACT,
  };
  return new HttpRoute(scope, 'route', {
    metadata,
    spec: {
      parentRefs: parentsOf(gateway),
      hostnames,
      rules: [{ path, pathType: RoutePathType.PREFIX, port: undefined }, ...rules].flatMap(rule => {
        const paths = { path: { type: types[rule.pathType ?? RoutePathType.PREFIX], value: rule.path } };
        const { idle, shared } = backends(application, rule.port);
        return [
          ...(previewHeader
            ? [
                {
                  matches: [
                    { ...paths, headers: [{ type: HttpRouteSpecRulesMatchesHeadersType.EXACT, ...previewHeader }] },
                  ],
                  backendRefs: idle,
                },
              ]
            : []),
          { matches: [paths], backendRefs: shared },
        ];
      }),
    },
  });
}

/** The GRPCRoute beside it, with the same weights: both change in one commit. */
export function grpcRoute(
  scope: Construct,
  application: Application,
  metadata: ApiObjectMetadata,
): ApiObject | undefined {
  const { route: asked } = application.traffic;
  if (!asked?.grpc) return undefined;
  const { gateway, grpc, previewHeader } = asked;
  const methods = grpc.services?.map(service => ({ method: { type: 'Exact', service } }));
  const { idle, shared } = backends(application, grpc.port);
  const header = previewHeader && { headers: [{ type: 'Exact', ...previewHeader }] };
  return new ApiObject(scope, 'grpc-route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GRPCRoute',
    metadata,
    spec: {
      parentRefs: parentsOf(gateway),
      hostnames: grpc.hostnames,
      rules: [
        ...(header ? [{ matches: (methods ?? [{}]).map(match => ({ ...match, ...header })), backendRefs: idle }] : []),
        { ...(methods && { matches: methods }), backendRefs: shared },
      ],
    },
  });
}

function parentsOf({ name, namespace, listener }: RouteProps['gateway']) {
  return [{ name, namespace, sectionName: listener }];
}

/** Whom a rule leads to, by one port: what a header leads to, and what all others share. */
interface Backends {
  readonly idle: HttpRouteSpecRulesBackendRefs[];
  readonly shared: HttpRouteSpecRulesBackendRefs[];
}

function backends(application: Application, port: string | undefined): Backends {
  const { active, name, traffic, ports } = application;
  const backend = (colour: Colour) => {
    // A frozen release may be without a port that the spec has: then nobody answers there, whatever the number.
    const own = application[colour].ports;
    const found = own.find(one => one.name === port) ?? portOf(port === undefined ? own : ports, port);
    return { name: `${name}-${colour}`, port: found!.servicePort };
  };
  const share = (colour: Colour) => (colour === active ? 100 - traffic.weight : traffic.weight);
  return {
    idle: [backend(otherColour(active))],
    shared: COLOURS.map(colour => ({ ...backend(colour), weight: share(colour) })),
  };
}
