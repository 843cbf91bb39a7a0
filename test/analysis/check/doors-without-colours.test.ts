import { reviewed } from './output';

// The doors of an application that nothing tells colours of: a Deployment, a Service and an Ingress.

type Fields = { [key: string]: any };

const web = () => ({
  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
    },
  } as Fields,
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
  } as Fields,
  ingress: ingress('shop', 'web'),
});

function ingress(name: string, to: string, path = '/'): Fields {
  const backend = { service: { name: to, port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'shop', annotations: {} },
    spec: {
      ingressClassName: 'nginx',
      rules: [{ host: 'shop.example.com', http: { paths: [{ path, pathType: 'Prefix', backend }] } }],
    },
  };
}

const slice = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: 'by-hand', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } },
  addressType: 'IPv4',
  endpoints: [{ addresses: ['192.0.2.7'] }],
  ports: [{ name: 'http', port: 80 }],
};

type Folder = { [path: string]: Fields };

const folder = (change: (objects: ReturnType<typeof web>) => void = () => {}, more: Folder = {}) => {
  const objects = web();
  change(objects);
  const { deployment, service, ingress: door } = objects;
  const all = { 'a/web.yaml': deployment, 'a/service.yaml': service, 'a/ingress.yaml': door, ...more };
  return new Map(Object.entries(all).map(([path, object]) => [path, JSON.stringify(object)]));
};
const rules = (head: ReadonlyMap<string, string>, base = folder()) =>
  reviewed(base, head).findings.map(({ rule, place }) => `${rule} ${place}`);

test.each<[string, Parameters<typeof folder>, readonly string[]]>([
  ['another class', [({ ingress }) => (ingress['spec'].ingressClassName = 'internal')], ['BG020 shop/web']],
  [
    'only the very path',
    [({ ingress }) => (ingress['spec'].rules[0].http.paths[0].pathType = 'Exact')],
    ['BG020 shop/web'],
  ],
  [
    'only known addresses',
    [
      ({ ingress }) =>
        (ingress['metadata'].annotations['nginx.ingress.kubernetes.io/whitelist-source-range'] = '10.0.0.0/8'),
    ],
    ['BG020 shop/web'],
  ],
  [
    'a password',
    [({ ingress }) => (ingress['metadata'].annotations['nginx.ingress.kubernetes.io/auth-type'] = 'basic')],
    ['BG020 shop/web'],
  ],
  ['a second Ingress of the address', [undefined, { 'a/second.yaml': ingress('second', 'other') }], ['BG022 shop/web']],
  ['endpoints by hand beside the pods', [undefined, { 'a/slice.yaml': slice }], ['BG022 shop/web']],
  ['a note on the Ingress', [({ ingress }) => (ingress['metadata'].annotations['example.com/owner'] = 'us')], []],
  ['a second Ingress of another path', [undefined, { 'a/second.yaml': ingress('second', 'other', '/other') }], []],
  [
    'endpoints by hand in the place of the selector',
    [({ service }) => delete service['spec'].selector, { 'a/slice.yaml': slice }],
    [],
  ],
])('%s', (_, head, found) => {
  expect(rules(folder(...head))).toEqual(found);
});

test('an address that one Ingress gives to another one is not at odds with itself', () => {
  const both = (one: string) => (objects: ReturnType<typeof web>) =>
    objects.ingress['spec'].rules[0].http.paths.push(...ingress('', 'web', one)['spec'].rules[0].http.paths);
  const api = { ...web().service, metadata: { name: 'api', namespace: 'shop' } };
  const head = folder(undefined, { 'a/api.yaml': api, 'a/second.yaml': ingress('second', 'api', '/api') });
  expect(rules(head, folder(both('/api'), { 'a/api.yaml': api }))).toEqual([]);
});

test('endpoints by hand of one environment do not answer for the Service of another one', () => {
  const adrift = ({ service }: ReturnType<typeof web>) => delete service['spec'].selector;
  const staging = {
    'b/web.yaml': web().deployment,
    'b/service.yaml': web().service,
  };
  const head = folder(adrift, { ...staging, 'b/slice.yaml': slice });
  expect(rules(head, folder(undefined, staging))).toContain('BG031 a/web');
});
