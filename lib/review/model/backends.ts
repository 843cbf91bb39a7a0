import { itemsOf } from '../../manifests/items';
import type { Manifest } from '../../manifests/manifest';
import type { Tree } from '../../manifests/tree';
import type { Path } from '../../spec/problem';

/** A Service that a rule leads to. */
interface Backend {
  readonly namespace: string;
  readonly service: string;
  /** Number or name; undefined where the rule says none. */
  readonly port?: number | string;
  readonly weight: number;
  /** Where it stands. */
  readonly path: Path;
}

/** One rule of an Ingress or a route: requests that are shared among Services. */
export interface RoutingRule {
  readonly manifest: Manifest;
  readonly part: string;
  /** The same for the same rule in another tree. */
  readonly id: string;
  /** Whether it is only for requests with certain headers, as testers send them. */
  readonly forSome: boolean;
  readonly backends: readonly Backend[];
}

/** All rules by which requests from outside reach Services. */
export function routingRulesOf(tree: Tree): RoutingRule[] {
  return tree.manifests.flatMap(manifest => {
    const { kind, name, namespace } = manifest.identity;
    const part = tree.partOf(manifest.file);
    return (READERS[kind]?.(manifest.value['spec'] ?? {}) ?? []).map(({ path, forSome, backends }) => ({
      manifest,
      part,
      id: [part, kind, namespace, name, ...path].join(':'),
      forSome: forSome ?? false,
      backends: backends.map(backend => ({ namespace, weight: 1, ...backend })),
    }));
  });
}

interface Read {
  readonly path: Path;
  readonly forSome?: boolean;
  readonly backends: readonly (Pick<Backend, 'service' | 'port' | 'path'> & Partial<Backend>)[];
}

type Fields = { readonly [key: string]: any };

const READERS: { readonly [kind: string]: (spec: Fields) => Read[] } = {
  Ingress: ingressRules,
  HTTPRoute: gatewayRules,
  GRPCRoute: gatewayRules,
  TLSRoute: gatewayRules,
  TCPRoute: gatewayRules,
  UDPRoute: gatewayRules,
  VirtualService: istioRules,
  Route: openShiftRoute,
};

function ingressRules(spec: Fields): Read[] {
  const backend = (found: any, path: Path): Read[] => {
    const service = found?.service;
    if (!service?.name) return [];
    const port = service.port?.number ?? service.port?.name;
    return [{ path, backends: [{ service: service.name, port, path: [...path, 'service', 'name'] }] }];
  };
  return [
    ...backend(spec['defaultBackend'], ['spec', 'defaultBackend']),
    ...itemsOf(spec['rules']).flatMap((rule, i) =>
      itemsOf(rule['http']?.paths).flatMap((entry, j) =>
        backend(entry['backend'], ['spec', 'rules', i, 'http', 'paths', j, 'backend']),
      ),
    ),
  ];
}

function gatewayRules(spec: Fields): Read[] {
  return itemsOf(spec['rules']).map((rule, i) => {
    const path = ['spec', 'rules', i];
    const matches = itemsOf(rule['matches']);
    return {
      path,
      forSome: matches.length > 0 && matches.every(match => itemsOf(match['headers']).length > 0),
      backends: itemsOf(rule['backendRefs']).flatMap((ref, j) =>
        (ref['kind'] ?? 'Service') === 'Service' && ref['name']
          ? [{ ...shared(ref), service: ref['name'], port: ref['port'], path: [...path, 'backendRefs', j] }]
          : [],
      ),
    };
  });
}

function shared(ref: Fields): Partial<Backend> {
  return { weight: ref['weight'] ?? 1, ...(ref['namespace'] && { namespace: ref['namespace'] }) };
}

/** @see https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
function istioRules(spec: Fields): Read[] {
  return itemsOf(spec['http']).map((rule, i) => {
    const path = ['spec', 'http', i];
    const matches = itemsOf(rule['match']);
    const routes = itemsOf(rule['route']);
    return {
      path,
      forSome: matches.length > 0 && matches.every(match => match['headers'] !== undefined),
      backends: routes.flatMap((route, j) => {
        const [service, namespace] = String(route['destination']?.host ?? '').split('.');
        return service
          ? [
              {
                service,
                ...(namespace && { namespace }),
                port: route['destination'].port?.number,
                weight: route['weight'] ?? (routes.length === 1 ? 1 : 0),
                path: [...path, 'route', j],
              },
            ]
          : [];
      }),
    };
  });
}

function openShiftRoute(spec: Fields): Read[] {
  if (spec['to']?.kind !== 'Service') return [];
  const backends = [
    { ref: spec['to'], path: ['spec', 'to'] },
    ...itemsOf(spec['alternateBackends']).map((ref, i) => ({ ref, path: ['spec', 'alternateBackends', i] })),
  ];
  return [
    {
      path: ['spec'],
      backends: backends.map(({ ref, path }) => ({ service: ref['name'], weight: ref['weight'] ?? 100, path })),
    },
  ];
}
