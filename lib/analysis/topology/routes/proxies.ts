import type { Path } from '../../../construct/validate/problem';
import { itemsOf } from '../../manifests/items';
import { type Fields, keyOf, type ReadBackend, type ReadRule, textsIn } from './route';

/** @see https://projectcontour.io/docs/main/config/request-routing/ */
export function contourRules(spec: Fields): ReadRule[] {
  return itemsOf(spec['routes']).map((route, i) => {
    const conditions = itemsOf(route['conditions']);
    return {
      key: keyOf(route['conditions']),
      hosts: textsIn([spec['virtualhost']?.fqdn]),
      paths: textsIn(conditions.map(({ prefix, exact }) => prefix ?? exact)),
      forSome: conditions.some(({ header, queryParameter }) => header ?? queryParameter),
      backends: servicesIn(route['services'], ['spec', 'routes', i, 'services']),
    };
  });
}

/** @see https://doc.traefik.io/traefik/routing/providers/kubernetes-crd/ */
export function traefikRules(spec: Fields): ReadRule[] {
  return itemsOf(spec['routes']).map((route, i) => {
    const match = String(route['match'] ?? '');
    return {
      key: keyOf(match),
      hosts: quotedIn(match, 'Host'),
      paths: quotedIn(match, 'Path'),
      forSome: /\b(Headers?|HeadersRegexp|HeaderRegexp|Query|QueryRegexp)\(/.test(match),
      backends: servicesIn(route['services'], ['spec', 'routes', i, 'services']),
    };
  });
}

/** A TraefikService, which shares requests and is led to by an IngressRoute. */
export function traefikShares(spec: Fields): ReadRule[] {
  const backends = servicesIn(spec['weighted']?.services, ['spec', 'weighted', 'services']);
  return backends.length ? [{ key: keyOf(undefined), hosts: [], paths: [], backends }] : [];
}

// Host(`a`) && PathPrefix(`/b`)
function quotedIn(match: string, matcher: string): string[] {
  const calls = match.matchAll(new RegExp(`${matcher}\\w*\\(([^)]*)\\)`, 'g'));
  return [...calls].flatMap(([, texts]) => [...texts!.matchAll(/`([^`]*)`/g)].map(([, text]) => text!));
}

function servicesIn(services: unknown, path: Path): ReadBackend[] {
  const all = itemsOf(services);
  const isWeighted = all.some(({ weight }) => weight !== undefined);
  return all.flatMap(({ name, namespace, kind, port, weight, mirror }, index) =>
    typeof name === 'string' && (kind ?? 'Service') === 'Service' && !mirror
      ? [
          {
            service: name,
            ...(namespace && { namespace }),
            port,
            weight: weight ?? (isWeighted ? 0 : 1),
            path: [...path, index],
          },
        ]
      : [],
  );
}
