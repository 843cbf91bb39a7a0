import type { Manifest } from '../analysis/manifests/manifest';
import { MirroredMethod, RoutePathType, TrafficMode } from '../construct/props/traffic';
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
  led: Led & { readonly preview: Manifest | undefined },
  account: (route: Manifest) => Account,
): { readonly keys: Fields; readonly said: readonly Manifest[] } | undefined {
  const [gateway, paths] = [gatewayOf(http), pathsOf(http, led, led.preview)];
  const { rules, mirror } = paths ?? {};
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
        ...(mirror && { mirror }),
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

/** What is led, and of which requests the idle colour gets copies. */
interface Paths {
  readonly rules: readonly Rule[];
  readonly mirror?: Fields;
}

/** One match of a rule. */
interface Way {
  readonly path: string;
  readonly type: RoutePathType;
  readonly port: { readonly port?: string };
  /** @default - any */
  readonly method?: string;
  /** Percent of the requests that the preview Service gets copies of. @default - none */
  readonly copied?: number;
}

// Undefined where anything is asked for but a path and a method, or done to a request but that it is copied.
function pathsOf({ value }: Manifest, led: Led, preview: Manifest | undefined): Paths | undefined {
  const ways: Way[] = [];
  for (const { matches = [{}], backendRefs, filters = [], ...rest } of listOf(value['spec'].rules)) {
    const port = portOf(backendRefs, led);
    const copied = filters.length ? copiedPercent(filters, backendRefs, preview) : 0;
    if (Object.keys(rest).length || !port || copied === undefined) return undefined;
    for (const { path = {}, method, ...other } of listOf(matches)) {
      const { type = RoutePathType.PREFIX, value: prefix = '/' } = path;
      if (Object.keys(other).length || !(Object.values(RoutePathType) as unknown[]).includes(type)) return undefined;
      if (ways.some(way => way.path === prefix && way.type === type && way.method === method)) return undefined;
      ways.push({ path: prefix, type, port, ...(method !== undefined && { method }), ...(copied && { copied }) });
    }
  }
  const whole = ways.filter(({ method }) => method === undefined);
  const mirrors = whole.map(way => mirrorOf(ways.filter(({ path, type }) => path === way.path && type === way.type)));
  // What is led by its method alone has no key, and copies are made of the same requests on every path.
  const isSaid =
    ways.every(way =>
      whole.some(one => one.path === way.path && one.type === way.type && one.port.port === way.port.port),
    ) && mirrors.every(mirror => mirror && JSON.stringify(mirror) === JSON.stringify(mirrors[0]));
  if (!isSaid) return undefined;
  const [mirror] = mirrors;
  return {
    rules: whole.map(({ path, type, port }) => ({
      path,
      ...(type !== RoutePathType.PREFIX && { pathType: type }),
      ...port,
    })),
    ...(mirror?.['percent'] && { mirror }),
  };
}

/** The key that says which requests for a path are copied, and how many: none by no percentage; undefined for several. */
function mirrorOf(ways: readonly Way[]): Fields | undefined {
  const every = ways.find(({ method }) => method === undefined)?.copied;
  const copied = Object.values(MirroredMethod).flatMap(method => {
    const own = ways.find(way => way.method === method);
    const percent = own ? own.copied : every;
    return percent ? [{ method, percent }] : [];
  });
  const percents = new Set(copied.map(({ percent }) => percent));
  if (!percents.size) return {};
  const methods = copied.map(({ method }) => method);
  const isUsual = String(methods) === String([MirroredMethod.GET, MirroredMethod.HEAD]);
  return percents.size > 1 ? undefined : { percent: [...percents][0], ...(!isUsual && { methods }) };
}

// Copies go where the idle colour is from then on, at the port that the requests go to.
function copiedPercent(filters: Fields[], backendRefs: unknown, preview: Manifest | undefined): number | undefined {
  const [{ type, requestMirror = {}, ...other } = {}, ...more] = listOf(filters);
  const { backendRef, percent, fraction, ...rest } = requestMirror;
  const { name, kind: _k, group = '', namespace, port } = Object(backendRef);
  const [led] = listOf(backendRefs);
  if (type !== 'RequestMirror' || more.length || Object.keys({ ...other, ...rest }).length) return undefined;
  if (name === undefined || name !== preview?.identity.name || group !== '' || namespace !== undefined)
    return undefined;
  if (port !== led?.['port']) return undefined;
  const share = fraction ? (fraction.numerator * 100) / (fraction.denominator ?? 100) : (percent ?? 100);
  return Number.isInteger(share) && share >= 1 && share <= 100 ? share : undefined;
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
