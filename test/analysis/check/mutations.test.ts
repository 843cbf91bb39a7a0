import type { ExampleEdit } from '../../../lib/analysis/check/rule';
import { broken, edited, outputOf } from './output';

// Ways to hurt users by editing YAML. Of ping, users are on blue, of shop on green.

const service = (name: string) => `release/traffic/Service.${name}.k8s.yaml`;
const deployment = (name: string) => `${name.split('-')[1]}/Deployment.${name}.k8s.yaml`;
const edit = (file: string, from: string, to?: string): ExampleEdit => ({
  file,
  from,
  ...(to !== undefined && { to }),
});
const gone = (file: string): ExampleEdit => edit(file, 'apiVersion: ');

const toGreen = edit(service('ping'), 'blue-green/colour: blue', 'blue-green/colour: green');
const shopToBlue = ['shop', 'shop-admin', 'shop-partners'].map(name =>
  edit(service(name), 'blue-green/colour: green', 'blue-green/colour: blue'),
);
const LABELS = '      labels:\n        app.kubernetes.io/managed-by: cdk8s-blue-green\n';
const INGRESS = 'base/Ingress.shop.k8s.yaml';
const ANOTHER_HOST =
  'tea.example.com\n      http:\n        paths:\n          - backend:\n              service:\n                name: shop\n                port:\n                  number: 80';
const CONFIG = 'green/ConfigMap.shop-green-a4cce52fc1.k8s.yaml';

type Mutation = readonly [words: string, application: string, edits: readonly ExampleEdit[], rule: string];

const MUTATIONS: readonly Mutation[] = [
  // The pods that users are on.
  ['another image on the active colour', 'ping', [edit(deployment('ping-blue'), 'app:1.0', 'app:1.0.1')], 'BG001'],
  [
    'an annotation on the active pods',
    'ping',
    [edit(deployment('ping-blue'), LABELS, `      annotations: { restarted: now }\n${LABELS}`)],
    'BG001',
  ],
  ['a variable of the active colour', 'shop', [edit(deployment('shop-green'), 'value: info', 'value: debug')], 'BG001'],
  [
    'less memory for the active colour',
    'shop',
    [edit(deployment('shop-green'), 'memory: "512Mi"', 'memory: "64Mi"')],
    'BG001',
  ],
  [
    'no readiness probe on the active colour',
    'ping',
    [
      edit(
        deployment('ping-blue'),
        '          readinessProbe:\n            httpGet:\n              path: /ping\n              port: http\n',
        '',
      ),
    ],
    'BG001',
  ],
  [
    'no pause before the end of active pods',
    'ping',
    [
      edit(
        deployment('ping-blue'),
        '          lifecycle:\n            preStop:\n              exec:\n                command:\n                  - sleep\n                  - "10"\n',
        '',
      ),
    ],
    'BG001',
  ],
  [
    'a shorter grace period for active pods',
    'ping',
    [edit(deployment('ping-blue'), 'terminationGracePeriodSeconds: 40', 'terminationGracePeriodSeconds: 1')],
    'BG001',
  ],
  [
    'both an edit of the active colour and its promotion away',
    'ping',
    [toGreen, edit(deployment('ping-blue'), 'app:1.0', 'app:1.0.1')],
    'BG001',
  ],

  // What users are moved to.
  [
    'promote and change the image in one go',
    'ping',
    [toGreen, edit(deployment('ping-green'), 'app:2.0', 'app:2.1')],
    'BG002',
  ],
  [
    'promote and change the config in one go',
    'shop',
    [...shopToBlue, edit(deployment('shop-blue'), 'value: info', 'value: debug')],
    'BG002',
  ],
  [
    'promote and drop a probe in one go',
    'ping',
    [toGreen, edit(deployment('ping-green'), '              path: /ping\n', '              path: /\n')],
    'BG002',
  ],

  // How many they meet.
  ['promote to a smaller colour', 'shop', shopToBlue, 'BG003'],
  [
    'promote and shrink the target',
    'ping',
    [toGreen, edit(deployment('ping-green'), 'replicas: 2', 'replicas: 1')],
    'BG003',
  ],
  [
    'promote and empty the target',
    'ping',
    [toGreen, edit(deployment('ping-green'), 'replicas: 2', 'replicas: 0')],
    'BG007',
  ],
  [
    'promote and raise the target in one go',
    'shop',
    [...shopToBlue, edit('blue/HorizontalPodAutoscaler.shop-blue.k8s.yaml', 'minReplicas: 1', 'minReplicas: 3')],
    'BG003',
  ],
  [
    'promote and retire in one go',
    'ping',
    [toGreen, edit(deployment('ping-blue'), 'replicas: 2', 'replicas: 0')],
    'BG004',
  ],
  [
    'promote and shrink the old colour a little',
    'ping',
    [toGreen, edit(deployment('ping-blue'), 'replicas: 2', 'replicas: 1')],
    'BG004',
  ],
  ['promote and remove the old colour', 'ping', [toGreen, gone(deployment('ping-blue'))], 'BG004'],
  [
    'promote and lower the old autoscaler',
    'shop',
    [...shopToBlue, edit('green/HorizontalPodAutoscaler.shop-green.k8s.yaml', 'minReplicas: 3', 'minReplicas: 1')],
    'BG004',
  ],
  [
    'shrink the active colour to nothing',
    'ping',
    [edit(deployment('ping-blue'), 'replicas: 2', 'replicas: 0')],
    'BG007',
  ],

  // What disappears.
  ['drop the active Deployment', 'ping', [gone(deployment('ping-blue'))], 'BG005'],
  ['drop the idle Deployment', 'ping', [gone(deployment('ping-green'))], 'BG005'],
  ['drop the active Service', 'ping', [gone(service('ping'))], 'BG005'],
  ['drop the preview Service', 'ping', [gone(service('ping-preview'))], 'BG005'],
  ['drop the Service of a colour', 'ping', [gone('green/Service.ping-green.k8s.yaml')], 'BG005'],
  [
    'drop the disruption budget of the active colour',
    'ping',
    [gone('blue/PodDisruptionBudget.ping-blue.k8s.yaml')],
    'BG005',
  ],
  [
    'drop the autoscaler of the active colour',
    'shop',
    [edit('green/HorizontalPodAutoscaler.shop-green.k8s.yaml', 'maxReplicas')],
    'BG005',
  ],
  ['drop the Ingress', 'shop', [gone('base/Ingress.shop.k8s.yaml')], 'BG005'],
  ['drop the Namespace', 'shop', [gone('base/Namespace.demo.k8s.yaml')], 'BG005'],
  ['drop the ServiceAccount of running pods', 'ping', [gone('base/ServiceAccount.ping.k8s.yaml')], 'BG005'],
  ['drop the ConfigMap that active pods use', 'shop', [gone(CONFIG)], 'BG005'],
  ['rename the active Service', 'ping', [edit(service('ping'), '  name: ping\n', '  name: pong\n')], 'BG005'],
  [
    'rename the active Deployment',
    'ping',
    [edit(deployment('ping-blue'), '  name: ping-blue\n', '  name: pong-blue\n')],
    'BG005',
  ],
  [
    'move the active Service to another namespace',
    'ping',
    [edit(service('ping'), 'namespace: demo', 'namespace: other')],
    'BG005',
  ],

  // Ways in that close, though their object stays.
  ['another port of the active Service', 'ping', [edit(service('ping'), 'port: 5000', 'port: 80')], 'BG005'],
  ['a port for UDP in place of TCP', 'ping', [edit(service('ping'), 'protocol: TCP', 'protocol: UDP')], 'BG005'],
  ['no node port any more', 'ping', [edit(service('ping'), 'type: NodePort', 'type: ClusterIP')], 'BG005'],
  ['no load balancer any more', 'shop', [edit(service('shop'), 'type: LoadBalancer', 'type: NodePort')], 'BG005'],
  ['another host', 'shop', [edit(INGRESS, 'host: shop.example.com', 'host: store.example.com')], 'BG005'],
  ['another path', 'shop', [edit(INGRESS, 'path: /hooks\n', 'path: /shop\n')], 'BG005'],

  // What can't be changed.
  [
    'another selector of the active Deployment',
    'ping',
    [
      edit(
        deployment('ping-blue'),
        '      app.kubernetes.io/name: ping\n      blue-green/colour: blue\n  strategy',
        '      app.kubernetes.io/name: ping\n      blue-green/colour: blue\n      a: b\n  strategy',
      ),
    ],
    'BG006',
  ],
  [
    'a narrower selector of the idle Deployment',
    'ping',
    [
      edit(
        deployment('ping-green'),
        '      app.kubernetes.io/name: ping\n      blue-green/colour: green\n  strategy',
        '      app.kubernetes.io/name: ping\n  strategy',
      ),
    ],
    'BG006',
  ],
  ['a headless active Service', 'ping', [edit(service('ping'), 'spec:\n', 'spec:\n  clusterIP: None\n')], 'BG006'],

  // Whom Services lead to.
  [
    'an Ingress past the active Service',
    'shop',
    [edit(INGRESS, ANOTHER_HOST, ANOTHER_HOST.replace('name: shop', 'name: shop-preview'))],
    'BG007',
  ],
  ['a mistyped colour', 'ping', [edit(service('ping'), 'blue-green/colour: blue', 'blue-green/colour: Blue')], 'BG007'],
  ['both colours at one Service', 'ping', [edit(service('ping'), '    blue-green/colour: blue\n', '')], 'BG007'],
  [
    'a label that no pod has',
    'ping',
    [edit(service('ping'), '  selector:\n', '  selector:\n    app.kubernetes.io/instance: ping\n')],
    'BG007',
  ],
  [
    'the release of a colour in the selector, mistyped',
    'ping',
    [edit(service('ping'), '  selector:\n', '  selector:\n    blue-green/release: "0000000000"\n')],
    'BG007',
  ],
  [
    'another name in the selector',
    'ping',
    [edit(service('ping'), 'name: ping\n    blue-green', 'name: pong\n    blue-green')],
    'BG007',
  ],
  [
    'Services of colours swapped',
    'ping',
    [
      edit(
        'blue/Service.ping-blue.k8s.yaml',
        '    blue-green/colour: blue\n  type',
        '    blue-green/colour: green\n  type',
      ),
      edit(
        'green/Service.ping-green.k8s.yaml',
        '    blue-green/colour: green\n  type',
        '    blue-green/colour: blue\n  type',
      ),
    ],
    'BG007',
  ],
  [
    'a colour label taken off the active pods',
    'ping',
    [
      edit(
        deployment('ping-blue'),
        '        blue-green/colour: blue\n        blue-green/release',
        '        blue-green/release',
      ),
    ],
    'BG007',
  ],

  // Ports.
  [
    'a target port that no container has',
    'ping',
    [edit(service('ping'), 'targetPort: http', 'targetPort: web')],
    'BG008',
  ],
  [
    'a target port that only the active colour has',
    'shop',
    [edit(deployment('shop-blue'), '              name: grpc\n', '              name: rpc\n')],
    'BG008',
  ],
  [
    'a target port by a number that nothing listens on',
    'ping',
    [edit(service('ping'), 'targetPort: http', 'targetPort: 8080')],
    'BG008',
  ],
  [
    'an Ingress to a port that the Service lacks',
    'shop',
    [edit(INGRESS, ANOTHER_HOST, ANOTHER_HOST.replace('number: 80', 'number: 8080'))],
    'BG008',
  ],

  // Config.
  [
    'a ConfigMap of the active colour edited in place',
    'shop',
    [edit(CONFIG, 'database.example.com', 'other.example.com')],
    'BG009',
  ],
  [
    'a ConfigMap of the idle colour edited in place',
    'shop',
    [edit('blue/ConfigMap.shop-blue-dded4dee0f.k8s.yaml', 'redis.example.com', 'other.example.com')],
    'BG009',
  ],
  [
    'a ServiceAccount that is not there',
    'ping',
    [edit(deployment('ping-green'), 'serviceAccountName: ping', 'serviceAccountName: pong')],
    'BG009',
  ],
  [
    'a ConfigMap of the other colour',
    'shop',
    [
      edit(
        deployment('shop-blue'),
        '        - configMap:\n            name: shop-blue-dded4dee0f',
        '        - configMap:\n            name: shop-green-a4cce52fc1',
      ),
    ],
    'BG009',
  ],

  // State.
  [
    'a disk',
    'ping',
    [
      edit(
        deployment('ping-green'),
        '      topologySpread',
        '      volumes: [{ name: d, persistentVolumeClaim: { claimName: d } }]\n      topologySpread',
      ),
      edit(
        deployment('ping-green'),
        '          name: ping\n',
        '          name: ping\n          volumeMounts: [{ name: d, mountPath: /d }]\n',
      ),
    ],
    'BG010',
  ],
  [
    'session affinity',
    'ping',
    [edit(service('ping'), '  type: NodePort', '  sessionAffinity: ClientIP\n  type: NodePort')],
    'BG010',
  ],

  // Whose pods.
  [
    'idle pods with the labels of active ones',
    'ping',
    [
      edit(
        deployment('ping-green'),
        '        blue-green/colour: green\n        blue-green/release',
        '        blue-green/colour: blue\n        blue-green/release',
      ),
    ],
    'BG011',
  ],
  [
    'a Job whose pods the Service selects',
    'ping',
    [
      edit(
        'base/ServiceAccount.ping.k8s.yaml',
        'automount',
        'automountServiceAccountToken: false\n---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: test, namespace: demo }\nspec:\n  template:\n    metadata: { labels: { app.kubernetes.io/name: ping, blue-green/colour: blue } }\n    spec: { containers: [{ name: test, image: test }], restartPolicy: Never }\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: more, namespace: demo }\nautomount',
      ),
    ],
    'BG011',
  ],

  // Files.
  ['a file that is no YAML', 'ping', [edit(service('ping'), 'spec:\n', 'spec: [\n')], 'BG013'],
  [
    'a merge conflict left in',
    'ping',
    [edit(service('ping'), '  selector:\n', '<<<<<<< HEAD\n  selector:\n')],
    'BG013',
  ],
  ['a file without an object', 'ping', [edit('green/Service.ping-green.k8s.yaml', 'kind: Service\n', '')], 'BG013'],
  ['a sync wave that is no text', 'ping', [edit(service('ping'), 'sync-wave: "20"', 'sync-wave: 20')], 'BG013'],
  ['a sync wave that is no number', 'ping', [edit(service('ping'), 'sync-wave: "20"', 'sync-wave: last')], 'BG013'],
];

test.each(MUTATIONS)('found: %s (%s)', (_, application, edits, rule) => {
  const before = outputOf(application);
  expect(broken(before, edited(before, edits))).toContain(rule);
});

test('a folder of a colour without a file is found, and so are files that are no manifests, or hold one twice', () => {
  const before = outputOf('ping');
  const folder = 'dist/apps/production/ping';
  const without = new Map([...before].filter(([path]) => !path.startsWith(`${folder}/green/`)));
  expect(broken(before, without)).toContain('BG013');
  for (const [name, text] of [
    ['green/README.md', 'hello'],
    ['green/kustomization.yaml', 'resources: []'],
    ['green/Copy.k8s.yaml', before.get(`${folder}/release/traffic/Service.ping.k8s.yaml`)!],
  ]) {
    expect(broken(before, new Map([...before, [`${folder}/${name}`, text!]]))).toEqual(['BG013']);
  }
});

test('an application that goes as a whole is one finding', () => {
  const both = new Map([...outputOf('ping'), ...outputOf('shop')]);
  expect(broken(both, outputOf('shop'))).toEqual(['BG005']);
});

test('there are many ways', () => expect(MUTATIONS.length).toBeGreaterThanOrEqual(40));
