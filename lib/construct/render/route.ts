import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  HttpRoute,
  type HttpRouteSpecRulesBackendRefs,
  HttpRouteSpecRulesFiltersType,
  HttpRouteSpecRulesMatchesHeadersType,
  HttpRouteSpecRulesMatchesMethod,
  HttpRouteSpecRulesMatchesPathType,
} from '../../../imports/gateway.networking.k8s.io';
import type { Application } from '../model';
import { COLOURS, type Colour, otherColour } from '../props/colour';
import { MirroredMethod, RoutePathType, type RouteProps } from '../props/traffic';
import { portOf } from '../resolve/ports';
import type { Mirror } from '../resolve/traffic';

/**
 * The HTTPRoute to the Services of both colours. They stay in it for ever, so that a load balancer always knows the pods
 * of both: a promotion changes weights alone.
 */
export function route(scope: Construct, application: Application, metadata: ApiObjectMetadata): HttpRoute | undefined {
  const { route: asked } = application.traffic;
  if (!asked) return undefined;
  const { gateway, hostnames, path, rules = [], previewHeader, mirror } = asked;
  const types = {
    [RoutePathType.PREFIX]: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX,
    [RoutePathType.EXACT]: HttpRouteSpecRulesMatchesPathType.EXACT,
  };
  const copied = mirror?.methods.map(method => ({ method: METHODS[method] }));
  return new HttpRoute(scope, 'route', {
    metadata,
    spec: {
      parentRefs: parentsOf(gateway),
      hostnames,
      rules: [{ path, pathType: RoutePathType.PREFIX, port: undefined }, ...rules].flatMap(rule => {
        const paths = { path: { type: types[rule.pathType ?? RoutePathType.PREFIX], value: rule.path } };
        const { idle, shared } = backends(application, rule.port);
        const header = previewHeader && [{ type: HttpRouteSpecRulesMatchesHeadersType.EXACT, ...previewHeader }];
        return [
          ...(header
            ? [
                {
                  matches: allOf(copied).map(match => ({ ...paths, ...match, headers: header })),
                  backendRefs: idle,
                },
              ]
            : []),
          ...(copied
            ? [
                {
                  matches: copied.map(match => ({ ...paths, ...match })),
                  ...copying(mirror, idle, HttpRouteSpecRulesFiltersType.REQUEST_MIRROR),
                  backendRefs: shared,
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
  const { gateway, grpc, previewHeader, mirror } = asked;
  const calls = grpc.services?.map(service => ({ method: { type: 'Exact', service } }));
  const { idle, shared } = backends(application, grpc.port);
  const header = previewHeader && { headers: [{ type: 'Exact', ...previewHeader }] };
  const copied = mirror?.calls.length ? mirror.calls.map(callOf) : undefined;
  return new ApiObject(scope, 'grpc-route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GRPCRoute',
    metadata,
    spec: {
      parentRefs: parentsOf(gateway),
      hostnames: grpc.hostnames,
      rules: [
        ...(header
          ? [
              {
                matches: [...(calls ?? [{}]), ...(copied ?? [])].map(match => ({ ...match, ...header })),
                backendRefs: idle,
              },
            ]
          : []),
        ...(copied ? [{ matches: copied, ...copying(mirror, idle, 'RequestMirror'), backendRefs: shared }] : []),
        { ...(calls && { matches: calls }), backendRefs: shared },
      ],
    },
  });
}

function callOf(call: string) {
  const [service, method] = call.split('/');
  return { method: { type: 'Exact', service, ...(method !== undefined && { method }) } };
}

// Of two rules for a path, the one with a method goes before the one with a header: what is copied is led by the header, too,
// only if that rule names the method as well.
function allOf<Match>(copied: readonly Match[] = []): (Match | undefined)[] {
  return [undefined, ...copied];
}

// Without a percentage all are copied, in every version of the Gateway API.
function copying<Type>(mirror: Mirror | undefined, [idle]: Backends['idle'], type: Type) {
  if (!mirror?.isOn) return {};
  const { percent } = mirror;
  return {
    filters: [{ type, requestMirror: { backendRef: idle!, ...(percent < 100 && { percent }) } }],
  };
}

const METHODS = {
  [MirroredMethod.GET]: HttpRouteSpecRulesMatchesMethod.GET,
  [MirroredMethod.HEAD]: HttpRouteSpecRulesMatchesMethod.HEAD,
  [MirroredMethod.OPTIONS]: HttpRouteSpecRulesMatchesMethod.OPTIONS,
  [MirroredMethod.POST]: HttpRouteSpecRulesMatchesMethod.POST,
  [MirroredMethod.PUT]: HttpRouteSpecRulesMatchesMethod.PUT,
  [MirroredMethod.PATCH]: HttpRouteSpecRulesMatchesMethod.PATCH,
  [MirroredMethod.DELETE]: HttpRouteSpecRulesMatchesMethod.DELETE,
};

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
