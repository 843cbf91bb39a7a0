import { execFileSync, spawnSync } from 'node:child_process';
import { temporaryFolder, writeTree } from '../../folder';
import { planned, told } from '../plan/told';
import { broken, change, reviewed } from './output';

// Shapes of blue-green that people publish, in our own words. Each names a repository in which it was seen.

type Labels = Readonly<Record<string, string>>;
type Objects = readonly object[];

const METADATA = (name: string, annotations?: Labels) => ({ name, ...(annotations && { annotations }) });
const PODS = (labels: Labels, image: string) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image, ports: [{ name: 'http', containerPort: 8080 }] }] },
});
const deployment = (name: string, labels: Labels, image: string, selector = labels) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: METADATA(name),
  spec: { replicas: 2, selector: { matchLabels: selector }, template: PODS(labels, image) },
});
const service = (name: string, selector: Labels) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: METADATA(name),
  spec: { selector, ports: [{ port: 80, targetPort: 'http' }] },
});
const route = (apiVersion: string, kind: string, spec: object, annotations?: Labels) => ({
  apiVersion,
  kind,
  metadata: METADATA('entry', annotations),
  spec,
});
const files = (objects: Objects) => new Map([['all.yaml', objects.map(one => JSON.stringify(one)).join('\n---\n')]]);

/** Blue and green of `labels`, each with a Service of its own. */
const pair = (labels: (colour: string) => Labels, image = 'shop:1'): Objects =>
  ['blue', 'green'].flatMap(colour => [
    deployment(`shop-${colour}`, labels(colour), colour === 'blue' ? image : 'shop:2'),
    service(`shop-${colour}`, labels(colour)),
  ]);
const bySlot = (slot: string) => ({ app: 'shop', slot });
const shares = (blue: number) => [
  { name: 'shop-blue', port: 80, weight: blue },
  { name: 'shop-green', port: 80, weight: 100 - blue },
];
const http = (paths: Objects, host?: string) => ({ rules: [{ ...(host && { host }), http: { paths } }] });
const to = (name: string, path = '/') => ({
  path,
  pathType: 'Prefix',
  backend: { service: { name, port: { number: 80 } } },
});
const mesh = (subsets: Readonly<Record<string, Labels>>) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: METADATA('shop'),
  spec: { host: 'shop', subsets: Object.entries(subsets).map(([name, labels]) => ({ name, labels })) },
});
const virtual = (...rules: Objects) => route('networking.istio.io/v1', 'VirtualService', { hosts: ['*'], http: rules });
const subset = (name: string, weight?: number) => ({
  destination: { host: 'shop', subset: name },
  ...(weight !== undefined && { weight }),
});

/** One way to move users: all objects of it, with users on blue or on green, and with an image for blue. */
type Shape = readonly [seen: string, name: string, objects: (live: 'blue' | 'green', image?: string) => Objects];

const SHAPES: readonly Shape[] = [
  [
    // ContainerSolutions/k8s-deployment-strategies
    'a version that is more than a word',
    'a Service moves from version to version',
    (live, image = 'shop:1') => [
      deployment('shop-v1', { app: 'shop', version: 'v1.0.0' }, image),
      deployment('shop-v2', { app: 'shop', version: 'v2.0.0' }, 'shop:2'),
      service('shop', { app: 'shop', version: live === 'blue' ? 'v1.0.0' : 'v2.0.0' }),
    ],
  ],
  [
    // quangln94/Linux
    'the colour is a part of the name label',
    'a Service moves',
    (live, image = 'shop:1') => [
      deployment('one', { app: 'shop-blue' }, image),
      deployment('two', { app: 'shop-green' }, 'shop:2'),
      service('web', { app: `shop-${live}` }),
    ],
  ],
  [
    // swappyk/spring-blue-green-helm
    'the colour is all that the labels say',
    'a Service moves',
    (live, image = 'shop:1') => [
      deployment('blue', { app: 'blue' }, image),
      deployment('green', { app: 'green' }, 'shop:2'),
      service('web', { app: live }),
    ],
  ],
  [
    // a-devops-girl/kustomize-bluegreen-deployment
    'only the labels of the pods tell the colour',
    'a Service moves',
    (live, image = 'shop:1') => [
      deployment('shop-blue', { app: 'shop', version: 'blue' }, image, { app: 'shop' }),
      deployment('shop-green', { app: 'shop', version: 'green' }, 'shop:2', { app: 'shop' }),
      service('shop', { app: 'shop', version: live }),
    ],
  ],
  [
    // ianlewis/kubernetes-bluegreen-deployment-tutorial
    'an old API, and no selector in the Deployments',
    'a Service moves',
    (live, image = 'shop:1') => [
      ...[
        deployment('shop-1.10', { name: 'shop', version: '1.10' }, image),
        deployment('shop-1.11', { name: 'shop', version: '1.11' }, 'shop:2'),
      ].map(({ spec: { selector: _, ...spec }, ...one }) => ({ ...one, apiVersion: 'extensions/v1beta1', spec })),
      service('shop', { name: 'shop', version: live === 'blue' ? '1.10' : '1.11' }),
    ],
  ],
  [
    // aronchick/k8s-bluegreen
    'ReplicationControllers',
    'a Service moves',
    (live, image = 'shop:1') => [
      ...['blue', 'green'].map(slot => ({
        apiVersion: 'v1',
        kind: 'ReplicationController',
        metadata: METADATA(`shop-${slot}`),
        spec: { replicas: 2, selector: bySlot(slot), template: PODS(bySlot(slot), slot === 'blue' ? image : 'shop:2') },
      })),
      service('shop', bySlot(live)),
    ],
  ],
  [
    // puneetsaraswat/HelmCharts
    'a Service for users and one for a look, both behind one Ingress',
    'the two change places',
    (live, image = 'shop:1') => [
      deployment('shop-blue', bySlot('blue'), image),
      deployment('shop-green', bySlot('green'), 'shop:2'),
      service('shop-prod', bySlot(live)),
      service('shop-stage', bySlot(live === 'blue' ? 'green' : 'blue')),
      route('extensions/v1beta1', 'Ingress', {
        rules: ['prod', 'stage'].map(name => ({
          host: `${name}.example.com`,
          http: { paths: [{ backend: { serviceName: `shop-${name}`, servicePort: 80 } }] },
        })),
      }),
    ],
  ],
  [
    // titanlien/helm-blue-green
    'each colour has its own path beside that of users',
    'an Ingress of an old API moves',
    (live, image) => [
      ...pair(bySlot, image),
      route('networking.k8s.io/v1beta1', 'Ingress', {
        rules: [
          {
            http: {
              paths: [
                { path: '/blue', backend: { serviceName: 'shop-blue', servicePort: 80 } },
                { path: '/green', backend: { serviceName: 'shop-green', servicePort: 80 } },
                { path: '/', backend: { serviceName: `shop-${live}`, servicePort: 80 } },
              ],
            },
          },
        ],
      }),
    ],
  ],
  [
    // krancour/k8s-blue-green-examples
    'testers have a host of their own',
    'an Ingress moves',
    (live, image) => [
      ...pair(bySlot, image),
      route('networking.k8s.io/v1', 'Ingress', {
        rules: [
          ...http([to('shop-green')], 'uat.example.com').rules,
          ...http([to(`shop-${live}`)], 'example.com').rules,
        ],
      }),
    ],
  ],
  [
    // kubernetes-sigs/aws-load-balancer-controller
    'the load balancer shares requests, as an annotation says',
    'its weights move',
    (live, image) => [
      ...pair(bySlot, image),
      route(
        'networking.k8s.io/v1',
        'Ingress',
        http([{ path: '/', backend: { service: { name: 'both', port: { name: 'use-annotation' } } } }]),
        {
          'alb.ingress.kubernetes.io/actions.both': JSON.stringify({
            type: 'forward',
            forwardConfig: {
              targetGroups: [
                { serviceName: 'shop-blue', servicePort: '80', weight: live === 'blue' ? 100 : 0 },
                { serviceName: 'shop-green', servicePort: '80', weight: live === 'blue' ? 0 : 100 },
              ],
            },
          }),
        },
      ),
    ],
  ],
  [
    // David-Igou/openshift-bluegreen-nginx
    'two labels differ, the slot and the version',
    'the weights of an OpenShift Route move',
    (live, image) => [
      ...pair(slot => ({ app: 'shop', version: slot === 'blue' ? '1.0' : '1.1', slot }), image),
      route('route.openshift.io/v1', 'Route', {
        to: { kind: 'Service', name: 'shop-blue', weight: live === 'blue' ? 100 : 0 },
        alternateBackends: [{ kind: 'Service', name: 'shop-green', weight: live === 'blue' ? 0 : 100 }],
      }),
    ],
  ],
  [
    // devops-with-openshift/bluegreen
    'DeploymentConfigs',
    'an OpenShift Route moves',
    (live, image = 'shop:1') => [
      ...['blue', 'green'].flatMap(name => [
        {
          apiVersion: 'apps.openshift.io/v1',
          kind: 'DeploymentConfig',
          metadata: METADATA(name),
          spec: {
            replicas: 2,
            selector: { deploymentconfig: name },
            template: PODS({ deploymentconfig: name }, name === 'blue' ? image : 'shop:2'),
          },
        },
        service(name, { deploymentconfig: name }),
      ]),
      route('route.openshift.io/v1', 'Route', { to: { kind: 'Service', name: live } }),
    ],
  ],
  [
    // mikesmullin/minikube-istio-blue-green-example
    'one Service, which a DestinationRule splits',
    'the weights of its subsets move',
    (live, image = 'shop:1') => [
      deployment('shop-blue', bySlot('blue'), image),
      deployment('shop-green', bySlot('green'), 'shop:2'),
      service('shop', { app: 'shop' }),
      mesh({ one: { slot: 'blue' }, two: { slot: 'green' } }),
      virtual({ route: [subset('one', live === 'blue' ? 100 : 0), subset('two', live === 'blue' ? 0 : 100)] }),
    ],
  ],
  [
    // danielwoodhead/istio-blue-green
    'a parameter leads testers to the other subset',
    'the subset moves',
    (live, image = 'shop:1') => [
      deployment('shop-blue', bySlot('blue'), image),
      deployment('shop-green', bySlot('green'), 'shop:2'),
      service('shop', { app: 'shop' }),
      mesh({ blue: { slot: 'blue' }, green: { slot: 'green' } }),
      virtual(
        { match: [{ queryParams: { staging: { exact: 'true' } } }], route: [subset('green')] },
        { route: [subset(live)] },
      ),
    ],
  ],
  [
    // stevesloka's demo of Contour
    'a proxy of Contour',
    'its weights move',
    (live, image) => [
      ...pair(bySlot, image),
      route('projectcontour.io/v1', 'HTTPProxy', {
        virtualhost: { fqdn: 'example.com' },
        routes: [{ conditions: [{ prefix: '/' }], services: shares(live === 'blue' ? 100 : 0) }],
      }),
    ],
  ],
  [
    // cse-labs/aks-secure-baseline-hack
    'a proxy of Traefik',
    'its weights move',
    (live, image) => [
      ...pair(bySlot, image),
      route('traefik.io/v1alpha1', 'TraefikService', {
        weighted: { services: shares(live === 'blue' ? 100 : 0) },
      }),
    ],
  ],
  [
    // nandak522/modular-monolith
    'an IngressRoute with weights, and one by a header',
    'its weights move',
    (live, image) => [
      ...pair(bySlot, image),
      route('traefik.io/v1alpha1', 'IngressRoute', {
        routes: [
          { match: 'Host(`example.com`) && Headers(`X-Look`, `yes`)', services: [{ name: 'shop-green', port: 80 }] },
          { match: 'Host(`example.com`)', services: shares(live === 'blue' ? 100 : 0) },
        ],
      }),
    ],
  ],
];

describe.each(SHAPES)('%s: %s', (_, __, objects) => {
  const [before, after] = [files(objects('blue')), files(objects('green'))];

  test('one application is seen, with users on one colour, and nothing is left open', () => {
    const { applications, undecided } = change(undefined, before).head;
    expect(undecided).toEqual([]);
    expect(applications.map(({ isBlueGreen, colours, live }) => [isBlueGreen, colours.length, live.length])).toEqual([
      [true, 2, 1],
    ]);
  });

  test('a promotion is told as one, and breaks nothing', () => {
    expect(broken(before, after)).toEqual([]);
    expect(told(planned(before, after))[0]).toMatch(
      /: move: users move from .*shop:1\) to .*shop:2\); no pod restarts; .* stays up with 2 of 2 for rollback/,
    );
  });

  test('what runs under users is not changed in place, and the idle colour may be', () => {
    expect(broken(before, files(objects('blue', 'shop:9')))).toEqual(['BG001']);
    expect(broken(after, files(objects('green', 'shop:9')))).toEqual([]);
  });

  test('users are not moved to what the same change brings', () => {
    expect(broken(after, files(objects('blue', 'shop:9')))).toEqual(['BG002']);
  });
});

describe('requests that two Ingresses of nginx share', () => {
  // ContainerSolutions/k8s-deployment-strategies, chunliu/todo-app
  const canary = (weight: string, more: Labels = {}) => ({
    ...route('networking.k8s.io/v1', 'Ingress', http([to('shop-green')], 'example.com'), {
      'nginx.ingress.kubernetes.io/canary': 'true',
      ...(weight && { 'nginx.ingress.kubernetes.io/canary-weight': weight }),
      ...more,
    }),
    metadata: {
      name: 'entry-canary',
      annotations: {
        'nginx.ingress.kubernetes.io/canary': 'true',
        ...(weight && { 'nginx.ingress.kubernetes.io/canary-weight': weight }),
        ...more,
      },
    },
  });
  const state = (live: string, ...more: Objects) =>
    files([
      ...pair(bySlot),
      route('networking.k8s.io/v1', 'Ingress', http([to(`shop-${live}`)], 'example.com')),
      ...more,
    ]);

  test('a canary takes what its weight says, and goes in the end', () => {
    const [none, some, all, done] = [
      state('blue'),
      state('blue', canary('20')),
      state('blue', canary('100')),
      state('green'),
    ];
    expect(told(planned(none, some))[0]).toMatch(/: move: 20 % of the requests go to green/);
    expect(told(planned(some, all))[0]).toMatch(/: move: users leave blue .* and all of them are on green/);
    expect([broken(none, some), broken(some, all), broken(all, done)]).toEqual([[], [], []]);
    expect(broken(all, files([...pair(bySlot), canary('100')]))).toEqual(['BG005']);
  });

  test('one for requests with a header is for testers', () => {
    const header = canary('', { 'nginx.ingress.kubernetes.io/canary-by-header': 'X-Look' });
    const { applications } = change(undefined, state('blue', header)).head;
    expect(applications.map(({ live }) => live.map(({ colour }) => colour))).toEqual([['blue']]);
  });
});

test('an Ingress that two applications share moves the users of both', () => {
  // ContainerSolutions/k8s-deployment-strategies
  const of = (app: string) =>
    ['v1', 'v2'].flatMap(version => [
      deployment(`${app}-${version}`, { app, version }, `${app}:${version}`),
      service(`${app}-${version}`, { app, version }),
    ]);
  const state = (version: string) =>
    files([
      ...of('shop'),
      ...of('cart'),
      route('networking.k8s.io/v1', 'Ingress', {
        rules: ['shop', 'cart'].flatMap(app => http([to(`${app}-${version}`)], `${app}.example.com`).rules),
      }),
    ]);
  expect(broken(state('v1'), state('v2'))).toEqual([]);
  expect(told(planned(state('v1'), state('v2')))).toEqual([
    expect.stringMatching(/^cart in default: move: users move from v1 /),
    expect.stringMatching(/^shop in default: move: users move from v1 /),
  ]);
});

describe('routes that hurt', () => {
  const base = [
    deployment('shop-blue', bySlot('blue'), 'shop:1'),
    deployment('shop-green', bySlot('green'), 'shop:2'),
    service('shop', { app: 'shop' }),
  ];
  const SUBSETS = mesh({ one: { slot: 'blue' }, two: { slot: 'green' } });
  const before = files([...base, SUBSETS, virtual({ route: [subset('one')] })]);

  test('one that leads to a subset that nobody names is an outage', () => {
    expect(broken(before, files([...base, SUBSETS, virtual({ route: [subset('three')] })]))).toEqual(['BG007']);
  });

  test('one that no longer tells the subsets apart sends users to both', () => {
    // krancour/k8s-blue-green-examples
    const all = virtual({ route: [{ destination: { host: 'shop' } }] });
    expect(broken(before, files([...base, SUBSETS, all]))).toEqual(['BG007']);
  });

  test('one to the only subset of a Deployment without colours makes none of it', () => {
    const of = (image: string) =>
      files([
        deployment('shop', { app: 'shop' }, image),
        service('shop', { app: 'shop' }),
        mesh({ all: { app: 'shop' } }),
        virtual({ route: [subset('all')] }),
      ]);
    expect(broken(of('shop:1'), of('shop:2'))).toEqual([]);
  });

  test('a GRPCRoute is missed though an HTTPRoute has its host, unless that comes in its place', () => {
    const led = (kind: string) =>
      route('gateway.networking.k8s.io/v1', kind, {
        hostnames: ['shop.example.com'],
        rules: [{ backendRefs: [{ name: 'shop-blue', port: 80 }] }],
      });
    const [http, grpc] = [led('HTTPRoute'), led('GRPCRoute')];
    const both = files([...pair(bySlot), http, grpc]);
    expect(broken(both, files([...pair(bySlot), http]))).toEqual(['BG005']);
    expect(broken(files([...pair(bySlot), grpc]), files([...pair(bySlot), http]))).toEqual([]);
    expect(broken(both, both)).toEqual([]);
  });

  test('copies are no way of users, wherever they go, and plan tells of them', () => {
    const GATEWAY = 'gateway.networking.k8s.io/v1';
    const mirror = (name: string) => ({
      filters: [{ type: 'RequestMirror', requestMirror: { backendRef: { name, port: 80 }, percent: 10 } }],
    });
    const reading = { matches: ['GET', 'HEAD'].map(method => ({ method })) };
    const routed = (copies: object) =>
      files([
        ...pair(bySlot),
        route(GATEWAY, 'HTTPRoute', {
          rules: [{ ...reading, ...copies, backendRefs: shares(100) }, { backendRefs: shares(100) }],
        }),
      ]);
    for (const name of ['shop-green', 'shop-blue', 'none']) {
      expect(broken(routed({}), routed(mirror(name)))).toEqual([]);
      expect(broken(routed(mirror(name)), routed({}))).toEqual([]);
    }
    expect(told(planned(routed({}), routed(mirror('shop-green'))))).toEqual([
      'shop in default: mirror: 10 % of GET and HEAD are copied to green',
    ]);
    expect(told(planned(routed(mirror('shop-green')), routed(mirror('other'))))).toEqual([
      'shop in default: mirror: 10 % of GET and HEAD are copied to Service other; before: 10 % of GET and HEAD to green',
    ]);
    expect(told(planned(routed(mirror('shop-green')), routed({})))).toEqual([
      'shop in default: mirror: nothing is copied any more; before: 10 % of GET and HEAD to green',
    ]);
    // What else is done to requests is told as ever.
    const [redirect] = told(planned(routed({}), routed({ filters: [{ type: 'URLRewrite' }] })));
    expect(redirect).toMatch(/objects: HTTPRoute entry changes$/);
  });

  test('a rule for one call more, or one less, closes nothing where the service has a rule', () => {
    const call = (method?: string, headers?: Objects) => ({
      matches: [{ method: { service: 'shop.Baskets', method }, headers }],
      backendRefs: [{ name: 'shop-blue', port: 80 }],
    });
    const routed = (...rules: Objects) =>
      files([...pair(bySlot), route('gateway.networking.k8s.io/v1', 'GRPCRoute', { hostnames: ['a'], rules })]);
    expect(broken(routed(call('List'), call()), routed(call()))).toEqual([]);
    expect(broken(routed(call()), routed(call('List'), call()))).toEqual([]);
    expect(broken(routed(call('List'), call('Add')), routed(call('Add')))).toEqual(['BG005']);
  });

  test('a rule that names a method beside what it asks for anyway is for the same requests', () => {
    const headers = [{ name: 'x-colour', value: 'idle' }];
    const routed = (...more: Objects) =>
      files([
        ...pair(bySlot),
        route('gateway.networking.k8s.io/v1', 'HTTPRoute', {
          rules: [
            { matches: [{ headers }, ...more], backendRefs: [{ name: 'shop-green', port: 80 }] },
            { backendRefs: shares(100) },
          ],
        }),
      ]);
    expect(broken(routed({ headers, method: 'GET' }), routed())).toEqual([]);
    expect(broken(routed(), routed({ headers, method: 'GET' }))).toEqual([]);
    expect(broken(routed({ headers: [{ name: 'x-team', value: 'a' }] }), routed())).toEqual(['BG020']);
  });

  test('one whose weights are all zero leads nowhere', () => {
    const weights = (blue: number) =>
      files([
        ...pair(bySlot),
        route('gateway.networking.k8s.io/v1', 'HTTPRoute', {
          rules: [
            {
              backendRefs: [
                { name: 'shop-blue', port: 80, weight: blue },
                { name: 'shop-green', port: 80, weight: 0 },
              ],
            },
          ],
        }),
      ]);
    expect(broken(weights(1), weights(0))).toEqual(['BG007']);
  });

  test('a DestinationRule that gives a subset to another colour moves users', () => {
    const swapped = mesh({ one: { slot: 'green' }, two: { slot: 'blue' } });
    const after = files([...base, swapped, virtual({ route: [subset('one')] })]);
    expect(told(planned(before, after))[0]).toMatch(/: move: users move from blue .* to green/);
  });

  test('a colour is not taken away with the move, though its Service stays', () => {
    // ContainerSolutions/k8s-deployment-strategies
    const entry = (live: string) => route('networking.k8s.io/v1', 'Ingress', http([to(`shop-${live}`)]));
    const [, ...rest] = pair(bySlot);
    expect(broken(files([...pair(bySlot), entry('blue')]), files([...rest, entry('green')]))).toEqual([
      'BG004',
      'BG005',
    ]);
  });
});

test('a colour is named after a commit, and a new one comes with each release', () => {
  // codefresh-io/k8s-blue-green-deployment
  const of = (hash: string) => deployment(`shop-${hash}`, { app: 'shop', version: hash }, `shop:${hash}`);
  const on = (hash: string) => service('shop', { app: 'shop', version: hash });
  const states = [
    [of('aa1'), on('aa1')],
    [of('aa1'), of('bb2'), on('aa1')],
    [of('aa1'), of('bb2'), on('bb2')],
  ].map(files);
  expect([broken(states[0], states[1]!), broken(states[1], states[2]!)]).toEqual([[], []]);
  expect(broken(states[0], files([of('bb2'), on('bb2')]))).toEqual(['BG002', 'BG004', 'BG005']);
});

describe('what can not be told is said', () => {
  const open = (objects: Objects) => change(undefined, files(objects)).head.undecided;

  test('nothing leads users to one colour before the other', () => {
    // bpschmitt/nodejs-express-app
    const [before, after] = [files(pair(bySlot)), files(pair(bySlot, 'shop:9'))];
    expect(open(pair(bySlot))).toEqual([
      expect.stringMatching(/^default\/shop: nothing here says which of the Services shop-blue, shop-green users come/),
    ]);
    expect(broken(before, after)).toEqual([]);
    expect(told(planned(before, after))).toEqual([
      'shop in default: deploy: blue gets shop:9 in place of shop:1; nothing here says whom users are on',
    ]);
  });

  test('a subset is nowhere explained', () => {
    // hub-kubernetes/istio-blue-green-deployment
    const objects = [deployment('shop', { app: 'shop' }, 'shop:1'), service('shop', { app: 'shop' })];
    expect(open([...objects, virtual({ route: [subset('v2')] })])).toEqual([
      'VirtualService entry leads to the subset v2 of shop, and no DestinationRule here says what that is',
    ]);
  });

  test.each([
    // argoproj/rollouts-demo, fluxcd/flagger, krancour/k8s-blue-green-examples
    ['Rollout shop', 'argoproj.io/v1alpha1', { strategy: { blueGreen: { activeService: 'shop' } } }],
    ['Canary shop', 'flagger.app/v1beta1', { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop' } }],
    ['Configuration shop', 'serving.knative.dev/v1', {}],
  ])('%s is left to its controller', (name, apiVersion, spec) => {
    const state = (image: string) => [
      deployment('shop', { app: 'shop', version: 'v1' }, image),
      service('shop', { app: 'shop', version: 'v1' }),
      { apiVersion, kind: name.split(' ')[0], metadata: METADATA('shop'), spec },
    ];
    expect(open(state('shop:1'))).toEqual([
      expect.stringMatching(new RegExp(`^left to a controller, .*: ${name}; no file says whom users are on`)),
    ]);
    // What Flagger watches is released by a change of its template.
    const isTarget = name.startsWith('Canary');
    expect(broken(files(state('shop:1')), files(state('shop:2')))).toEqual(isTarget ? [] : ['BG001']);
  });

  test('an object stands in two files, and the last one counts', () => {
    // cloud-yan/allianz-blue-green-deploy-demo
    const entry = (live: string) =>
      JSON.stringify(route('networking.k8s.io/v1', 'Ingress', http([to(`shop-${live}`)])));
    const state = (image: string) =>
      new Map([
        ...files(pair(bySlot, image)),
        ['ingress-blue.yaml', entry('blue')],
        ['ingress-green.yaml', entry('green')],
      ]);
    const { applications, undecided } = change(undefined, state('shop:1')).head;
    expect(undecided).toEqual([
      'default/shop: Ingress entry stands in ingress-blue.yaml too, and says something else there: taken as ' +
        'ingress-green.yaml says, which "kubectl apply -f" of them all leaves',
    ]);
    expect(applications[0]!.live.map(({ colour }) => colour)).toEqual(['green']);
  });
});

describe('a StatefulSet', () => {
  const state = (objects: Objects) =>
    files(objects.map(one => ({ ...one, kind: (one as { kind: string }).kind.replace('Deployment', 'StatefulSet') })));

  test('is a colour beside another one', () => {
    const of = (image: string) => state([...pair(bySlot, image), service('shop', bySlot('blue'))]);
    expect(broken(of('shop:1'), of('shop:9'))).toEqual(['BG001']);
  });

  test('alone is none, whatever its labels are', () => {
    const of = (image: string) =>
      state([deployment('db', { app: 'db', version: 'v1' }, image), service('db', { app: 'db', version: 'v1' })]);
    expect(broken(of('db:1'), of('db:2'))).toEqual([]);
  });
});

describe('kustomize', () => {
  // sojoudian/color: a base of one Deployment, and an overlay that makes a colour of it.
  const kustomization = (fields: object) =>
    JSON.stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...fields });
  const overlay = (colour: string, tag: string) =>
    kustomization({
      namePrefix: `${colour}-`,
      resources: ['../base'],
      labels: [{ pairs: { 'app.kubernetes.io/instance': colour }, includeSelectors: true }],
      images: [{ name: 'shop', newTag: tag }],
    });
  const named = (instance?: string) => ({
    'app.kubernetes.io/name': 'shop',
    ...(instance && { 'app.kubernetes.io/instance': instance }),
  });
  const sources = (live: string, blue = '1') =>
    new Map([
      ['base/deployment.yaml', JSON.stringify(deployment('shop', named(), 'shop'))],
      ['base/service.yaml', JSON.stringify(service('shop', named()))],
      ['base/kustomization.yaml', kustomization({ resources: ['deployment.yaml', 'service.yaml'] })],
      ['blue/kustomization.yaml', overlay('blue', blue)],
      ['green/kustomization.yaml', overlay('green', '2')],
      ['live.yaml', JSON.stringify(service('shop', named(live)))],
      ['kustomization.yaml', kustomization({ resources: ['blue', 'green', 'live.yaml'] })],
    ]);

  test('of its sources nothing is judged but said so, once', () => {
    const { findings } = reviewed(sources('blue'), sources('blue', '9'));
    const { tree, applications } = change(undefined, sources('blue')).head;
    expect([findings, applications]).toEqual([[], []]);
    expect(tree.unreadable).toEqual([
      {
        file: 'kustomization.yaml',
        message: 'kustomize changes what is listed here, so these files are not what is applied',
        fix: 'check what "kubectl kustomize ." prints',
      },
    ]);
  });

  test('a list that changes nothing is no hindrance', () => {
    const state = (image: string) =>
      new Map([
        ...files([...pair(bySlot, image), service('shop', bySlot('blue'))]),
        ['kustomization.yaml', kustomization({ namespace: 'shop', resources: ['all.yaml'] })],
      ]);
    expect(broken(state('shop:1'), state('shop:9'))).toEqual(['BG001']);
  });

  const kubectl = spawnSync('kubectl', ['version', '--client']).status === 0;
  const built = kubectl ? test : test.skip;
  const skipped = kubectl ? '' : ' (skipped: there is no kubectl on this machine)';

  built(`what it builds is judged${skipped}`, () => {
    const build = (texts: ReadonlyMap<string, string>) => {
      const folder = temporaryFolder();
      writeTree(folder, Object.fromEntries(texts));
      return new Map([['built.yaml', execFileSync('kubectl', ['kustomize', folder], { encoding: 'utf8' })]]);
    };
    const [base, promoted, edited] = [sources('blue'), sources('green'), sources('blue', '9')].map(build);
    expect(broken(base, promoted!)).toEqual([]);
    expect(told(planned(base!, promoted!))[0]).toMatch(
      /^shop in default: move: users move from blue \(shop:1\) to green \(shop:2\)/,
    );
    expect(broken(base, edited!)).toEqual(['BG001']);
  });
});
