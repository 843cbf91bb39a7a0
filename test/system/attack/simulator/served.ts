import type { Loose } from '../copy';
import { type Cluster, named, of } from './cluster';
import { fits, podsIn } from './pods';
import { admits } from './policies';

/** Who answers a request, by parts of a hundred; what is missing to a hundred, nobody answers. */
type Answers = ReadonlyMap<string, number>;

/** All ways by which users come, as they would say it, and who answers. */
export function served(cluster: Cluster): Map<string, Answers> {
  return new Map([...byServices(cluster), ...byIngresses(cluster), ...byRoutes(cluster), ...byMesh(cluster)]);
}

type Way = readonly [string, Answers];

function byServices(cluster: Cluster): Way[] {
  return of(cluster, 'Service')
    .filter(({ spec }) => ['LoadBalancer', 'NodePort'].includes(spec?.type))
    .flatMap(({ metadata, spec }) =>
      list(spec.ports).map(
        ({ port, protocol = 'TCP' }): Way => [
          `${spec.type} ${metadata.name} ${protocol} ${port}`,
          behind(cluster, metadata.namespace, metadata.name, port),
        ],
      ),
    );
}

// An Ingress leads to a Service; the first one that has a host and a path keeps it. By that of the idle colour no users come.
function byIngresses(cluster: Cluster): Way[] {
  const ofUsers = of(cluster, 'Ingress').filter(({ metadata }) => !metadata.name.endsWith('-preview'));
  return ofUsers.flatMap(({ metadata, spec }) =>
    list(spec?.rules).flatMap(rule =>
      list(rule.http?.paths).map(({ path, backend }): Way => {
        const { name, port } = backend?.service ?? {};
        const by = port?.number ?? port?.name;
        return [`https://${rule.host ?? '*'}${path || '/'}`, behind(cluster, metadata.namespace, name, by)];
      }),
    ),
  );
}

// Of the rules of a route that fit a request, the one with more headers wins: of a request without, none of those fits.
function byRoutes(cluster: Cluster): Way[] {
  return of(cluster, 'HTTPRoute').flatMap(({ metadata, spec }) => {
    const rule = list(spec?.rules).find(
      ({ matches }) => !matches?.length || matches.some(({ headers }: Loose) => !headers?.length),
    );
    const shares = list(rule?.backendRefs).map(({ name, port, weight = 1 }) => ({
      weight,
      answers: behind(cluster, metadata.namespace, name, port),
    }));
    return list(spec?.parentRefs).length
      ? list(spec.hostnames).map((host): Way => [`https://${host}/`, shared(shares)])
      : [];
  });
}

// Of a VirtualService the first rule that fits wins.
function byMesh(cluster: Cluster): Way[] {
  return of(cluster, 'VirtualService').flatMap(({ metadata, spec }) => {
    const rule = list(spec?.http).find(({ match }) => !match?.length || match.some(({ headers }: Loose) => !headers));
    const routes = list(rule?.route);
    const shares = routes.map(({ destination, weight }) => {
      const subset = subsetOf(cluster, metadata.namespace, destination);
      return {
        weight: weight ?? (routes.length === 1 ? 100 : 0),
        answers: subset
          ? behind(cluster, metadata.namespace, destination.host, destination.port?.number, subset)
          : new Map(),
      };
    });
    return list(spec?.hosts).map((host): Way => [`https://${host}/`, shared(shares)]);
  });
}

function subsetOf(cluster: Cluster, namespace: string, { host, subset }: Loose): object | undefined {
  if (subset === undefined) return {};
  const rules = of(cluster, 'DestinationRule').filter(
    one => one.metadata.namespace === namespace && one.spec?.host === host,
  );
  return rules.flatMap(({ spec }) => list(spec.subsets)).find(({ name }) => name === subset)?.labels;
}

function shared(shares: readonly { readonly weight: number; readonly answers: Answers }[]): Answers {
  const sum = shares.reduce((all, { weight }) => all + weight, 0);
  const all = new Map<string, number>();
  for (const { weight, answers } of shares) {
    for (const [who, part] of answers) {
      const own = sum ? (part * weight) / sum : 0;
      if (own) all.set(who, (all.get(who) ?? 0) + own);
    }
  }
  return all;
}

/** Who is behind a port of a Service, by its number or name; by any port, where none is said and there is one. */
function behind(cluster: Cluster, namespace: string, name: string, port: unknown, subset: object = {}): Answers {
  const service = named(cluster, 'Service', namespace, name);
  const selector = service?.spec?.selector;
  if (!selector || !Object.keys(selector).length || service.spec.type === 'ExternalName') return new Map();
  const ports = list(service.spec.ports);
  const entry = port === undefined ? ports[0] : ports.find(one => one.port === port || one.name === port);
  if (!entry) return new Map();
  const target = entry.targetPort ?? entry.port;
  const endpoints = podsIn(cluster).filter(
    pods =>
      pods.namespace === (namespace ?? '') &&
      pods.count > 0 &&
      fits(selector, pods.labels) &&
      fits({ ...subset }, pods.labels) &&
      (typeof target === 'string'
        ? pods.ports.some(one => one.name === target)
        : !pods.ports.length || pods.ports.some(one => one.containerPort === target)) &&
      admits(cluster, pods, target),
  );
  const count = endpoints.reduce((all, pods) => all + pods.count, 0);
  return new Map(endpoints.map(pods => [pods.of, (pods.count * 100) / count]));
}

function list(value: unknown): Loose[] {
  return Array.isArray(value) ? value.map(item => item ?? {}) : [];
}
