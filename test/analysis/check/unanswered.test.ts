import { planned, told } from '../plan/told';
import { reviewed } from './output';

// Requests that nobody answers any more, of applications without colours; and what plan tells of the same change.

type Objects = readonly object[];

const deployment = (name: string, more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name, image: `${name}:1`, ports: [{ name: 'http', containerPort: 8080 }] }] },
    },
    ...more,
  },
});
const service = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { selector: { app: name }, ports: [{ name: 'http', port: 80, targetPort: 'http' }], ...more },
});
const ingress = (to: string, port: object = { number: 80 }, host = 'shop.example.com') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'shop', namespace: 'shop' },
  spec: {
    rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: to, port } } }] } }],
  },
});
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const BASE: Objects = [NAMESPACE, deployment('web'), service('web'), ingress('web')];

const files = (objects: Objects) => new Map([['all.yaml', objects.map(one => JSON.stringify(one)).join('\n---\n')]]);
const messages = (head: Objects, base = BASE) =>
  reviewed(files(base), files(head)).findings.map(({ rule, place, message }) => `${rule} ${place}: ${message}`);

test.each<[string, Objects, string]>([
  [
    'a typing error in a selector',
    [NAMESPACE, deployment('web'), service('web', { selector: { app: 'wep' } }), ingress('web')],
    'requests to Service web: its selector fits no pods',
  ],
  [
    'no selector',
    [NAMESPACE, deployment('web'), service('web', { selector: undefined }), ingress('web')],
    'requests to Service web: it has no selector, and leads to no pods',
  ],
  [
    'a name elsewhere',
    [
      NAMESPACE,
      deployment('web'),
      service('web', { selector: undefined, type: 'ExternalName', externalName: 'old.example.com' }),
      ingress('web'),
    ],
    'requests to Service web: it leads to the name old.example.com, and to no pods',
  ],
  ['the Service goes', [NAMESPACE, deployment('web'), ingress('web')], 'requests to Service web: it goes'],
  [
    'a target port that no container has',
    [NAMESPACE, deployment('web'), service('web', { ports: [{ port: 80, targetPort: 'web' }] }), ingress('web')],
    'requests to Service web: the port web, where 80/TCP leads, is in no container of its pods',
  ],
  [
    'another number',
    [
      NAMESPACE,
      deployment('web'),
      service('web', { ports: [{ name: 'http', port: 8080, targetPort: 'http' }] }),
      ingress('web', { name: 'http' }),
    ],
    'requests to Service web: its port 80/TCP goes',
  ],
  [
    'no pods',
    [NAMESPACE, deployment('web', { replicas: 0 }), service('web'), ingress('web')],
    'requests to Service web: there are 0 of the pods that it leads to',
  ],
  ['the namespace goes', BASE.slice(1), 'Namespace shop goes, and with it all that is in it'],
  [
    'the Ingress goes',
    BASE.slice(0, 3),
    'requests to shop.example.com/: Ingress shop goes, and nothing else leads them',
  ],
  [
    'the Ingress leads to another Service',
    [...BASE.slice(0, 3), ingress('wep')],
    'requests to shop.example.com/: Ingress shop leads them to wep, where nobody answers',
  ],
  [
    'the Ingress leads to another port',
    [...BASE.slice(0, 3), ingress('web', { number: 8080 })],
    'requests to shop.example.com/: Ingress shop leads them to web, where nobody answers',
  ],
  [
    'the Ingress has another host',
    [...BASE.slice(0, 3), ingress('web', { number: 80 }, 'shop.example.org')],
    'requests to shop.example.com/: Ingress shop leads them nowhere any more',
  ],
])('BG031 finds it, and plan tells an outage: %s', (_, head, message) => {
  expect(messages(head)).toEqual([`BG031 shop/web: ${message}`]);
  const [first] = planned(files(BASE), files(head)).stories;
  expect([first!.place, first!.effects[0]!.kind, first!.findings.length]).toEqual(['shop/web', 'outage', 1]);
});

const BESIDE = [deployment('api'), service('api')];

test.each<[string, Objects, Objects]>([
  [
    'another image',
    BASE,
    [NAMESPACE, deployment('web', { template: deployment('web').spec.template }), service('web'), ingress('web')],
  ],
  ['a Service and its pods go, and nobody came from outside', [...BASE, ...BESIDE], BASE],
  [
    'a Service of pods that there never were',
    [...BASE, service('api')],
    [...BASE, service('api', { selector: { app: 'gone' } })],
  ],
  [
    'endpoints are written by hand',
    BASE,
    [
      NAMESPACE,
      deployment('web'),
      service('web', { selector: undefined }),
      { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'web', namespace: 'shop' }, subsets: [] },
      ingress('web'),
    ],
  ],
  [
    'the same host and path by another object',
    BASE,
    [...BASE.slice(0, 3), { ...ingress('web'), metadata: { name: 'shop-2', namespace: 'shop' } }],
  ],
  [
    'one more port',
    BASE,
    [
      NAMESPACE,
      deployment('web'),
      service('web', {
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'more', port: 81, targetPort: 'http' },
        ],
      }),
      ingress('web'),
    ],
  ],
])('BG031 has nothing against it: %s', (_, base, head) => {
  expect(messages(head, base)).toEqual([]);
  expect(told(planned(files(base), files(head))).filter(line => / outage:/.test(line))).toEqual([]);
});
