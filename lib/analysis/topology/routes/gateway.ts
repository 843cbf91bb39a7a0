import { itemsOf } from '../../manifests/items';
import { type Fields, keyOf, type ReadRule, textsIn } from './route';

/** @see https://gateway-api.sigs.k8s.io/api-types/httproute/ */
export function gatewayRules(spec: Fields): ReadRule[] {
  return itemsOf(spec['rules']).map((rule, i) => {
    const matches = itemsOf(rule['matches']);
    return {
      key: keyOf(rule['matches']),
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
}
