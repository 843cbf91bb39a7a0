import type { Manifest } from '../analysis/manifests/manifest';
import { RoutePathType, TrafficMode } from '../construct/props/traffic';
import type { Account } from './account';
import { type Led, publishedAs } from './ingress';

type Fields = { readonly [key: string]: any };

const GROUP = 'gateway.networking.k8s.io';

/** Whether an HTTPRoute or a GRPCRoute leads to a Service, and to nothing else. */
export function routesOnlyTo(service: string, { identity, value }: Manifest): boolean {
  if (identity.group !== GROUP || !['HTTPRoute', 'GRPCRoute'].includes(identity.kind)) return false;
  const backends = listOf(value['spec']?.rules).flatMap(rule => listOf(rule['backendRefs']));
  return backends.length > 0 && backends.every(({ name, kind = 'Service' }) => name === service && kind === 'Service');
}

/**
 * The keys `traffic` and `route` that say all of an HTTPRoute, and of the GRPCRoute beside it; undefined where they can't.
 * Its Services are those of the colours from then on.
 */
export function mapRoutes(
  { http, grpc }: { readonly http: Manifest; readonly grpc?: Manifest },
  led: Led,
  account: (route: Manifest) => Account,
): { readonly keys: Fields; readonly said: readonly Manifest[] } | undefined {
  const [gateway, rules] = [gatewayOf(http), pathsOf(http, led)];
  // The first rule is said by its path alone, and leads to the first port.
  const first = rules?.find(({ pathType, port }) => pathType === undefined && port === undefined);
  if (!gateway || !rules || !first || !isPlain(http)) return undefined;
  const beside = grpc && mapGrpc(grpc, gateway, led);
  const said = beside ? [http, grpc] : [http];
  for (const route of said) account(route).note(['spec'], 'key', route === http ? 'route' : 'route.grpc');
  const { hostnames } = http.value['spec'];
  const others = rules.filter(rule => rule !== first);
  return {
    said,
    keys: {
      traffic: TrafficMode.ROUTE,
      route: {
        gateway,
        ...(hostnames?.length && { hostnames }),
        ...(first.path !== '/' && { path: first.path }),
        ...(others.length && { rules: others }),
        ...(beside && { grpc: beside }),
      },
    },
  };
}

function gatewayOf({ value }: Manifest): Fields | undefined {
  const [parent, ...more] = listOf(value['spec'].parentRefs);
  if (!parent || more.length) return undefined;
  const { name, namespace, sectionName, group = GROUP, kind = 'Gateway', ...rest } = parent;
  if (group !== GROUP || kind !== 'Gateway' || Object.keys(rest).length) return undefined;
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(sectionName !== undefined && { listener: sectionName }),
  };
}

interface Rule {
  readonly path: string;
  readonly pathType?: RoutePathType;
  readonly port?: string;
}

// Undefined where anything is asked for but a path, or done to a request.
function pathsOf({ value }: Manifest, led: Led): Rule[] | undefined {
  const rules: Rule[] = [];
  for (const { matches = [{}], backendRefs, ...rest } of listOf(value['spec'].rules)) {
    const port = portOf(backendRefs, led);
    if (Object.keys(rest).length || !port) return undefined;
    for (const { path = {}, ...other } of listOf(matches)) {
      const { type = RoutePathType.PREFIX, value: prefix = '/' } = path;
      if (Object.keys(other).length || !(Object.values(RoutePathType) as unknown[]).includes(type)) return undefined;
      if (rules.some(rule => rule.path === prefix && (rule.pathType ?? RoutePathType.PREFIX) === type))
        return undefined;
      rules.push({ path: prefix, ...(type !== RoutePathType.PREFIX && { pathType: type }), ...port });
    }
  }
  return rules;
}

function mapGrpc(route: Manifest, gateway: Fields, led: Led): Fields | undefined {
  const { hostnames, rules } = route.value['spec'];
  const [rule, ...more] = listOf(rules);
  if (!rule || more.length || !hostnames?.length || !isPlain(route)) return undefined;
  if (JSON.stringify(gatewayOf(route)) !== JSON.stringify(gateway)) return undefined;
  const { matches = [], backendRefs, ...rest } = rule;
  const port = portOf(backendRefs, led);
  const services = listOf(matches).map(({ method, ...other }) => {
    const { type = 'Exact', service, ...more } = Object(method);
    return Object.keys({ ...other, ...more }).length || type !== 'Exact' ? undefined : service;
  });
  if (!port || Object.keys(rest).length || services.includes(undefined)) return undefined;
  return { hostnames, ...port, ...(services.length && { services }) };
}

// One Service has all of the weight, whatever it is.
function portOf(backendRefs: unknown, { service, ports }: Led): { port?: string } | undefined {
  const [backend, ...more] = listOf(backendRefs);
  if (!backend || more.length) return undefined;
  const { name: _n, kind: _k, group = '', namespace, port: number, weight = 1, ...rest } = backend;
  if (group !== '' || namespace !== undefined || weight === 0 || Object.keys(rest).length) return undefined;
  const port = publishedAs({ number }, service, ports);
  if (!port) return undefined;
  return port === ports[0] ? {} : { port: port.props.name };
}

// What ours says of its metadata is its name, and labels of its own.
function isPlain({ value: { metadata, spec } }: Manifest): boolean {
  const { parentRefs: _p, hostnames: _h, rules: _r, ...more } = spec;
  return !Object.keys(more).length && !metadata.annotations && !metadata.labels;
}

function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(item => Object(item) as Fields) : [];
}
