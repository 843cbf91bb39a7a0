import type { KubernetesObject } from '../../construct/render/rendered';
import type { ClusterObjects } from './cluster-objects';

/** A port of a Service. */
export interface Target {
  readonly namespace?: string;
  readonly service: string;
  readonly port: number;
}

/** The Service that a route leads to, or why it leads nowhere: the reason that `ResolvedRefs` gives then. */
export type Resolved =
  | { readonly target: Target }
  | { readonly reason: 'InvalidKind' | 'RefNotPermitted' | 'BackendNotFound'; readonly message: string };

/** @see https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference */
export function resolved(route: KubernetesObject, ref: KubernetesObject, objects: ClusterObjects): Resolved {
  const { group = '', kind = 'Service', name, port } = ref;
  const home: string | undefined = route['metadata'].namespace;
  const namespace: string | undefined = ref['namespace'] ?? home;
  if (group !== '' || kind !== 'Service') return { reason: 'InvalidKind', message: `${kind} ${name} is no Service` };
  if (namespace !== home && !isGranted(route, namespace, name, objects)) {
    return { reason: 'RefNotPermitted', message: `nothing in ${namespace} lets a route of ${home} lead to ${name}` };
  }
  const service = objects.get('Service', namespace, name);
  const isThere = service?.['spec'].ports.some((published: KubernetesObject) => published['port'] === port);
  return isThere
    ? { target: { namespace, service: name, port } }
    : { reason: 'BackendNotFound', message: `there is no Service ${name} with port ${port}` };
}

function isGranted(route: KubernetesObject, to: string | undefined, name: string, objects: ClusterObjects): boolean {
  return objects
    .all('ReferenceGrant')
    .filter(({ metadata }) => metadata.namespace === to)
    .some(
      ({ spec }) =>
        spec.from.some(
          (from: KubernetesObject) =>
            from['kind'] === route['kind'] && from['namespace'] === route['metadata'].namespace,
        ) &&
        spec.to.some(
          (one: KubernetesObject) => one['kind'] === 'Service' && (one['name'] === undefined || one['name'] === name),
        ),
    );
}
