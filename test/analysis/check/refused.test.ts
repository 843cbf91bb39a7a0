import { broken, reviewed } from './output';
import { add, type Case, type Edit, edits, set, spec } from './pair';

// What the API server refuses, what it can't change, and what only looks like a change.

const pods = (change: (spec: any) => void): Edit => spec('blue', ({ template }) => change(template.spec));
const container = (change: (container: any) => void): Edit => pods(({ containers }) => change(containers[0]));
const api =
  (name: string, apiVersion: string): Edit =>
  objects => {
    objects[name]!['apiVersion'] = apiVersion;
  };
const job = (image: string, metadata: object = {}): Edit =>
  add('job', {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'migrate', namespace: 'web', ...metadata },
    spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'm', image }] } } },
  });
const annotated = (annotations: object) => ({ annotations });
const kept = (kind: string, said: object): Edit =>
  add('kept', { apiVersion: 'v1', kind, metadata: { name: 'kept', namespace: 'web' }, ...said });
const mount = (volume: object, more: object = {}): Edit =>
  spec('green', ({ template }) => {
    template.spec.volumes = [{ name: 'data', ...volume }];
    template.spec.containers[0].volumeMounts = [{ name: 'data', mountPath: '/data', ...more }];
  });

const routed = (...backendRefs: readonly unknown[]): Edit =>
  add('route', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'web' },
    spec: { hostnames: ['web.example.com'], parentRefs: [{ name: 'public' }], rules: [{ backendRefs }] },
  });

const policy = (spec: object): Edit =>
  add('peers', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'other', namespace: 'web' },
    spec: { podSelector: { matchLabels: { app: 'other' } }, ...spec },
  });
const ingress = (path: object): Edit =>
  add('door', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'other', namespace: 'web' },
    spec: {
      rules: [
        {
          host: 'other.example.com',
          http: { paths: [{ ...path, backend: { service: { name: 'web', port: { number: 80 } } } }] },
        },
      ],
    },
  });

const CASES: readonly Case[] = [
  ['a peer of a policy that is nobody', [], [policy({ ingress: [{ from: [{}] }] })], ['BG026']],
  ['a peer that is nobody beside one', [], [policy({ egress: [{ to: [{ podSelector: {} }, {}] }] })], ['BG026']],
  ['a policy for whoever comes', [], [policy({ ingress: [{ from: [{ podSelector: {} }] }, {}] })], []],
  ['a prefix without a path', [], [ingress({ pathType: 'Prefix' })], ['BG026']],
  ['a path that does not start at the root', [], [ingress({ path: 'a', pathType: 'Exact' })], ['BG026']],
  ['any path, as the controller has it', [], [ingress({ pathType: 'ImplementationSpecific' })], []],
  ['the root', [], [ingress({ path: '/', pathType: 'Prefix' })], []],
  ['a backend of a route without a name', [], [routed({ name: 'web', port: 80 }, { port: 80 })], ['BG026']],
  ['a backend of a route that is nothing', [], [routed({ name: 'web', port: 80 }, null)], ['BG026']],
  ['a route whose backends have names', [], [routed({ name: 'web', port: 80 })], []],
  [
    'an object whose name is empty',
    [],
    [add('more', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '', namespace: 'web' } })],
    ['BG026'],
  ],
  // BG026
  ['a number in quotes', [], [set('green', 'minReadySeconds', '5')], ['BG026']],
  ['a field that is misspelt', [], [set('green', 'minReadySecond', 5)], ['BG026']],
  ['a field of a newer Kubernetes', [], [set('green', 'podReplacementPolicyOfTomorrow', 'x')], []],
  ['nothing after a key', [], [set('green', 'progressDeadlineSeconds', null)], []],
  [
    'a fraction of a CPU',
    [],
    [spec('green', ({ template }) => Object.assign(template.spec.containers[0].resources.requests, { cpu: 0.5 }))],
    [],
  ],
  [
    'a protocol that there is not',
    [],
    [spec('service', ({ ports }) => Object.assign(ports[0], { protocol: 'HTTP' }))],
    ['BG005', 'BG026'],
  ],
  [
    'a label that is a number',
    [],
    [objects => Object.assign(objects['green']!['metadata'], { labels: { build: 7 } })],
    ['BG026'],
  ],
  [
    'a mount without its volume',
    [],
    [
      spec('green', ({ template }) =>
        Object.assign(template.spec.containers[0], { volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }),
      ),
    ],
    ['BG026'],
  ],
  ['two ports of one name', [], [spec('service', ({ ports }) => ports.push({ ...ports[0], port: 81 }))], ['BG026']],
  ['an API that there never was', [], [api('service', 'v2')], ['BG026']],
  ['an API that is gone, in place of one that is there', [], [api('greenBudget', 'policy/v1beta1')], ['BG026']],
  [
    'an API that is gone, and nobody names a version',
    [api('greenBudget', 'policy/v1beta1')],
    [set('greenBudget', 'minAvailable', 1)],
    [],
  ],
  [
    'the API that is there, in place of one that is gone',
    [api('ingress', 'networking.k8s.io/v1beta1')],
    [api('ingress', 'networking.k8s.io/v1')],
    [],
  ],
  [
    'a kind of somebody else with a known name',
    [],
    [add('x', { apiVersion: 'example.com/v7', kind: 'Service', metadata: { name: 'x' }, spec: {} })],
    [],
  ],

  // BG006
  [
    'another class of the load balancer',
    [set('service', 'loadBalancerClass', 'a/b')],
    [set('service', 'loadBalancerClass', 'a/c')],
    ['BG006'],
  ],
  [
    'another address in the cluster',
    [set('service', 'clusterIP', '10.0.0.7')],
    [set('service', 'clusterIP', '10.0.0.8')],
    ['BG006'],
  ],
  [
    'an address in the cluster that is no longer said',
    [set('service', 'clusterIP', '10.0.0.7')],
    [spec('service', one => delete one.clusterIP)],
    [],
  ],
  ['no address in the cluster', [], [set('service', 'clusterIP', 'None')], ['BG006']],
  [
    'an immutable Secret',
    [kept('Secret', { immutable: true, data: { a: 'YQ==' } })],
    [kept('Secret', { immutable: true, data: { a: 'Yg==' } })],
    ['BG006'],
  ],
  ['a Secret', [kept('Secret', { data: { a: 'YQ==' } })], [kept('Secret', { data: { a: 'Yg==' } })], []],
  ['another type of a Secret', [kept('Secret', {})], [kept('Secret', { type: 'kubernetes.io/tls' })], ['BG006']],
  ['the type of a Secret written out', [kept('Secret', {})], [kept('Secret', { type: 'Opaque' })], []],
  [
    'a smaller claim',
    [kept('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '2Gi' } } } })],
    [kept('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '1Gi' } } } })],
    ['BG006'],
  ],
  [
    'a larger claim',
    [kept('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '1Gi' } } } })],
    [kept('PersistentVolumeClaim', { spec: { resources: { requests: { storage: '2048Mi' } } } })],
    [],
  ],
  ['another image of a Job', [job('m:1')], [job('m:2')], ['BG006']],
  [
    'defaults of a Job',
    [job('m:1')],
    [
      objects => {
        job('m:1')(objects);
        Object.assign(objects['job']!['spec'], { completions: 1, completionMode: 'NonIndexed' });
      },
    ],
    [],
  ],
  [
    'another image of a Job with a name made anew',
    [job('m:1', { name: undefined, generateName: 'migrate-' })],
    [job('m:2', { name: undefined, generateName: 'migrate-' })],
    [],
  ],
  ...(
    [
      ['a hook of Argo CD', { 'argocd.argoproj.io/hook': 'PreSync' }, []],
      [
        'a hook of Argo CD that is deleted before',
        { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
        [],
      ],
      [
        'a hook that stays when it has failed',
        { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'HookFailed' },
        ['BG006'],
      ],
      ['a hook of Helm', { 'helm.sh/hook': 'pre-upgrade', 'helm.sh/hook-delete-policy': 'before-hook-creation' }, []],
      ['a forced Job of Argo CD', { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true' }, []],
      ['a replaced Job of Argo CD', { 'argocd.argoproj.io/sync-options': 'Replace=true' }, ['BG006']],
      ['a forced Job of Flux', { 'kustomize.toolkit.fluxcd.io/force': 'enabled' }, []],
    ] as const
  ).map(
    ([words, annotations, rules]): Case => [
      `another image of ${words}`,
      [job('m:1', annotated(annotations))],
      [job('m:2', annotated(annotations))],
      rules,
    ],
  ),
  [
    'a Deployment is forced to another selector',
    [],
    [
      objects => {
        Object.assign(objects['green']!['metadata'], annotated({ 'kustomize.toolkit.fluxcd.io/force': 'enabled' }));
        objects['green']!['spec'].selector.matchLabels = { version: 'green' };
      },
    ],
    ['BG006', 'BG025'],
  ],

  // What is no change of the pods that users are on.
  [
    'defaults of pods written out',
    [],
    [
      pods(one =>
        Object.assign(one, {
          restartPolicy: 'Always',
          dnsPolicy: 'ClusterFirst',
          terminationGracePeriodSeconds: 30,
          securityContext: {},
          volumes: [],
        }),
      ),
    ],
    [],
  ],
  [
    'defaults of a container written out',
    [],
    [
      container(one => {
        one.imagePullPolicy = 'IfNotPresent';
        one.terminationMessagePath = '/dev/termination-log';
        one.ports[0].protocol = 'TCP';
        Object.assign(one.readinessProbe, {
          timeoutSeconds: 1,
          periodSeconds: 10,
          successThreshold: 1,
          failureThreshold: 3,
        });
        one.readinessProbe.httpGet.scheme = 'HTTP';
      }),
    ],
    [],
  ],
  [
    'another pull policy than the default',
    [],
    [container(one => Object.assign(one, { imagePullPolicy: 'Always' }))],
    ['BG001'],
  ],
  [
    'another period than the default',
    [],
    [container(one => Object.assign(one.readinessProbe, { periodSeconds: 11 }))],
    ['BG001'],
  ],
  [
    'equal amounts',
    [],
    [container(one => Object.assign(one.resources.requests, { cpu: '0.2', memory: '268435456' }))],
    [],
  ],
  ['other amounts', [], [container(one => Object.assign(one.resources.requests, { cpu: '0.3' }))], ['BG001']],
  [
    'requests as large as the limits',
    [
      container(one => {
        one.resources = { limits: { cpu: '1' } };
      }),
    ],
    [
      container(one => {
        one.resources = { limits: { cpu: '1' }, requests: { cpu: '1000m' } };
      }),
    ],
    [],
  ],
  [
    'the old name of a ServiceAccount',
    [],
    [
      pods(one => {
        one.serviceAccount = one.serviceAccountName;
        delete one.serviceAccountName;
      }),
    ],
    [],
  ],
  [
    'another order of arguments',
    [container(one => Object.assign(one, { args: ['a', 'b'] }))],
    [container(one => Object.assign(one, { args: ['b', 'a'] }))],
    ['BG001'],
  ],
  ['another group of the API', [api('blue', 'extensions/v1beta1')], [], []],
  [
    'the selector that the server had filled in',
    [api('blue', 'extensions/v1beta1'), spec('blue', one => delete one.selector)],
    [
      api('blue', 'apps/v1'),
      objects => {
        objects['blue']!['spec'].selector = { matchLabels: { app: 'web', version: 'blue' } };
      },
    ],
    [],
  ],

  // BG010
  ['a claim that is written to', [], [mount({ persistentVolumeClaim: { claimName: 'a' } })], ['BG010']],
  ['a claim to read', [], [mount({ persistentVolumeClaim: { claimName: 'a' } }, { readOnly: true })], []],
  [
    'a folder of the node that nobody mounts',
    [],
    [
      spec('green', ({ template }) => {
        template.spec.volumes = [{ name: 'data', hostPath: { path: '/data' } }];
      }),
    ],
    [],
  ],

  // BG005: what the application can't do without
  [
    'its namespace goes',
    [add('namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } })],
    [objects => delete objects['namespace']],
    ['BG005'],
  ],
  ['its budget goes', [], [objects => delete objects['blueBudget']], ['BG005']],
  ['the budget of the idle colour goes', [], [objects => delete objects['greenBudget']], []],
  [
    'a namespace of others goes',
    [add('other', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } })],
    [objects => delete objects['other']],
    [],
  ],
  ...(['Secret', 'SealedSecret', 'ExternalSecret'] as const).map((kind): Case => {
    const apiVersion = { Secret: 'v1', SealedSecret: 'bitnami.com/v1alpha1', ExternalSecret: 'external-secrets.io/v1' }[
      kind
    ];
    const uses = container(one => Object.assign(one, { envFrom: [{ secretRef: { name: 'db' } }] }));
    const secret = add('secret', { apiVersion, kind, metadata: { name: 'db', namespace: 'web' }, spec: {} });
    return [`the ${kind} that its pods use goes`, [uses, secret], [objects => delete objects['secret']], ['BG005']];
  }),
  [
    'its certificate goes',
    [
      add('certificate', {
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: { name: 'a', namespace: 'web' },
        spec: { secretName: 'web-tls' },
      }),
    ],
    [objects => delete objects['certificate']],
    ['BG005'],
  ],

  // BG009
  [
    'a key that the ConfigMap lacks',
    [
      add('config', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings', namespace: 'web' },
        data: { A: '1' },
      }),
    ],
    [
      spec('green', ({ template }) =>
        Object.assign(template.spec.containers[0], {
          env: [{ name: 'B', valueFrom: { configMapKeyRef: { name: 'settings', key: 'B' } } }],
        }),
      ),
    ],
    ['BG009'],
  ],
];

test.each(CASES)('%s', (_, before, change, rules) => {
  expect(broken(edits(...before), edits(...before, ...change))).toEqual(rules);
});

test('in the namespace of others, one finding says that the whole application moves', () => {
  const moved: Edit = objects => {
    for (const object of Object.values(objects)) object['metadata'].namespace = 'shop';
  };
  expect(reviewed(edits(), edits(moved)).findings.map(({ message }) => message)).toEqual([
    'the whole application disappears: 5 objects, Service web among them',
  ]);
});

test('a rule of the pods, which one file of several that are never applied together has, is none of the others', () => {
  const file = (name: string, selector: object) =>
    [
      { apiVersion: 'v1', kind: 'Service', metadata: { name: 'echo' }, spec: { selector, ports: [{ port: 80 }] } },
      ...['v1', 'v2'].map(version => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: `${name}-${version}` },
        spec: {
          selector: { matchLabels: { app: 'echo', version } },
          template: { metadata: { labels: { app: 'echo', version } }, spec: { containers: [] } },
        },
      })),
    ]
      .map(object => JSON.stringify(object))
      .join('\n---\n');
  const files = new Map([
    ['echo/one.yaml', file('one', { app: 'echo', version: 'v1' })],
    ['echo/two.yaml', file('two', { app: 'echo', version: 'v2' })],
  ]);
  expect(broken(undefined, files)).not.toContain('BG011');
});
