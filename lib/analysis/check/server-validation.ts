import type { Path } from '../../construct/validate/problem';
import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';

/** Why the API server takes an object not, and where in it. */
export interface Refusal {
  readonly path: Path;
  readonly message: string;
}

/** What the API server asks of ways in, where the schema is content: an empty peer, or an empty path, is none. */
export function refusedWays(manifest: Manifest): Refusal[] {
  if (manifest.identity.group !== 'networking.k8s.io') return [];
  return manifest.identity.kind === 'NetworkPolicy' ? emptyPeers(manifest) : pathsWithoutRoot(manifest);
}

const PEERS = ['podSelector', 'namespaceSelector', 'ipBlock'];

// https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors
function emptyPeers({ value: { spec } }: Manifest): Refusal[] {
  const lists = [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const;
  return lists.flatMap(([way, side]) =>
    itemsOf(spec?.[way]).flatMap((rule, i) =>
      itemsOf(rule[side]).flatMap((peer, j) =>
        PEERS.some(kind => peer[kind])
          ? []
          : [
              {
                path: ['spec', way, i, side, j],
                message: `an entry of "${side}" names nobody: it needs one of ${PEERS.join(', ')}`,
              },
            ],
      ),
    ),
  );
}

// https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types
function pathsWithoutRoot({ identity, value: { spec } }: Manifest): Refusal[] {
  if (identity.kind !== 'Ingress') return [];
  return itemsOf(spec?.rules).flatMap((rule, i) =>
    itemsOf(rule['http']?.paths).flatMap(({ path = '', pathType }, j) => {
      const mayBeEmpty = pathType !== 'Prefix' && pathType !== 'Exact';
      if (String(path).startsWith('/') || (mayBeEmpty && path === '')) return [];
      const place = ['spec', 'rules', i, 'http', 'paths', j];
      return [
        { path: place, message: `a path of type ${pathType} starts with "/", and this is ${JSON.stringify(path)}` },
      ];
    }),
  );
}
