import { COLOUR_LABEL, RELEASE_LABEL } from '../../../../lib/construct/names';
import { COLOURS } from '../../../../lib/construct/props/colour';
import type { Cluster } from '../cluster/cluster';
import type { Labels } from '../cluster/object';

/** By what users come: the name of a Service, or a route or an Ingress such as `HTTPRoute/ping`. */
export type Way = string;

/** What a Service selects that users come to; undefined where there is none. */
export function activeSelector(cluster: Cluster, service: string): Labels | undefined {
  return cluster.service(service)?.object['spec'].selector;
}

/** What the Services select to which a way leads. */
export function selectorsAt(cluster: Cluster, way: Way): Labels[] {
  return servicesAt(cluster, way)
    .map(service => activeSelector(cluster, service))
    .filter(selector => selector !== undefined);
}

/** The colours to which a way leads: a selector that names none leads to both. */
export function coloursAt(cluster: Cluster, way: Way): string[] {
  const colours = selectorsAt(cluster, way).flatMap(selector => selector[COLOUR_LABEL] ?? COLOURS);
  return [...new Set(colours)].sort();
}

/** The pods that users reach. */
export function reachedBy(cluster: Cluster, way: Way): ReturnType<Cluster['endpointsOf']> {
  return servicesAt(cluster, way).flatMap(service => cluster.endpointsOf(service));
}

/** The Services to which a way leads: those of both colours where each has a share. */
export function servicesAt(cluster: Cluster, way: Way): string[] {
  if (!way.includes('/')) return [way];
  const { rules = [] } = cluster.get(way)?.object['spec'] ?? {};
  const paths = rules.flatMap(({ http }: any) => http?.paths ?? []).map(({ backend }: any) => backend.service.name);
  const backends = rules.flatMap(({ backendRefs = [] }: any) => backendRefs).filter(({ weight }: any) => weight > 0);
  return [...new Set<string>([...paths, ...backends.map(({ name }: any) => name)])];
}

/** A release in its colour: `green 99dd0a2dd7`. */
export function releaseIn(labels: Labels): string {
  return `${labels[COLOUR_LABEL]} ${labels[RELEASE_LABEL]}`;
}
