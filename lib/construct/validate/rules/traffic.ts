import type { BlueGreenApplicationProps } from '../../props/application';
import { otherColour } from '../../props/colour';
import { ExternalTrafficPolicy } from '../../props/service';
import { MirroredMethod, type MirrorProps, RoutePathType, TrafficMode } from '../../props/traffic';
import { isPublished } from '../../resolve/ports';
import { isShared } from '../../resolve/traffic';
import { type Path, type Problem, shown } from '../problem';
import { namedPortProblems } from './named-port';
import type { ApplicationRule } from './rule';

/** Keys of one way to move traffic say nothing in another. */
export const trafficKeysFitTheMode: ApplicationRule = (props, { traffic: { mode } }) => {
  const problems: Problem[] = [];
  if (mode === TrafficMode.ROUTE && !props.route) {
    problems.push({ path: ['traffic'], message: 'the route is missing: expected "route" with a gateway beside it' });
  }
  const needs = { route: TrafficMode.ROUTE, weight: TrafficMode.ROUTE, overlap: TrafficMode.OVERLAP } as const;
  for (const [key, needed] of Object.entries(needs)) {
    if (props[key as keyof typeof needs] === undefined || mode === needed) continue;
    problems.push({
      path: [key],
      message: `expected it only with traffic: ${needed}, got traffic: ${mode}`,
      fix: `say "traffic: ${needed}" in the spec, or take "${key}" away`,
    });
  }
  return problems;
};

/** A route leads to ports that the Services of the colours publish, each path once. */
export const routesLeadToPorts: ApplicationRule = ({ route }, { ports }) => {
  if (!route) return [];
  const names = ports.filter(isPublished).map(({ name }) => name);
  const rules = (route.rules ?? []).map((rule, index) => ({ rule, at: ['route', 'rules', index] as Path }));
  const seen = new Set([`${RoutePathType.PREFIX} ${route.path ?? '/'}`]);
  const asked = [
    ...rules.map(({ rule, at }) => ({ port: rule.port, at })),
    ...(route.grpc ? [{ port: route.grpc.port, at: ['route', 'grpc'] }] : []),
  ];
  return [
    ...asked.flatMap(({ port, at }) => namedPortProblems(port, names, [...at, 'port'], ' that Services publish')),
    ...rules.flatMap(({ rule: { path, pathType = RoutePathType.PREFIX }, at }): Problem[] => {
      const key = `${pathType} ${path}`;
      const isTaken = seen.has(key);
      seen.add(key);
      return isTaken ? [{ path: at, message: `expected every path once, got ${path} twice` }] : [];
    }),
  ];
};

/** A listener takes only one of an HTTPRoute and a GRPCRoute for a host, whichever is older. */
export const routesHaveOwnHosts: ApplicationRule = ({ route }) => {
  if (!route?.grpc) return [];
  const { hostnames: taken } = route;
  if (!taken?.length) {
    const message = 'it is missing: without host names the HTTPRoute is for all hosts, and so for those of "grpc" too';
    return [{ path: ['route', 'hostnames'], message }];
  }
  return route.grpc.hostnames.flatMap((host, index): Problem[] => {
    const other = taken.find(one => isFor(one, host) || isFor(host, one));
    if (other === undefined) return [];
    const message = `expected a host that the HTTPRoute is not for, got ${shown(host)}: of two such routes a listener takes one`;
    return [{ path: ['route', 'grpc', 'hostnames', index], message }];
  });
};

// "*." stands for one or more labels.
function isFor(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
}

/** What is copied goes by the routes, each method and each call once. */
export const mirrorsGoByTheRoutes: ApplicationRule = ({ route }) => {
  if (!route?.mirror) return [];
  const { methods = [], grpc = [] } = route.mirror;
  const at = (key: keyof MirrorProps): Path => ['route', 'mirror', key];
  const problems = [...twice(methods, at('methods')), ...twice(grpc, at('grpc'))];
  if (grpc.length && !route.grpc) {
    problems.push({
      path: at('grpc'),
      message: 'no gRPC goes by a route here: expected "grpc" in the route as well',
      fix: 'say "route.grpc" with its host names, or take this away',
    });
  }
  const { services } = route.grpc ?? {};
  for (const [index, call] of services ? grpc.entries() : []) {
    const [service] = call.split('/');
    if (services!.includes(service!)) continue;
    const message = `expected a call of ${services!.join(' or ')}, which the GRPCRoute is for, got ${shown(call)}`;
    problems.push({ path: [...at('grpc'), index], message });
  }
  return problems;
};

function twice(list: readonly string[], path: Path): Problem[] {
  return list.flatMap((one, index): Problem[] =>
    list.indexOf(one) < index ? [{ path: [...path, index], message: `expected it once, got ${shown(one)} twice` }] : [],
  );
}

const WRITES: ReadonlySet<MirroredMethod> = new Set([
  MirroredMethod.POST,
  MirroredMethod.PUT,
  MirroredMethod.PATCH,
  MirroredMethod.DELETE,
]);

/** Both colours have one database: what a copy writes is there twice. */
export const copiesOnlyRead: ApplicationRule = ({ route }) =>
  (route?.mirror?.methods ?? []).flatMap((method, index) =>
    WRITES.has(method)
      ? [
          {
            path: ['route', 'mirror', 'methods', index],
            message: `${method} requests are copied to the idle colour: what they write to the database that both colours have, or have others do, is done twice`,
            fix: 'take it away, unless doing it twice is the same as doing it once',
            warning: true,
          },
        ]
      : [],
  );

/** The Gateway has to reach whom it sends copies to. */
export const copiesAreLetIn: ApplicationRule = ({ route, network }) =>
  route?.mirror && network && !network.idleFrom?.length
    ? [
        {
          path: ['route', 'mirror'],
          message: '"network" closes the idle colour to the Gateway, so no copy arrives',
          fix: 'name the pods of the Gateway in "network.idleFrom"',
          warning: true,
        },
      ]
    : [];

/**
 * The API server takes no more.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec
 */
const MOST_RULES = 16;

export const routesHaveRoom: ApplicationRule = ({ route }) => {
  if (!route) return [];
  const { rules = [], previewHeader, mirror } = route;
  const each = 1 + (previewHeader ? 1 : 0) + (mirror ? 1 : 0);
  const paths = rules.length + 1;
  const most = Math.floor(MOST_RULES / each);
  if (paths <= most) return [];
  const why = each > 1 ? `: each takes ${each} rules of the ${MOST_RULES} that an HTTPRoute may have` : '';
  const message = `expected at most ${most - 1} paths beside the first one, got ${rules.length}${why}`;
  return [{ path: ['route', 'rules'], message, fix: 'bring the other paths together below fewer beginnings' }];
};

/** A colour without the port of a rule answers nobody there, whatever its share. */
export const routedPortsAreServed: ApplicationRule = ({ route }, application) => {
  if (!route) return [];
  const asked = [
    ...(route.rules ?? []).map(({ port }, index) => ({ port, path: ['route', 'rules', index, 'port'] as Path })),
    { port: route.grpc?.port, path: ['route', 'grpc', 'port'] },
  ];
  return asked.flatMap(({ port, path }) => {
    const { active, ports } = application;
    if (port === undefined || !ports.some(({ name }) => name === port)) return [];
    if (application[active].ports.some(({ name }) => name === port)) return [];
    const message = `the route leads to the port "${port}", which ${active} does not have: until a release with it is promoted, every request by this rule fails`;
    return [{ path, message, warning: true }];
  });
};

/** Whoever gets users in the middle of a promotion has to be up. */
export const sharedTrafficIsServed: ApplicationRule = (props, application) => {
  const key = props.overlap ? 'overlap' : 'weight';
  const idle = otherColour(application.active);
  const { retired, preview } = application[idle];
  if (!isShared(props) || (props[idle] && !retired && !preview)) return [];
  const why = props[idle] ? (retired ? 'is retired' : 'is only looked at') : 'runs nothing of its own';
  return [
    {
      path: [key],
      message: `users would reach ${idle}, which ${why}`,
      fix: `take "${key}" away, or deploy to ${idle} first`,
    },
  ];
};

// Annotations with which a load balancer sends to pods themselves: it has to learn of every pod before it can use it.
const SENDS_TO_PODS: ReadonlyArray<readonly [key: string, value: RegExp]> = [
  ['service.beta.kubernetes.io/aws-load-balancer-nlb-target-type', /^ip$/],
  ['service.beta.kubernetes.io/aws-load-balancer-type', /^nlb-ip$/],
  ['alb.ingress.kubernetes.io/target-type', /^ip$/],
  ['cloud.google.com/neg', /"(ingress|exposed_ports)"/],
  // On VPC-native clusters, which are GKE's default, both classes are container-native.
  // https://cloud.google.com/kubernetes-engine/docs/concepts/container-native-load-balancing
  ['kubernetes.io/ingress.class', /^gce(-internal)?$/],
];
const CLASS_SENDS_TO_PODS = /^gce(-internal)?$/;

/** Why a load balancer learns of pods late; undefined where nothing says that it does. */
export function sendsToPods(annotations: Annotations, className?: string): string | undefined {
  if (CLASS_SENDS_TO_PODS.test(className ?? '')) return `class ${className}`;
  const [found] = SENDS_TO_PODS.filter(([key, value]) => value.test(annotations[key] ?? ''));
  return found && `${found[0]}: ${annotations[found[0]]}`;
}

// Annotations that keep a client on the pods that it was once sent to.
const STICKS: ReadonlyArray<readonly [key: string, value: RegExp]> = [
  ['nginx.ingress.kubernetes.io/affinity', /^cookie$/],
  ['nginx.org/sticky-cookie-services', /./],
  ['traefik.ingress.kubernetes.io/service.sticky.cookie', /^true$/],
  ['traefik.ingress.kubernetes.io/affinity', /^true$/],
  ['haproxy.org/cookie-persistence', /./],
  ['haproxy-ingress.github.io/affinity', /^cookie$/],
  ['ingress.kubernetes.io/affinity', /^cookie$/],
  ['alb.ingress.kubernetes.io/target-group-attributes', /(^|,)\s*stickiness\.enabled=true/],
  ['service.beta.kubernetes.io/aws-load-balancer-target-group-attributes', /(^|,)\s*stickiness\.enabled=true/],
  ['service.beta.kubernetes.io/do-loadbalancer-sticky-sessions-type', /^cookies$/],
  ['appgw.ingress.kubernetes.io/cookie-based-affinity', /^true$/],
];

/**
 * A load balancer that keeps a list of pods or nodes drops requests while a selector moves them all at once.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/
 */
export const loadBalancersKeepUp: ApplicationRule = ({ service, services, ingress }, { traffic: { mode } }) => {
  if (mode !== TrafficMode.SELECTOR) return [];
  const problems: Problem[] = [];
  const warn = (path: Path, what: string) =>
    problems.push({
      path,
      message: `${what}, so a promotion by selector may lose requests until it knows the pods of the other colour`,
      fix: 'say "traffic: overlap", or with a Gateway "traffic: route"',
      warning: true,
    });
  const all = ownersOf({ service, services, ingress });
  for (const { at, owner } of all) {
    if (owner.externalTrafficPolicy !== ExternalTrafficPolicy.LOCAL) continue;
    warn([...at, 'externalTrafficPolicy'], 'the load balancer sends only to nodes with pods of the active colour');
  }
  if (CLASS_SENDS_TO_PODS.test(ingress?.className ?? '')) {
    warn(
      ['ingress', 'className'],
      'the load balancers of this class send to pods themselves where the cluster lets them',
    );
  }
  for (const path of annotated(all, SENDS_TO_PODS)) warn(path, 'this load balancer sends to pods themselves');
  return problems;
};

/**
 * A cookie that leads to one pod says nothing about colours. A promotion moves new clients; those with a cookie may stay
 * with the pods that they know as long as anything leads there, and lose them once the colour is retired.
 */
export const cookiesLeadToNoPod: ApplicationRule = props =>
  annotated(ownersOf(props), STICKS).map(path => ({
    path,
    message:
      'clients would stick to pods of the colour that users leave: at the latest when it is retired, what only those pods know of them is gone',
    fix: 'take it away, and keep sessions in a service outside the pods, named in "config"',
    warning: true,
  }));

type Annotations = { readonly [key: string]: string };

/** What users come through, as far as annotations say something of it. */
interface Owner {
  readonly at: Path;
  readonly owner: { readonly annotations?: Annotations; readonly externalTrafficPolicy?: ExternalTrafficPolicy };
}

function ownersOf({
  service = {},
  services = {},
  ingress,
}: Pick<BlueGreenApplicationProps, 'service' | 'services' | 'ingress'>): Owner[] {
  return [
    { at: ['service'], owner: service },
    ...Object.entries(services).map(([key, owner]) => ({ at: ['services', key], owner })),
    ...(ingress ? [{ at: ['ingress'], owner: { annotations: ingress.annotations } }] : []),
  ];
}

function annotated(owners: readonly Owner[], found: ReadonlyArray<readonly [key: string, value: RegExp]>): Path[] {
  return owners.flatMap(({ at, owner: { annotations = {} } }) =>
    found.flatMap(([key, value]) => (value.test(annotations[key] ?? '') ? [[...at, 'annotations', key]] : [])),
  );
}
