import { COLOUR_LABEL, RELEASE_LABEL } from '../../../../lib/construct/names';
import type { Cluster } from '../cluster/cluster';
import type { Labels } from '../cluster/object';

/** By what users come: the name of a Service, or a route or an Ingress such as `HTTPRoute/ping`. */
export type Way = string;

/** What the Service selects that users come to; undefined where there is none. */
export function activeSelector(cluster: Cluster, way: Way): Labels | undefined {
  return cluster.get(`Service/${serviceAt(cluster, way)}`)?.object['spec'].selector;
}

/** The pods that users reach. */
export function reachedBy(cluster: Cluster, way: Way): ReturnType<Cluster['endpointsOf']> {
  return cluster.endpointsOf(serviceAt(cluster, way));
}

/** The Service that a way leads to. */
export function serviceAt(cluster: Cluster, way: Way): string {
  if (!way.includes('/')) return way;
  const { rules = [] } = cluster.get(way)?.object['spec'] ?? {};
  const paths = rules.flatMap(({ http }: any) => http?.paths ?? []);
  const backends = rules.flatMap(({ backendRefs = [] }: any) => backendRefs).filter(({ weight }: any) => weight > 0);
  return paths[0]?.backend.service.name ?? backends[0]?.name ?? '';
}

/** A release in its colour: `green 99dd0a2dd7`. */
export function releaseIn(labels: Labels): string {
  return `${labels[COLOUR_LABEL]} ${labels[RELEASE_LABEL]}`;
}
