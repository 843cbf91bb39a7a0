import { itemsOf } from '../../manifests/items';
import { BY_GRPC, type Fields, firstOfEqual, keyOf, type ReadRule, textsIn } from './route';

// What is not said of a path.
const ALL = { type: 'PathPrefix', value: '/' };

/** @see https://gateway-api.sigs.k8s.io/api-types/httproute/ */
export const gatewayRules = rulesBy({
  asked: match => ({ ...match, path: { ...ALL, ...match['path'] } }),
  paths: matches => textsIn(matches.map(({ path }) => path?.value)),
});

/** @see https://gateway-api.sigs.k8s.io/api-types/grpcroute/ */
export const grpcRules = rulesBy({
  asked: match => ({ ...match, method: { type: 'Exact', ...match['method'] } }),
  // What is called is the path of an HTTP/2 request; another route of the host may have it for all others.
  paths: matches =>
    (matches.length ? matches : [{}]).map(({ method }: Fields) => {
      const { service, method: name } = Object(method);
      return `/${[service, name].filter(part => part !== undefined).join('/')}${BY_GRPC}`;
    }),
});

interface Kind {
  /** What a match asks for, with what is so where it is not said. */
  asked(match: Fields): Fields;
  paths(matches: readonly Fields[]): readonly string[];
}

function rulesBy(kind: Kind): (spec: Fields) => ReadRule[] {
  return spec => firstOfEqual(itemsOf(spec['rules']).map((rule, i) => ruleOf(spec, rule, i, kind)));
}

function ruleOf(spec: Fields, rule: Fields, i: number, { asked, paths }: Kind): ReadRule {
  const matches = itemsOf(rule['matches']);
  return {
    key: keyOf((matches.length ? matches : [{}]).map(asked)),
    hosts: textsIn(spec['hostnames']),
    paths: paths(matches),
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
}
