import { isMap } from '../../manifests/is-map';
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
  // What is called is the path of an HTTP/2 request; another route of the host may have it for all others. Where the route takes
  // all calls of a service, one of them comes by the address of the service.
  paths: (matches, all) => {
    const taken = all.map(callOf);
    return matches.map(match => {
      const call = callOf(match);
      const [widest = call] = taken.filter(one => isWithin(call, one)).sort((one, other) => one.length - other.length);
      return `/${widest.join('/')}${BY_GRPC}`;
    });
  },
});

function callOf({ method }: Fields): string[] {
  const { service, method: name } = Object(method);
  return [service, name].filter(part => part !== undefined);
}

function isWithin(call: readonly string[], wider: readonly string[]): boolean {
  return wider.every((part, index) => part === call[index]);
}

interface Kind {
  /** What a match asks for, with what is so where it is not said. */
  asked(match: Fields): Fields;
  /** @param all the matches of all rules that are for everybody */
  paths(matches: readonly Fields[], all: readonly Fields[]): readonly string[];
}

function rulesBy(kind: Kind): (spec: Fields) => ReadRule[] {
  return spec => {
    const rules = itemsOf(spec['rules']);
    const all = rules.filter(rule => !isForSome(rule)).flatMap(matchesOf);
    return firstOfEqual(rules.map((rule, i) => ruleOf(spec, rule, i, kind, all)));
  };
}

// Without a match it is for all requests.
function matchesOf(rule: Fields): readonly Fields[] {
  const matches = itemsOf(rule['matches']);
  return matches.length ? matches : [{}];
}

function isForSome(rule: Fields): boolean {
  return matchesOf(rule).every(({ headers, queryParams }) => itemsOf(headers).length + itemsOf(queryParams).length > 0);
}

function ruleOf(spec: Fields, rule: Fields, i: number, { asked, paths }: Kind, all: readonly Fields[]): ReadRule {
  return {
    key: keyOf(withoutStricter(matchesOf(rule).map(asked))),
    hosts: textsIn(spec['hostnames']),
    paths: paths(matchesOf(rule), all),
    forSome: isForSome(rule),
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

// A match that asks for all that another one of the rule asks for, and for more, brings it no request: it only makes the rule go
// before others.
function withoutStricter(matches: readonly Fields[]): Fields[] {
  return matches.filter(match => !matches.some(other => keyOf(other) !== keyOf(match) && asksAlso(match, other)));
}

// Whether one asks for whatever the other one does.
function asksAlso(one: unknown, other: unknown): boolean {
  if (!isMap(one) || !isMap(other)) return keyOf(one) === keyOf(other);
  return Object.entries(other).every(([key, asked]) => asksAlso(one[key], asked));
}
