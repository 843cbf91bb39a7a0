import { itemsOf } from '../../manifests/items';
import { type Fields, firstOfEqual, keyOf, type ReadBackend, type ReadRule, textsIn } from './route';

/** @see https://istio.io/latest/docs/reference/config/networking/virtual-service/ */
export function istioRules(spec: Fields): ReadRule[] {
  const rules = itemsOf(spec['http']).map((rule, i): ReadRule => {
    const matches = itemsOf(rule['match']);
    const routes = itemsOf(rule['route']);
    const hosts = matches.flatMap(({ authority }) => Object.values(authority ?? {}));
    return {
      key: keyOf(rule['match']),
      hosts: textsIn(hosts.length ? hosts : spec['hosts']),
      paths: textsIn(matches.flatMap(({ uri }) => Object.values(uri ?? {}))),
      forSome: matches.length > 0 && matches.every(({ headers, queryParams }) => headers ?? queryParams),
      backends: routes.flatMap((route, j) => {
        const host = hostOf(route['destination']?.host);
        return host
          ? [
              {
                ...host,
                ...(route['destination'].subset && { subset: String(route['destination'].subset) }),
                port: route['destination'].port?.number,
                weight: route['weight'] ?? (routes.length === 1 ? 1 : 0),
                path: ['spec', 'http', i, 'route', j],
              },
            ]
          : [];
      }),
    };
  });
  const all = rules.findIndex(({ key }) => key === keyOf(undefined));
  // Nothing comes past a rule that takes every request.
  return firstOfEqual(all === -1 ? rules : rules.slice(0, all + 1));
}

/** `web`, `web.shop`, `web.shop.svc.cluster.local`: the Service that Istio means by a host. */
export function hostOf(host: unknown): Pick<ReadBackend, 'service' | 'namespace'> | undefined {
  const [service, namespace] = String(host ?? '').split('.');
  return service ? { service, ...(namespace && { namespace }) } : undefined;
}
