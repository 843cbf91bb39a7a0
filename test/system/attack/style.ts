import { join } from 'node:path';
import { filesBelow } from '../../../lib/project/write/files-below';
import { Copy, type Loose } from './copy';

const ROOT = join(__dirname, '..', '..', '..');

/** One way in which people write blue-green, with an example of it. */
export interface Style {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  /** The Deployment that users are on, and the one beside it. */
  readonly live: string;
  readonly idle: string;
  readonly namespace: string;
  /** What users come through from elsewhere in the cluster, or as the first thing from outside. */
  readonly services: readonly string[];
  /** Moves users to the other colour, or back. */
  move(copy: Copy, to: 'live' | 'idle'): void;
}

const CORPUS = join('test', 'system', 'attack', 'corpus');

function committed(folder: string): Map<string, string> {
  return filesBelow(ROOT, folder);
}

function ours(place: string): Map<string, string> {
  const folder = `dist/apps/${place}`;
  return new Map([...committed(folder)].map(([path, text]) => [`${folder}/${path}`, text]));
}

/** By the selectors of Services. */
const bySelector =
  (names: readonly string[], label: string, live: string, idle: string) => (copy: Copy, to: string) => {
    for (const name of names) {
      copy.edit(copy.get('Service', name), ({ spec }) => {
        spec.selector[label] = to === 'live' ? live : idle;
      });
      const preview = copy.find('Service', `${name}-preview`);
      if (!preview) continue;
      copy.edit(preview, ({ spec }) => {
        spec.selector[label] = to === 'live' ? idle : live;
      });
    }
  };

/** By whom an Ingress leads to. */
const byBackend = (from: string, to: string) => (copy: Copy, way: string) => {
  copy.edit(copy.all('Ingress')[0], ({ spec }) => {
    for (const { http } of spec.rules)
      for (const path of http.paths) path.backend.service.name = way === 'live' ? from : to;
  });
};

/** By the weights of the rule of a route that is for everybody. */
const byWeights = (kind: string, backends: (spec: Loose) => Loose[]) => (copy: Copy, way: string) => {
  copy.edit(copy.all(kind)[0], ({ spec }) => {
    const [first, second] = backends(spec) as [Loose, Loose];
    [first.weight, second.weight] = way === 'live' ? [100, 0] : [0, 100];
  });
};

const ON_SELECTOR: readonly (readonly [name: string, app: string, label: string, services: readonly string[]])[] = [
  ['plain', 'web', 'version', ['web']],
  ['helm', 'cart', 'slot', ['cart']],
  ['kustomize', 'orders', 'colour', ['orders']],
  ['argocd', 'pay', 'version', ['pay']],
  ['flux', 'mail', 'version', ['mail']],
  ['keda', 'render', 'version', ['render']],
  ['surplus', 'llm', 'colour', ['llm']],
  ['twice', 'chat', 'colour', ['chat-http', 'chat-grpc']],
];

const NAMESPACES: { readonly [app: string]: string } = { web: 'shop' };

/** The styles in which others write it. */
export const FOREIGN: readonly Style[] = [
  ...ON_SELECTOR.map(([name, app, label, services]) => ({
    name,
    files: committed(`${CORPUS}/${name}`),
    live: `${app}-blue`,
    idle: `${app}-green`,
    namespace: NAMESPACES[app] ?? app,
    services,
    move: bySelector(services, label, 'blue', 'green'),
  })),
  {
    name: 'ingress',
    files: committed(`${CORPUS}/ingress`),
    live: 'catalog-blue',
    idle: 'catalog-green',
    namespace: 'catalog',
    services: ['catalog-blue'],
    move: byBackend('catalog-blue', 'catalog-green'),
  },
  {
    name: 'istio',
    files: committed(`${CORPUS}/istio`),
    live: 'reviews-v1',
    idle: 'reviews-v2',
    namespace: 'reviews',
    services: ['reviews'],
    move: byWeights('VirtualService', spec => spec.http.at(-1).route),
  },
  {
    name: 'gateway',
    files: committed(`${CORPUS}/gateway`),
    live: 'search-blue',
    idle: 'search-green',
    namespace: 'search',
    services: ['search-blue'],
    move: byWeights('HTTPRoute', spec => spec.rules.at(-1).backendRefs),
  },
];

/** Applications without colours. */
export const SINGLE: Style = {
  name: 'single',
  files: committed(`${CORPUS}/single`),
  live: 'frontend',
  idle: 'frontend',
  namespace: 'guestbook',
  services: ['frontend'],
  move: () => {},
};

// Of all its rules, those that share requests.
const byRoute: Style['move'] = (copy, to) => {
  for (const route of copy.all('HTTPRoute', 'GRPCRoute')) {
    copy.edit(route, ({ spec }) => {
      for (const { backendRefs } of spec.rules) {
        if (backendRefs.length < 2) continue;
        [backendRefs[0].weight, backendRefs[1].weight] = to === 'live' ? [100, 0] : [0, 100];
      }
    });
  }
};

// At the end of shares, those who come through the Service move with those who come by the route.
const byRouteAndSelector: Style['move'] = (copy, to) => {
  byRoute(copy, to);
  bySelector(['shop-web', 'shop-admin', 'shop-partners'], 'blue-green/colour', 'blue', 'green')(copy, to);
};

// It is committed in the midst of a promotion, and its idle release is older than a port that the spec has since.
function wholly(files: ReadonlyMap<string, string>, move: Style['move'], idle: string): Map<string, string> {
  const copy = new Copy(files);
  move(copy, 'live');
  copy.edit(copy.get('Deployment', idle), ({ spec }) => {
    spec.template.spec.containers[0].ports.push({ containerPort: 8081, name: 'admin' });
  });
  return copy.files();
}

/** What this project makes, as it is committed. */
export const OURS: readonly Style[] = [
  {
    name: 'ours: ping',
    files: ours('production/ping'),
    live: 'ping-blue',
    idle: 'ping-green',
    namespace: 'demo',
    services: ['ping'],
    move: bySelector(['ping'], 'blue-green/colour', 'blue', 'green'),
  },
  {
    name: 'ours: shop',
    files: ours('production/shop'),
    live: 'shop-green',
    idle: 'shop-blue',
    namespace: 'demo',
    services: ['shop'],
    move: bySelector(['shop', 'shop-admin', 'shop-partners'], 'blue-green/colour', 'green', 'blue'),
  },
  {
    name: 'ours: shop by a route',
    files: wholly(ours('staging/shop'), byRoute, 'shop-green'),
    live: 'shop-blue',
    idle: 'shop-green',
    namespace: 'demo-staging',
    services: ['shop-web'],
    move: byRouteAndSelector,
  },
];
