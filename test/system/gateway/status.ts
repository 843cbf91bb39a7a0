import type { KubernetesObject } from '../../construct/render/rendered';
import type { ClusterObjects } from './cluster-objects';
import { isHost } from './matching';
import { type Resolved, resolved } from './target';

/** One of the conditions that an implementation writes into a route's status. */
interface Condition {
  readonly type: 'Accepted' | 'ResolvedRefs';
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  readonly observedGeneration: number;
}

/** What one parent says of a route, as in its `status.parents`. */
export interface ParentStatus {
  readonly parentRef: KubernetesObject;
  readonly controllerName: string;
  readonly conditions: readonly Condition[];
}

/** Whose Gateways they are. */
const CONTROLLER = 'example.com/stand-in';

/**
 * What a Gateway says of a route: nothing of a route that names another one.
 * @see https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus
 */
export function parentsOf(route: KubernetesObject, gateway: KubernetesObject, objects: ClusterObjects): ParentStatus[] {
  const { metadata, spec } = route;
  const here = (spec.parentRefs as KubernetesObject[]).filter(
    ({ kind = 'Gateway', name, namespace = metadata.namespace }) =>
      kind === 'Gateway' && name === gateway['metadata'].name && namespace === gateway['metadata'].namespace,
  );
  return here.map(parentRef => {
    const observedGeneration: number = metadata.generation ?? 1;
    const refused = whyRefused(route, parentRef, gateway);
    const lost = refsOf(route)
      .map(ref => resolved(route, ref, objects))
      .find(isLost);
    return {
      parentRef,
      controllerName: CONTROLLER,
      conditions: [condition('Accepted', refused), condition('ResolvedRefs', lost)].map(said => ({
        ...said,
        observedGeneration,
      })),
    };
  });
}

export function isAccepted({ conditions }: ParentStatus): boolean {
  return conditions.some(({ type, status }) => type === 'Accepted' && status === 'True');
}

interface Reason {
  readonly reason: string;
  readonly message: string;
}

const isLost = (found: Resolved): found is Resolved & Reason => 'reason' in found;

function condition(type: Condition['type'], wrong?: Reason) {
  return wrong
    ? { type, status: 'False' as const, reason: wrong.reason, message: wrong.message }
    : { type, status: 'True' as const, reason: type, message: '' };
}

// What a route leads to and copies to.
function refsOf({ spec }: KubernetesObject): KubernetesObject[] {
  return (spec.rules as KubernetesObject[]).flatMap(({ backendRefs = [], filters = [] }) => [
    ...backendRefs,
    ...[...filters, ...backendRefs.flatMap((ref: KubernetesObject) => ref['filters'] ?? [])].flatMap(
      ({ requestMirror }) => (requestMirror ? [requestMirror.backendRef] : []),
    ),
  ]);
}

function whyRefused(route: KubernetesObject, ref: KubernetesObject, gateway: KubernetesObject): Reason | undefined {
  const listeners = (gateway['spec'].listeners as KubernetesObject[]).filter(
    ({ name }) => ref['sectionName'] === undefined || ref['sectionName'] === name,
  );
  if (!listeners.length) return { reason: 'NoMatchingParent', message: `no listener is called ${ref['sectionName']}` };
  const open = listeners.filter(
    ({ allowedRoutes }) =>
      allowedRoutes?.namespaces?.from === 'All' || route['metadata'].namespace === gateway['metadata'].namespace,
  );
  if (!open.length) return { reason: 'NotAllowedByListeners', message: 'no listener takes routes of this namespace' };
  const hosts: string[] = route['spec'].hostnames ?? [];
  const isWanted = open.some(
    ({ hostname }) =>
      hostname === undefined || !hosts.length || hosts.some(host => isHost(hostname, host) || isHost(host, hostname)),
  );
  if (!isWanted) return { reason: 'NoMatchingListenerHostname', message: `no listener is for ${hosts.join(', ')}` };
  const unknown = unsupported(route);
  return unknown === undefined ? undefined : { reason: 'UnsupportedValue', message: `${unknown} is not supported` };
}

function unsupported({ spec }: KubernetesObject): string | undefined {
  const rules = spec.rules as KubernetesObject[];
  const filters = rules.flatMap(({ filters = [], backendRefs = [] }) => [
    ...filters,
    ...backendRefs.flatMap((ref: KubernetesObject) => ref['filters'] ?? []),
  ]);
  const matches = rules.flatMap(({ matches = [] }) => matches);
  return [
    ...filters.map(({ type }) => type).filter(type => type !== 'RequestMirror'),
    ...matches
      .flatMap(({ path, method, headers = [], queryParams = [] }) => [path, method, ...headers, ...queryParams])
      .map(match => match?.type)
      .filter(type => type === 'RegularExpression'),
  ][0];
}
