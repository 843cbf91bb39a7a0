import { itemsOf } from '../../manifests/items';
import { type Fields, firstOfEqual, keyOf, type ReadRule, textsIn } from './route';

// What is not said of a path.
const ALL = { type: 'PathPrefix', value: '/' };

/** @see https://gateway-api.sigs.k8s.io/api-types/httproute/ */
export function gatewayRules(spec: Fields): ReadRule[] {
  const rules = itemsOf(spec['rules']).map((rule, i): ReadRule => {
    const matches = itemsOf(rule['matches']);
    return {
      key: keyOf((matches.length ? matches : [{}]).map(match => ({ ...match, path: { ...ALL, ...match['path'] } }))),
      hosts: textsIn(spec['hostnames']),
      paths: textsIn(matches.map(({ path }) => path?.value)),
      forSome:
        matches.length > 0 &&
        matches.every(({ headers, queryParams }) => itemsOf(headers).length + itemsOf(queryParams).length > 0),
      backends: itemsOf(rule['backendRefs']).flatMap((ref, j) =>
        (ref['kind'] ?? 'Service') === 'Service' && ref['name']
          ? [
              {
                service: String(ref['name']),
                ...(ref['namespace'] && { namespace: ref['namespace'] }),
                port: ref['port'],
                weight: ref['weight'] ?? 1,
                path: ['spec', 'rules', i, 'backendRefs', j],
              },
            ]
          : [],
      ),
    };
  });
  return firstOfEqual(rules);
}
