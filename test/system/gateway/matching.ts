import type { KubernetesObject } from '../../construct/render/rendered';

/** What routes look at of a request. */
export interface Asked {
  /** Without a port. */
  readonly host: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly method: string;
  /** By names in lower case. */
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

/** The rule that a request goes by, of the routes that a Gateway takes; undefined where none is for it. */
export function ruleFor(
  routes: readonly KubernetesObject[],
  asked: Asked,
): { readonly route: KubernetesObject; readonly rule: KubernetesObject } | undefined {
  const found = routes.flatMap(route => {
    const host = hostRank(route['spec'].hostnames ?? [], asked.host);
    if (!host) return [];
    return (route['spec'].rules as KubernetesObject[]).flatMap((rule, index) =>
      (rule['matches']?.length ? rule['matches'] : [{}]).flatMap((match: KubernetesObject) => {
        const rank = RANKS[route['kind']]!(match, asked);
        return rank ? [{ route, rule, rank: [...host, ...rank, ...ageRank(route, routes), -index] }] : [];
      }),
    );
  });
  return found.sort((a, b) => compared(b.rank, a.rank))[0];
}

/** How much a match says of a request, the weightiest first; undefined where it is not for it. */
type Rank = (match: KubernetesObject, asked: Asked) => number[] | undefined;

// https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule: exact path, longest prefix, method, most headers, most
// query parameters. Of a method and of headers it is the method that counts more.
const httpRank: Rank = (match, asked) => {
  const { type = 'PathPrefix', value = '/' } = match['path'] ?? {};
  const headers: KubernetesObject[] = match['headers'] ?? [];
  const params: KubernetesObject[] = match['queryParams'] ?? [];
  const isFor =
    (type === 'Exact' ? asked.path === value : isBelow(asked.path, value)) &&
    (match['method'] === undefined || match['method'] === asked.method) &&
    headers.every(({ name, value }) => asked.headers[name.toLowerCase()] === value) &&
    params.every(({ name, value }) => asked.query.get(name) === value);
  if (!isFor) return undefined;
  return [Number(type === 'Exact'), value.length, Number(match['method'] !== undefined), headers.length, params.length];
};

// https://gateway-api.sigs.k8s.io/reference/spec/#grpcrouterule: characters of the service, of the method, most headers.
const grpcRank: Rank = (match, asked) => {
  const { service, method } = match['method'] ?? {};
  const headers: KubernetesObject[] = match['headers'] ?? [];
  const [, calledService, calledMethod] = asked.path.split('/');
  const isFor =
    asked.method === 'POST' &&
    (service === undefined || service === calledService) &&
    (method === undefined || method === calledMethod) &&
    headers.every(({ name, value }) => asked.headers[name.toLowerCase()] === value);
  return isFor ? [service?.length ?? 0, method?.length ?? 0, headers.length] : undefined;
};

const RANKS: { readonly [kind: string]: Rank } = { HTTPRoute: httpRank, GRPCRoute: grpcRank };

/** By elements: "/api" is for /api and /api/v1, and not for /apis. */
function isBelow(path: string, prefix: string): boolean {
  const parent = prefix.replace(/\/$/, '');
  return path === parent || path.startsWith(`${parent}/`);
}

// The longest name without a wildcard, then the longest one; no names are for all hosts.
function hostRank(hostnames: readonly string[], host: string): number[] | undefined {
  if (!hostnames.length) return [0, 0];
  const ranks = hostnames
    .filter(pattern => isHost(pattern, host))
    .map(pattern => [pattern.startsWith('*') ? 0 : pattern.length, pattern.length]);
  return ranks.sort((a, b) => compared(b, a))[0];
}

/** Whether a host name, or one with a wildcard in front, is for a host. */
export function isHost(pattern: string, host: string): boolean {
  return pattern === host || (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)));
}

// Of two routes that say the same, the older one; then by name.
function ageRank(route: KubernetesObject, routes: readonly KubernetesObject[]): number[] {
  const byAge = (one: KubernetesObject) =>
    [one['metadata'].creationTimestamp ?? '', one['metadata'].namespace ?? '', one['metadata'].name].join('/');
  return [-routes.filter(other => byAge(other) < byAge(route)).length];
}

function compared(a: readonly number[], b: readonly number[]): number {
  const differing = a.findIndex((value, index) => value !== b[index]);
  return differing < 0 ? 0 : a[differing]! - (b[differing] ?? 0);
}
