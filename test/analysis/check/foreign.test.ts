import { blueGreen } from '../../../lib/analysis/check/change';
import { broken, change, reviewed, texts } from './output';

// Blue-green as people write it by hand, and as Helm and kustomize print it.

const deployment = (name: string, labels: string, image: string, more = '') => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels: { ${labels} }
  template:
    metadata:
      labels: { ${labels} }
    spec:
      containers:
        - name: app
          image: ${image}
          ports: [{ containerPort: 5000 }]${more}
`;
const service = (name: string, selector: string, more = '') => `apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
${more}  selector: { ${selector} }
  ports: [{ port: 5000, targetPort: 5000 }]
`;
const documents = (...parts: readonly string[]) => texts({ 'all.yaml': parts.join('---\n') });
const ingress = (backend: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec:
  rules:
    - host: example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: ${backend}, port: { number: 5000 } } } }
`;

describe('the tutorial that applies one Deployment under one name', () => {
  const NODE_PORT = '  type: NodePort\n';
  const first = documents(
    deployment('ping', 'app: ping, version: blue', 'app:1.0'),
    service('ping', 'version: blue', NODE_PORT),
  );
  const second = documents(
    deployment('ping', 'app: ping, version: green', 'app:2.0'),
    service('ping', 'version: blue', NODE_PORT),
  );
  const third = documents(
    deployment('ping', 'app: ping, version: green', 'app:2.0'),
    service('ping', 'version: green', NODE_PORT),
  );

  test('its first apply is in order', () => expect(reviewed(undefined, first).findings).toEqual([]));

  test('its second apply is an outage', () => {
    const { findings } = reviewed(first, second);
    expect(findings.map(({ rule, object, line }) => [rule, object, line])).toEqual([
      ['BG007', 'Service ping', 24],
      ['BG001', 'Deployment ping', 15],
      ['BG006', 'Deployment ping', 8],
    ]);
    expect(findings.map(({ users }) => users)).toContain('every request is refused: nobody answers');
  });

  test('so are second and third in one, and users can not go back', () => {
    expect(broken(first, third)).toEqual(['BG001', 'BG006']);
  });

  test('its third apply ends the outage, and breaks nothing', () =>
    expect(reviewed(second, third).findings).toEqual([]));
});

describe('two Deployments and a Service whose selector moves', () => {
  const blue = deployment('web-blue', 'app: web, slot: blue', 'web:1');
  const green = deployment('web-green', 'app: web, slot: green', 'web:2');
  const on = (slot: string) => service('web', `app: web, slot: ${slot}`);
  const base = documents(blue, green, on('blue'));

  test('a promotion is in order, and so is a deploy to the idle colour', () => {
    expect(broken(base, documents(blue, green, on('green')))).toEqual([]);
    expect(broken(base, documents(blue, green.replace('web:2', 'web:3'), on('blue')))).toEqual([]);
  });

  test('a deploy to the active colour is found, and both in one', () => {
    expect(broken(base, documents(blue.replace('web:1', 'web:3'), green, on('blue')))).toEqual(['BG001']);
    expect(broken(base, documents(blue, green.replace('web:2', 'web:3'), on('green')))).toEqual(['BG002']);
  });

  test('the old colour must stay', () => {
    expect(broken(base, documents(green, on('green')))).toEqual(['BG004', 'BG005']);
    expect(broken(base, documents(blue.replace('replicas: 2', 'replicas: 0'), green, on('green')))).toEqual(['BG004']);
  });

  test('a third one that is added and promoted in one commit is found', () => {
    const red = deployment('web-red', 'app: web, slot: red', 'web:3');
    expect(broken(base, documents(blue, green, red, on('red')))).toEqual(['BG002']);
  });

  test('of two Services that move, the preview is told by what it is called, and the other one by whom it leads to', () => {
    const both = (active: string, idle: string) =>
      documents(blue, green, on(active), service('web-preview', `app: web, slot: ${idle}`));
    expect(broken(both('blue', 'green'), both('green', 'blue'))).toEqual([]);
    const { head } = change(both('blue', 'green'), both('green', 'blue'));
    expect(head.applications[0]!.services.map(({ manifest, role }) => [manifest.identity.name, role])).toEqual([
      ['web', 'active'],
      ['web-preview', 'preview'],
    ]);
    expect(head.undecided).toEqual([]);
  });

  test('where nothing tells two Services apart, it says so, and an annotation decides', () => {
    const other = service('zweb', 'app: web, slot: green');
    const { head } = change(undefined, documents(blue, green, on('blue'), other));
    expect(head.undecided).toEqual([
      expect.stringMatching(/^default\/web: users may come through any of the Services web and zweb/),
    ]);
    const told = other.replace('name: zweb', 'name: zweb\n  annotations: { blue-green/role: preview }');
    expect(change(undefined, documents(blue, green, on('blue'), told)).head.undecided).toEqual([]);
  });

  test('the one that the Ingress leads to is active, and the other one is for a look', () => {
    const files = documents(blue, green, on('blue'), service('zweb', 'app: web, slot: green'), ingress('zweb'));
    const { head } = change(undefined, files);
    expect(head.applications[0]!.live.map(({ colour }) => colour)).toEqual(['green']);
    expect(head.undecided).toEqual([]);
  });
});

test('an Ingress that moves from one Service to another moves users', () => {
  // No label is shared: only what leads there ties the two together.
  const blue = [deployment('a', 'app: shop-blue', 'shop:1'), service('a', 'app: shop-blue')];
  const green = [deployment('b', 'app: shop-green', 'shop:2'), service('b', 'app: shop-green')];
  const base = documents(...blue, ...green, ingress('a'));
  expect(broken(base, documents(...blue, ...green, ingress('b')))).toEqual([]);
  expect(broken(base, documents(...green, ingress('b')))).toEqual(['BG004', 'BG005']);
  expect(broken(base, documents(...blue, green[0]!.replace('shop:2', 'shop:3'), green[1]!, ingress('b')))).toEqual([
    'BG002',
  ]);
});

test('what Helm prints: long labels, hashes in annotations, a Service of each colour, an autoscaler', () => {
  const labels = (slot: string) =>
    `app.kubernetes.io/name: api, app.kubernetes.io/instance: prod, app.kubernetes.io/slot: ${slot}`;
  const print = (active: string, tags: { blue: string; green: string }, min = 3) =>
    texts(
      Object.fromEntries(
        (['blue', 'green'] as const)
          .flatMap(slot => [
            [
              `api/templates/${slot}.yaml`,
              `# Source: api/templates/deployment.yaml\n${deployment(`prod-api-${slot}`, labels(slot), `api:${tags[slot]}`).replace('  replicas: 2\n', '')}`,
            ],
            [`api/templates/${slot}-service.yaml`, service(`prod-api-${slot}`, labels(slot))],
            [
              `api/templates/${slot}-hpa.yaml`,
              `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: prod-api-${slot} }\nspec:\n  minReplicas: ${slot === 'green' ? min : 3}\n  maxReplicas: 9\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: prod-api-${slot} }\n`,
            ],
          ])
          .concat([['api/templates/service.yaml', service('prod-api', labels(active), '  type: LoadBalancer\n')]]),
      ),
    );
  const base = print('blue', { blue: '1', green: '2' });
  expect(broken(undefined, base)).toEqual([]);
  expect(broken(base, print('green', { blue: '1', green: '2' }))).toEqual([]);
  expect(broken(base, print('green', { blue: '1', green: '3' }))).toEqual(['BG002']);
  expect(broken(base, print('blue', { blue: '3', green: '2' }))).toEqual(['BG001']);
  const small = print('blue', { blue: '1', green: '2' }, 1);
  expect(broken(small, print('green', { blue: '1', green: '2' }, 1))).toEqual(['BG003']);
});

test('what kustomize builds: one file for each overlay, the same names in each, a hashed ConfigMap', () => {
  const overlay = (active: string, hash: string, image: string) =>
    [
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web-${hash}, namespace: web }\ndata: { A: "${hash}" }\n`,
      deployment('web-blue', 'app: web, color: blue', 'web:1').replace(
        'name: web-blue',
        'name: web-blue\n  namespace: web',
      ),
      deployment(
        'web-green',
        'app: web, color: green',
        image,
        `\n          envFrom: [{ configMapRef: { name: web-${hash} } }]`,
      ).replace('name: web-green', 'name: web-green\n  namespace: web'),
      service('web', `app: web, color: ${active}`).replace('name: web', 'name: web\n  namespace: web'),
    ].join('---\n');
  const files = (production: string) =>
    texts({
      'rendered/staging/all.yaml': overlay('green', 'aaaa', 'web:2'),
      'rendered/production/all.yaml': production,
    });
  const base = files(overlay('blue', 'aaaa', 'web:2'));
  expect(broken(base, files(overlay('blue', 'bbbb', 'web:3')))).toEqual([]);
  expect(broken(base, files(overlay('green', 'aaaa', 'web:2')))).toEqual([]);
  const { findings } = reviewed(base, files(overlay('green', 'bbbb', 'web:3')));
  expect(findings.map(({ rule, place, file }) => [rule, place, file])).toEqual([
    ['BG002', 'production/web', 'rendered/production/all.yaml'],
  ]);
});

test('the output of kubectl, a List with anchors, is read object by object, with the right lines', () => {
  const list = (active: string, image: string) =>
    texts({
      'list.yaml': `apiVersion: v1
kind: List
items:
  - apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web-blue }
    spec:
      replicas: 1
      selector: { matchLabels: &blue { app: web, colour: blue } }
      template:
        metadata: { labels: *blue }
        spec:
          containers: [{ name: web, image: web:1 }]
  - apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web-green }
    spec:
      replicas: 1
      selector: { matchLabels: &green { app: web, colour: green } }
      template:
        metadata: { labels: *green }
        spec:
          containers:
            - name: web
              image: ${image}
  - apiVersion: v1
    kind: Service
    metadata: { name: web }
    spec: { selector: *${active}, ports: [{ port: 80 }] }
`,
    });
  const { findings } = reviewed(list('blue', 'web:2'), list('green', 'web:3'));
  expect(findings.map(({ rule, line }) => [rule, line])).toEqual([['BG002', 25]]);
});

test.each([
  [
    'a mesh',
    (blue: number) =>
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: web }\nspec:\n  http:\n    - route:\n        - { destination: { host: web-blue }, weight: ${blue} }\n        - { destination: { host: web-green.default.svc }, weight: ${100 - blue} }\n`,
  ],
  [
    'OpenShift',
    (blue: number) =>
      `apiVersion: route.openshift.io/v1\nkind: Route\nmetadata: { name: web }\nspec:\n  to: { kind: Service, name: web-blue, weight: ${blue} }\n  alternateBackends: [{ kind: Service, name: web-green, weight: ${100 - blue} }]\n`,
  ],
  [
    'a Gateway',
    (blue: number) =>
      `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: web }\nspec:\n  rules:\n    - backendRefs: [{ name: web-blue, port: 5000, weight: ${blue} }, { name: web-green, port: 5000, weight: ${100 - blue} }]\n`,
  ],
])('the weights of %s say who is live', (_, route) => {
  const files = (blue: number, image = 'web:2') =>
    documents(
      deployment('web-blue', 'app: web, color: blue', 'web:1').replaceAll(
        'metadata:\n  name',
        'metadata:\n  namespace: default\n  name',
      ),
      deployment('web-green', 'app: web, color: green', image).replaceAll(
        'metadata:\n  name',
        'metadata:\n  namespace: default\n  name',
      ),
      service('web-blue', 'app: web, color: blue').replace('  name', '  namespace: default\n  name'),
      service('web-green', 'app: web, color: green').replace('  name', '  namespace: default\n  name'),
      route(blue).replace('{ name: web }', '{ name: web, namespace: default }'),
    );
  expect(broken(files(100), files(0))).toEqual([]);
  expect(broken(files(100), files(100, 'web:3'))).toEqual([]);
  expect(broken(files(100), files(0, 'web:3'))).toEqual(['BG002']);
  expect(broken(files(50), files(50, 'web:3'))).toEqual(['BG001']);
});

describe('what is not blue-green is let alone', () => {
  const web = deployment('web', 'app: shop, component: web', 'web:1');
  const api = deployment('api', 'app: shop, component: api', 'api:1');
  const services = [service('web', 'app: shop, component: web'), service('api', 'app: shop, component: api')];

  test('two parts of one thing are no colours of each other', () => {
    const { head } = change(undefined, documents(web, api, ...services));
    expect(blueGreen(head)).toEqual([]);
    expect(
      broken(documents(web, api, ...services), documents(web.replace('web:1', 'web:2'), api, ...services)),
    ).toEqual([]);
  });

  test('versions behind one Service that never tells them apart are none either', () => {
    const one = deployment('reviews-v1', 'app: reviews, version: v1', 'reviews:1');
    const two = deployment('reviews-v2', 'app: reviews, version: v2', 'reviews:2');
    expect(reviewed(undefined, documents(one, two, service('reviews', 'app: reviews'))).findings).toEqual([]);
  });

  test('a name alone ties nothing together', () => {
    const files = documents(deployment('web-blue', 'app: one', 'one:1'), deployment('web-green', 'app: two', 'two:1'));
    expect(change(undefined, files).head.applications.map(({ colours }) => colours.length)).toEqual([1, 1]);
  });

  test('a Service for the metrics of all pods beside them is none that users come through', () => {
    const files = (image: string) =>
      documents(
        deployment('web-blue', 'app: web, color: blue', 'web:1'),
        deployment('web-green', 'app: web, color: green', image),
        service('web', 'app: web, color: blue'),
        service('metrics', 'app: web'),
      );
    expect(broken(files('web:2'), files('web:3'))).toEqual([]);
  });
});
