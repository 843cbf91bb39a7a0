import type { BlueGreenApplicationProps } from '../../../../lib/construct/props/application';
import type { ColourProps } from '../../../../lib/construct/props/release';
import type { ApplicationFile, ReleaseFile } from '../../../../lib/project/files/files';
import type { Inputs } from './inputs';
import { forged, settings, spec, state } from './parts';

/** An edit of what a project is made from. */
export type Edit = (inputs: Inputs) => void;

/** What it does, the rules of which at least one has to find it, and the edits before and of the change. */
export type Row =
  | readonly [words: string, by: string, after: Edit]
  | readonly [words: string, by: string, before: Edit, after: Edit];

/** Another value of a key; undefined takes the key away. */
type Value = readonly [words: string, by: string, value: unknown];

/** How a key can hurt users. */
interface Harm {
  /** Values that hurt whoever is on the pods, at whatever place they are said. */
  readonly live?: readonly Value[];
  /** Values that make a release weaker, which hurts when users are moved to it. */
  readonly weaker?: readonly Value[];
  readonly edits?: readonly Row[];
  /** Why no value of it hurts anybody. */
  readonly never?: string;
}

const desk = (change: (content: any) => void) => spec('desk', change);
const floor = (change: (content: any) => void) => spec('floor', change);
const wall = (change: (content: any) => void) => spec('wall', change);
const service = (key: string, value: unknown) => (content: any) => set(content.service, key, value);
const ingress = (key: string, value: unknown) => (content: any) => set(content.ingress, key, value);
const route = (key: string, value: unknown) => (content: any) => set(content.route, key, value);
const gate = (key: string, value: unknown) => (content: any) => set(content.gate, key, value);

export function measured(content: any): void {
  content.gate.analysis = '1m';
  content.analysis = {
    source: 'http://prometheus.monitoring:9090',
    metrics: [
      { name: 'errors', preset: 'http', max: 1 },
      { name: 'p99', preset: 'http', quantile: 0.99, max: '500ms' },
      { name: 'orders', query: 'sum(rate(orders_total{colour="$(COLOUR)"}[2m]))', min: 0.5 },
    ],
  };
}

export const metric =
  (index: number, key: string, value: unknown) =>
  ({ analysis }: any) =>
    set(analysis.metrics[index], key, value);

/** What asks less of a release, of a gate that measures. */
const LOOSENED: ReadonlyArray<readonly [words: string, change: (content: any) => void]> = [
  ['the most that is good is more', metric(0, 'max', 20)],
  ['a slower time is good, too', metric(1, 'max', '5s')],
  ['the least that is good is less', metric(2, 'min', 0.1)],
  [
    'nothing is the least that is good',
    content => {
      metric(2, 'max', 1000)(content);
      metric(2, 'min', undefined)(content);
    },
  ],
  ['it is compared with the other colour, be that as bad', metric(0, 'baseline', 'other')],
  ['it is compared with the hour before', metric(2, 'baseline', 'before')],
  ['some measurements may fail', metric(0, 'failures', 3)],
  ['no data is good', metric(0, 'noData', 'pass')],
  ['it is measured for a shorter time', gate('analysis', '30s')],
];

// Ports on the nodes are refused then.
function inside(content: any): void {
  set(content, 'service', { type: 'ClusterIP', port: 80 });
  set(content.ports[0], 'nodePort', undefined);
}

export function set(holder: any, key: string, value: unknown): void {
  if (value === undefined) delete holder[key];
  else holder[key] = value;
}

const SECOND_HOST = {
  spec: {
    rules: [
      {
        host: 'www.floor.example.com',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'floor', port: { number: 80 } } } }],
        },
      },
    ],
  },
};

const NAME = 'app.kubernetes.io/name';
const COLOUR = 'blue-green/colour';
const BLUE = { [COLOUR]: 'blue' };

const policy = (name: string, labels: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: { podSelector: { matchLabels: { [NAME]: 'desk', ...labels } }, policyTypes: ['Ingress'], ingress: [] },
});
const scaler = (name: string, of: string) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: of }, minReplicas: 1, maxReplicas: 1 },
});
export const leading = (name: string, selector: object) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ port: 80 }] },
});
const entrance = (name: string, host: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name },
  spec: {
    rules: [
      {
        host,
        http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'x', port: { number: 80 } } } }] },
      },
    ],
  },
});

/** Objects that an application brings along, one or several; undefined takes them away. */
export const brought =
  (application: string, objects: object | readonly object[] | undefined, more: Edit = () => {}) =>
  (inputs: Inputs) => {
    const file = `apps/${application}/objects/own.yaml`;
    if (objects === undefined) inputs.text(file, () => undefined);
    else
      inputs.write(
        file,
        [objects]
          .flat()
          .map(object => JSON.stringify(object))
          .join('\n---\n'),
      );
    more(inputs);
  };
const SERVICES = spec('desk', content => set(content, 'services', { admin: {} }));

const ELSEWHERE = {
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'ServiceMonitor',
  metadata: { name: '$(APPLICATION)-$(ENVIRONMENT)', namespace: 'monitoring' },
};
const monitored = (objects: object | undefined) =>
  settings(({ environments }) => {
    for (const one of Object.values<any>(environments)) set(one, 'objects', objects);
  });
const MONITORED = monitored({ namespaces: ['monitoring'] });

const WAY = 'BG005 BG020';
const GATE = 'BG023';

/** Every key of an application. One without a row does not compile, one without an edit fails a test. */
export const KEYS: {
  readonly [K in keyof Required<
    BlueGreenApplicationProps &
      ColourProps &
      Pick<ReleaseFile, 'takeover' | 'eject' | 'hold' | 'alone'> &
      Pick<ApplicationFile, 'delivery'>
  >]: Harm;
} = {
  takeover: {
    edits: [
      [
        "the Service of an application that has users is called somebody else's",
        'BG005',
        state('production/desk', content => set(content, 'takeover', { step: 'beside', workload: 'Deployment/desk' })),
      ],
    ],
  },
  eject: {
    edits: [
      [
        'users are led to plain pods that are not there',
        'BG007',
        state('production/desk', content => set(content, 'eject', { step: 'moved', folder: 'k8s/desk' })),
      ],
    ],
  },
  name: {
    edits: [
      [
        'the application is called otherwise',
        'BG005',
        inputs => {
          inputs.edit('apps/desk.yaml', content => set(content, 'name', 'table'));
          for (const [from, to] of [
            ['apps/desk.yaml', 'apps/table.yaml'],
            ['releases/production/desk.yaml', 'releases/production/table.yaml'],
            ['releases/staging/desk.yaml', 'releases/staging/table.yaml'],
          ] as const) {
            inputs.write(to, inputs.files().get(from)!);
            inputs.text(from, () => undefined);
          }
        },
      ],
    ],
  },
  namespace: {
    edits: [
      [
        'production moves to another namespace',
        'BG005',
        settings(({ environments }) => set(environments.production, 'namespace', 'lamps-eu')),
      ],
      [
        'staging moves to the namespace of others',
        'BG005',
        settings(({ environments }) => set(environments.staging, 'namespace', 'default')),
      ],
    ],
  },
  createNamespace: {
    edits: [['nobody makes the Namespace any more', 'BG005', desk(content => set(content, 'createNamespace', false))]],
  },
  service: {
    edits: [
      ['only from inside the cluster', WAY, desk(inside)],
      [
        'no load balancer any more',
        WAY,
        floor(content => set(content, 'service', { type: 'NodePort', port: 80, nodePort: 30090 })),
      ],
      ['users call it by another name', 'BG005', floor(service('name', 'other'))],
      ['testers call it by another name', 'BG005', floor(service('preview', 'other'))],
      ['another port', WAY, desk(service('port', 8081))],
      ['the default port', WAY, floor(service('port', undefined))],
      ['another port on the nodes', WAY, floor(service('nodePort', 30091))],
      ['nodes without a pod drop requests', WAY, floor(service('externalTrafficPolicy', 'Local'))],
      ['inside in place of public', WAY, floor(service('annotations', { 'example.com/load-balancer': 'internal' }))],
      ['the annotations go', WAY, floor(service('annotations', undefined))],
      ['another class of load balancers', 'BG006', floor(service('loadBalancerClass', 'example.com/other'))],
      ['no class of load balancers', 'BG006', floor(service('loadBalancerClass', undefined))],
      ['fewer addresses may come', WAY, floor(service('loadBalancerSourceRanges', ['203.0.113.0/24']))],
      [
        'other addresses may come',
        WAY,
        floor(service('loadBalancerSourceRanges', ['192.0.2.0/24', '198.51.100.0/24'])),
      ],
      [
        'a smaller range may come',
        WAY,
        floor(service('loadBalancerSourceRanges', ['203.0.113.0/28', '198.51.100.0/24'])),
      ],
      ['of all addresses a few', WAY, spec('bulb', service('loadBalancerSourceRanges', ['203.0.113.0/24']))],
      ['all of it goes, here', WAY, floor(content => set(content, 'service', undefined))],
      [
        'all of it goes, there',
        WAY,
        desk(content => {
          inside(content);
          set(content, 'service', undefined);
        }),
      ],
      [
        'in one environment of two',
        WAY,
        desk(content => set(content.environments, 'production', { service: { type: 'NodePort', port: 8081 } })),
      ],
      [
        'in one environment, by its settings',
        WAY,
        settings(({ environments }) =>
          set(environments.production.overrides, 'service', { type: 'NodePort', port: 8081 }),
        ),
      ],
    ],
  },
  serviceTemplate: {
    edits: [
      [
        'callers on nodes without a pod are lost',
        WAY,
        floor(content => set(content, 'serviceTemplate', { spec: { internalTrafficPolicy: 'Local' } })),
      ],
      [
        'who comes by the other family of addresses',
        WAY,
        floor(content => set(content, 'serviceTemplate', { spec: { ipFamilyPolicy: 'PreferDualStack' } })),
        floor(content => set(content, 'serviceTemplate', { spec: { ipFamilyPolicy: 'SingleStack' } })),
      ],
      [
        'an address of its own goes',
        WAY,
        floor(content => set(content, 'serviceTemplate', { spec: { externalIPs: ['192.0.2.7'] } })),
        floor(content => set(content, 'serviceTemplate', undefined)),
      ],
    ],
  },
  services: {
    edits: [
      [
        'one of two Services goes',
        'BG005',
        floor(content => set(content, 'services', { inside: {} })),
        floor(content => set(content, 'services', undefined)),
      ],
      [
        'one of two Services has another number',
        WAY,
        floor(content => set(content, 'services', { inside: { ports: [{ name: 'http', port: 81 }] } })),
        floor(content => set(content, 'services', { inside: { ports: [{ name: 'http', port: 82 }] } })),
      ],
      [
        'one of two Services is called otherwise',
        'BG005',
        floor(content => set(content, 'services', { inside: {} })),
        floor(content => set(content, 'services', { inside: { name: 'floor-inner' } })),
      ],
      [
        'callers of one of two Services on nodes without a pod',
        WAY,
        floor(content => set(content, 'services', { inside: {} })),
        floor(content =>
          set(content, 'services', { inside: { template: { spec: { internalTrafficPolicy: 'Local' } } } }),
        ),
      ],
    ],
  },
  ingressTemplate: {
    edits: [
      [
        'another host goes',
        WAY,
        floor(content => set(content, 'ingressTemplate', SECOND_HOST)),
        floor(content => set(content, 'ingressTemplate', undefined)),
      ],
    ],
  },
  ingress: {
    edits: [
      ['it goes', WAY, floor(content => set(content, 'ingress', undefined))],
      ['another host', WAY, floor(ingress('host', 'www.floor.example.com'))],
      ['of one host every one below it', WAY, floor(ingress('host', '*.floor.example.com'))],
      [
        'one of two hosts goes',
        WAY,
        floor(ingress('rules', [{ host: 'www.floor.example.com' }])),
        floor(ingress('rules', undefined)),
      ],
      ['a part of the paths', WAY, floor(ingress('path', '/shop'))],
      ['the path alone', WAY, floor(ingress('pathType', 'Exact'))],
      ['no certificate', WAY, floor(ingress('tls', undefined))],
      ['another certificate', WAY, floor(ingress('tls', 'other-certificate'))],
      ['another class', WAY, floor(ingress('className', 'internal'))],
      ['no class', WAY, floor(ingress('className', undefined))],
      [
        'only known addresses',
        WAY,
        floor(ingress('annotations', { 'nginx.ingress.kubernetes.io/whitelist-source-range': '10.0.0.0/8' })),
      ],
      ['fewer requests', WAY, floor(ingress('annotations', { 'example.com/rate-limit': '1' }))],
      [
        'the port of administrators',
        'BG020',
        desk(content => set(content, 'ingress', { host: 'desk.example.com', port: 'http' })),
        desk(ingress('port', 'admin')),
      ],
      [
        'in one environment of two',
        WAY,
        floor(content => set(content, 'environments', { production: { ingress: { host: 'new.example.com' } } })),
      ],
    ],
  },
  traffic: {
    edits: [
      [
        'by selector in place of a route',
        WAY,
        inputs => {
          inputs.edit('apps/wall.yaml', content => {
            set(content, 'traffic', undefined);
            set(content, 'route', undefined);
          });
          inputs.edit('releases/production/wall.yaml', content => set(content, 'weight', undefined));
        },
      ],
    ],
  },
  route: {
    edits: [
      ['another Gateway', WAY, wall(route('gateway', { name: 'private', namespace: 'gateways', listener: 'https' }))],
      ['a Gateway elsewhere', WAY, wall(route('gateway', { name: 'public', namespace: 'edge', listener: 'https' }))],
      ['another listener', WAY, wall(route('gateway', { name: 'public', namespace: 'gateways', listener: 'http' }))],
      ['one name of two', WAY, wall(route('hostnames', ['wall.example.com']))],
      ['another name', WAY, wall(route('hostnames', ['wall.example.com', 'wall.example.org']))],
      ['a part of the paths', WAY, wall(route('path', '/shop'))],
      [
        'one of two paths leads to nobody any more',
        WAY,
        wall(({ route: one }) => {
          set(one, 'path', '/shop');
          set(one, 'rules', [{ path: '/hooks' }]);
        }),
        wall(route('rules', undefined)),
      ],
      [
        'gRPC goes by nothing any more',
        WAY,
        wall(route('grpc', { hostnames: ['grpc.wall.example.com'] })),
        wall(route('grpc', undefined)),
      ],
      ['another header for testers', 'BG020', wall(({ route: one }) => set(one.previewHeader, 'value', 'next'))],
    ],
  },
  gate: {
    edits: [
      ['an image without curl', GATE, floor(gate('image', 'busybox:1.36'))],
      ['no time to prove anything', GATE, desk(gate('deadlineSeconds', 10))],
      ['figures no longer count', GATE, desk(measured), desk(gate('analysis', undefined))],
      ['out of the mesh', GATE, floor(gate('mesh', undefined))],
      ['its image can not be pulled', GATE, floor(gate('podTemplate', undefined))],
      [
        'a container that ends at once',
        GATE,
        desk(gate('podTemplate', { spec: { containers: [{ name: 'verify', command: ['true'] }] } })),
      ],
    ],
  },
  network: {
    edits: [
      ['fewer addresses', 'BG021', floor(({ network }) => network.activeFrom.splice(0, 1))],
      ['the entrance is shut', 'BG021', floor(({ network }) => network.activeFrom.splice(1, 1))],
      [
        'other addresses',
        'BG021',
        floor(({ network }) => set(network.activeFrom[0], 'ipBlock', { cidr: '192.0.2.0/24' })),
      ],
      [
        'an exception',
        'BG021',
        floor(({ network }) =>
          set(network.activeFrom[0], 'ipBlock', { cidr: '203.0.113.0/24', except: ['203.0.113.0/28'] }),
        ),
      ],
      [
        'a narrower peer',
        'BG021',
        floor(({ network }) => set(network.activeFrom[1], 'podSelector', { matchLabels: { app: 'proxy' } })),
      ],
      [
        'from everybody to some',
        'BG021',
        desk(content => set(content, 'network', { activeFrom: [{ podSelector: { matchLabels: { app: 'proxy' } } }] })),
      ],
      [
        'from everybody to some, for both',
        'BG021',
        wall(content => set(content, 'network', { activeFrom: [{ ipBlock: { cidr: '10.0.0.0/8' } }] })),
      ],
    ],
  },
  active: {
    edits: [
      [
        'to what changes in the same commit',
        'BG002',
        state('production/desk', content => {
          content.active = 'green';
          content.green.image = 'registry.example.com/lamps/desk:2.1';
          content.green.version = '2.1';
        }),
      ],
      ['to a colour that is retired', 'BG003', state('staging/floor', content => set(content, 'active', 'green'))],
      [
        'to a colour that is retired in the same commit',
        'BG003',
        state('production/desk', content => {
          content.active = 'green';
          content.green.retired = true;
        }),
      ],
      [
        'and the release that it leaves is replaced',
        'BG004 BG001',
        state('production/desk', content => {
          content.active = 'green';
          content.blue.image = 'registry.example.com/lamps/desk:3.0';
        }),
      ],
      [
        'and the spec changes with it',
        'BG002',
        inputs => {
          desk(content => set(content.env, 'LEVEL', 'debug'))(inputs);
          state('production/desk', content => set(content, 'active', 'green'))(inputs);
        },
      ],
    ],
  },
  overlap: {
    edits: [
      [
        'with a colour that is retired',
        'BG003',
        state('production/bulb', content => {
          content.green.retired = true;
          content.overlap = true;
        }),
      ],
      [
        'the colour that is beside the other changes',
        'BG001',
        state('production/bulb', content => set(content, 'overlap', true)),
        forged('production/bulb', 'green', entry => set(entry, 'image', 'registry.example.com/lamps/bulb:2.1')),
      ],
      [
        'the colour that is beside the other shrinks',
        'BG016',
        inputs => {
          forged('production/bulb', 'green', entry => set(entry, 'replicas', 4))(inputs);
          state('production/bulb', content => set(content, 'overlap', true))(inputs);
        },
        forged('production/bulb', 'green', entry => set(entry, 'replicas', 2)),
      ],
    ],
  },
  weight: {
    edits: [
      [
        'to a colour that is retired',
        'BG003',
        state('production/wall', content => {
          content.blue.retired = true;
          content.weight = undefined;
        }),
        state('production/wall', content => set(content, 'weight', 50)),
      ],
      [
        'users of shares lose their colour',
        'BG004 BG016 BG007 BG003',
        state('production/wall', content => set(content.blue, 'retired', true)),
      ],
      [
        'what gets a share is replaced',
        'BG001',
        state('production/wall', content => set(content.blue, 'image', 'registry.example.com/lamps/wall:7')),
      ],
    ],
  },
  delivery: { never: 'it says when commits are made, and nothing of what they hold' },
  hold: { never: 'it keeps commits from being made' },
  watch: { never: 'it moves nobody, and nothing waits for it' },
  watched: { never: 'it moves nobody, and nothing waits for it' },
  alone: { never: 'it says why, and nothing is rendered of it' },
  served: { never: 'it only keeps open what nobody is led to any more' },
  workers: { never: 'nobody calls them: what they do when is told by plan' },
  blue: {
    edits: [
      ['users lose it', 'BG001 BG007', state('production/desk', content => set(content, 'blue', undefined))],
      [
        'it changes places with green',
        'BG001',
        state('production/desk', content => {
          [content.blue, content.green] = [content.green, content.blue];
        }),
      ],
    ],
  },
  green: {
    edits: [
      ['users lose it', 'BG001 BG007', state('production/floor', content => set(content, 'green', undefined))],
      [
        'it gets what blue runs',
        'BG001',
        state('production/floor', content => set(content, 'green', structuredClone(content.blue))),
      ],
    ],
  },
  image: {
    edits: [
      [
        'of what users are on',
        'BG001',
        state('production/desk', content => set(content.blue, 'image', 'registry.example.com/lamps/desk:1.1')),
      ],
      [
        'of what users are on, in one environment of two',
        'BG001',
        state('staging/desk', content => set(content.blue, 'image', 'registry.example.com/lamps/desk:1.1')),
      ],
      [
        'of what users are on, frozen',
        'BG001',
        forged('production/floor', 'green', entry => set(entry, 'image', 'registry.example.com/lamps/floor:2.1')),
      ],
      [
        'of both colours',
        'BG001',
        state('production/desk', content => {
          content.blue.image = content.green.image = 'registry.example.com/lamps/desk:3.0';
        }),
      ],
    ],
  },
  allowLatest: {
    edits: [
      [
        'with the tag latest on what users are on',
        'BG001',
        state('production/desk', content => {
          content.blue.allowLatest = true;
          content.blue.image = 'registry.example.com/lamps/desk:latest';
        }),
      ],
    ],
  },
  port: {
    edits: [
      ['another one, on which nobody listens', 'BG001 BG008', wall(content => set(content, 'port', 8081))],
      ['in a frozen release', 'BG001', forged('production/bulb', 'blue', entry => set(entry.ports[0], 'port', 7001))],
    ],
  },
  ports: {
    edits: [
      ['one goes', 'BG001 BG005', desk(({ ports }) => ports.pop())],
      ['one is published by another number', WAY, desk(({ ports }) => set(ports[1], 'servicePort', 9002))],
      ['another number on the nodes', WAY, desk(({ ports }) => set(ports[0], 'nodePort', 30081))],
      ['another protocol', 'BG001 BG005', desk(({ ports }) => set(ports[1], 'protocol', 'UDP'))],
      ['another application protocol', WAY, desk(({ ports }) => set(ports[0], 'appProtocol', 'kubernetes.io/h2c'))],
      ['another name', 'BG001 BG005', desk(({ ports }) => set(ports[1], 'name', 'control'))],
      ['the container listens elsewhere', 'BG001', desk(({ ports }) => set(ports[0], 'port', 8088))],
      ['in another order', 'BG001 BG005', desk(({ ports }) => ports.reverse())],
      [
        'one in place of two',
        'BG001 BG005',
        desk(content => {
          set(content, 'ports', undefined);
          set(content, 'port', 8080);
        }),
      ],
    ],
  },
  replicas: {
    live: [['one pod', 'BG016', 1]],
    weaker: [['one pod', 'BG003 BG018', 1]],
    edits: [
      ['the default', 'BG016', desk(content => set(content, 'replicas', undefined))],
      ['a pod fewer', 'BG016', desk(content => set(content, 'replicas', 3))],
      ['a pod fewer at the colour', 'BG016', state('production/desk', content => set(content.blue, 'replicas', 3))],
      [
        'a pod fewer, in one environment',
        'BG016',
        spec('desk', content => set(content.environments.staging, 'replicas', 1)),
      ],
    ],
  },
  autoscaling: {
    live: [['less to begin with', 'BG016 BG015', { min: 1, max: 12 }]],
    edits: [
      [
        'fewer pods to begin with, frozen',
        'BG016',
        forged('production/floor', 'green', entry => set(entry.autoscaling, 'min', 1)),
      ],
      [
        'no room to grow, frozen',
        'BG016',
        forged('production/floor', 'green', entry => set(entry.autoscaling, 'max', 3)),
      ],
      ['later, frozen', 'BG016', forged('production/floor', 'green', entry => set(entry.autoscaling, 'cpu', 95))],
      [
        'no autoscaler any more',
        'BG016 BG018 BG005',
        forged('production/floor', 'green', entry => {
          set(entry, 'autoscaling', undefined);
          set(entry, 'replicas', 3);
        }),
      ],
      [
        'what is promoted has no room to grow',
        'BG018',
        forged('production/floor', 'blue', entry => set(entry.autoscaling, 'max', 3)),
        state('production/floor', content => set(content, 'active', 'blue')),
      ],
    ],
  },
  disruption: {
    live: [
      ['none', 'BG019 BG005', { none: true }],
      ['all at once', 'BG019', { maxUnavailable: '100%' }],
      ['never any', 'BG019', { minAvailable: '100%' }],
    ],
    weaker: [['none', 'BG018 BG019', { none: true }]],
  },
  idle: { never: 'it is the size of a colour that nobody is on' },
  env: {
    live: [
      ['another value', 'BG001', { LEVEL: 'debug' }],
      ['one more', 'BG001', { MORE: '1' }],
    ],
    edits: [['it goes', 'BG001', desk(content => set(content, 'env', undefined))]],
  },
  config: {
    live: [
      ['another value', 'BG001', { STORE: 'other.example.com' }],
      ['one more', 'BG001', { MORE: '1' }],
    ],
    edits: [
      [
        'it goes',
        'BG001',
        desk(content => {
          set(content, 'config', undefined);
          set(content.volumes, 'settings', undefined);
        }),
      ],
    ],
  },
  secrets: {
    live: [
      ['another one', 'BG001', ['other']],
      ['none', 'BG001', []],
    ],
  },
  resources: {
    live: [['less', 'BG001', { requests: { cpu: '20m', memory: '16Mi' }, limits: { memory: '32Mi' } }]],
    weaker: [
      ['a tenth of the processor', 'BG018', { requests: { cpu: '20m', memory: '256Mi' }, limits: { memory: '512Mi' } }],
      ['less memory', 'BG018', { requests: { cpu: '200m', memory: '64Mi' }, limits: { memory: '64Mi' } }],
    ],
  },
  readiness: {
    live: [
      ['none', 'BG001', { none: true }],
      ['another path', 'BG001', { path: '/' }],
      ['a port on which nobody listens', 'BG001', { tcpSocket: { port: 1 } }],
    ],
    weaker: [['none', 'BG018', { none: true }]],
  },
  liveness: {
    live: [
      ['another path', 'BG001', { path: '/nowhere' }],
      ['none', 'BG001', { none: true }],
    ],
  },
  startup: { live: [['no time to start', 'BG001', { path: '/ready', failureThreshold: 1 }]] },
  analysis: {
    edits: [
      ['one of three metrics goes', GATE, desk(measured), desk(({ analysis }) => analysis.metrics.pop())],
      ...LOOSENED.map(([words, change]): Row => [words, GATE, desk(measured), desk(change)]),
      [
        'a limit is wider in the promotion',
        GATE,
        desk(measured),
        inputs => {
          desk(metric(0, 'max', 20))(inputs);
          state('production/desk', content => set(content, 'active', 'green'))(inputs);
        },
      ],
      [
        'nothing is measured any more',
        GATE,
        desk(measured),
        desk(content => {
          set(content, 'analysis', undefined);
          set(content.gate, 'analysis', undefined);
        }),
      ],
    ],
  },
  smoke: {
    edits: [
      [
        'it goes in the promotion',
        GATE,
        inputs => {
          desk(content => set(content, 'smoke', undefined))(inputs);
          state('production/desk', content => set(content, 'active', 'green'))(inputs);
        },
      ],
      ['it goes just before the promotion', GATE, desk(content => set(content, 'smoke', undefined))],
      ['one of two requests goes', GATE, desk(({ smoke }) => smoke.pop())],
      ['any answer will do', GATE, desk(({ smoke }) => set(smoke[0], 'contains', undefined))],
      ['no value any more', GATE, desk(({ smoke }) => set(smoke[1], 'json', undefined))],
      [
        'the tests of a container are empty',
        GATE,
        wall(({ smoke }) => {
          smoke.command = ['true'];
        }),
      ],
      [
        'a container in place of requests',
        GATE,
        desk(content => set(content, 'smoke', { image: 'busybox:1.36', command: ['true'] })),
      ],
      [
        'it goes at the colour that is promoted',
        GATE,
        state('production/desk', content => {
          content.active = 'green';
          content.green.smoke = [];
        }),
      ],
      [
        'it goes at the colour that is to be promoted, frozen',
        GATE,
        forged('production/floor', 'blue', entry => set(entry, 'smoke', undefined)),
        state('production/floor', content => set(content, 'active', 'blue')),
      ],
    ],
  },
  migrate: {
    edits: [
      [
        'what is promoted takes from the database what others need',
        'BG014',
        forged('production/floor', 'blue', entry => set(entry, 'image', 'registry.example.com/lamps/floor:1.1')),
        inputs => {
          state('production/floor', content => {
            content.active = 'blue';
            content.blue.contracted = true;
          })(inputs);
        },
      ],
      [
        'it adds on the colour that users are on what it did not',
        'BG001 BG006 BG014',
        inputs => {
          desk(content => set(content, 'migrate', { expand: { command: ['/usr/bin/desk', 'migrate'] } }))(inputs);
          state('production/desk', content => set(content.blue, 'image', 'registry.example.com/lamps/desk:1.1'))(
            inputs,
          );
        },
      ],
    ],
  },
  serviceAccount: {
    live: [
      ['another account', 'BG001', { name: 'other' }],
      ['no token', 'BG001', { token: false }],
    ],
    edits: [
      [
        'another role',
        'BG028',
        desk(({ serviceAccount }) => set(serviceAccount, 'annotations', { 'example.com/role': 'other' })),
      ],
      ['no role', 'BG028', desk(({ serviceAccount }) => set(serviceAccount, 'annotations', undefined))],
    ],
  },
  command: { live: [['another program', 'BG001', ['/bin/true']]] },
  args: { live: [['another argument', 'BG001', ['--listen', ':1']]] },
  volumes: {
    live: [
      ['one more', 'BG001', { more: { mountPath: '/more', scratch: true, emptyDir: {} } }],
      ['one elsewhere', 'BG001', { tmp: { mountPath: '/var/tmp', scratch: true, emptyDir: {} } }],
      [
        'the disk of others',
        'BG001 BG010',
        { data: { mountPath: '/data', persistentVolumeClaim: { claimName: 'data' } } },
      ],
    ],
    edits: [
      [
        'what is promoted keeps state',
        'BG002 BG010',
        state('production/desk', content => {
          content.active = 'green';
          content.green.volumes = { data: { mountPath: '/data', persistentVolumeClaim: { claimName: 'data' } } };
        }),
      ],
    ],
  },
  objects: {
    edits: [
      ['a policy that lets nobody to the pods', 'BG021', brought('desk', policy('desk-own', {}))],
      ['a policy for the pods of the colour that users are on', 'BG021', brought('desk', policy('a', BLUE))],
      ['an autoscaler of what users are on', '', brought('desk', scaler('desk-own', 'desk-blue'))],
      ['a Service that leads to both colours', '', brought('desk', leading('desk-own', { [NAME]: 'desk' }))],
      ['what is made for the application', '', brought('desk', leading('desk-admin', { app: 'other' }), SERVICES)],
      ['users are led elsewhere', 'BG022', brought('floor', entrance('floor-own', 'floor.example.com'))],
      ['what there was goes', 'BG005', brought('desk', leading('other', { app: 'other' })), brought('desk', undefined)],
      [
        'what stands in a namespace of others goes',
        'BG005',
        brought('desk', ELSEWHERE, MONITORED),
        brought('desk', undefined),
      ],
      ['what stands there is allowed no more', '', brought('desk', ELSEWHERE, MONITORED), monitored(undefined)],
      [
        'it is called like what others have there',
        '',
        brought('desk', { ...ELSEWHERE, metadata: { name: 'own', namespace: 'monitoring' } }, MONITORED),
      ],
      ['two of one name', '', brought('desk', [leading('own', { app: 'a' }), leading('own', { app: 'b' })])],
    ],
  },
  clusterKinds: { never: 'bluegreen.yaml says it, of an environment' },
  objectNamespaces: { never: 'bluegreen.yaml says it, of an environment' },
  colourObjects: {
    edits: [
      [
        'a policy for the pods that users are on',
        'BG021',
        state('production/desk', content => set(content.blue, 'colourObjects', [policy('own-$(COLOUR)', BLUE)])),
      ],
      [
        'the same with the release, which is promoted at once',
        'BG021 BG002',
        state('production/desk', content => {
          set(content.green, 'colourObjects', [policy('own-$(COLOUR)', { [COLOUR]: '$(COLOUR)' })]);
          content.active = 'green';
        }),
      ],
      [
        'what belongs to what users are on goes',
        'BG005',
        state('production/desk', content =>
          set(content.blue, 'colourObjects', [leading('own-$(COLOUR)', { app: 'a' })]),
        ),
        state('production/desk', content => set(content.blue, 'colourObjects', undefined)),
      ],
    ],
  },
  files: {
    live: [
      ['a file in the place of what the image has', 'BG001', { '/etc/desk.conf': { text: 'listen 1;' } }],
      ['a program', 'BG001', { '/usr/bin/desk': { base64: 'AA==', executable: true } }],
    ],
  },
  envFrom: { live: [['another source', 'BG001', [{ secretRef: { name: 'other' } }]]] },
  initContainers: {
    live: [['one that never ends', 'BG001', [{ name: 'wait', image: 'busybox:1.36', command: ['cat'] }]]],
  },
  sidecars: { live: [['one that falls over', 'BG001', [{ name: 'log', image: 'busybox:1.36', command: ['false'] }]]] },
  imagePullSecrets: { live: [['one that is not there', 'BG001', [{ name: 'other' }]]] },
  nodeSelector: { live: [['nodes that there are not', 'BG001', { 'example.com/disk': 'fast' }]] },
  tolerations: { live: [['nodes that are about to go', 'BG001', [{ operator: 'Exists' }]]] },
  affinity: {
    live: [
      [
        'nodes that there are not',
        'BG001',
        {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: 'example.com/disk', operator: 'Exists' }] }],
            },
          },
        },
      ],
    ],
  },
  priorityClassName: { live: [['the first to go', 'BG001', 'low']] },
  securityContext: { live: [['another user', 'BG001', { runAsUser: 1 }]] },
  drainSeconds: { live: [['no time to drain', 'BG001', 0]], weaker: [['no time to drain', 'BG018', 0]] },
  labels: {
    live: [
      ['another value', 'BG001', { team: 'other' }],
      ['one more', 'BG001', { more: 'yes' }],
    ],
  },
  annotations: {
    live: [
      ['another value', 'BG001', { 'example.com/scrape': 'false' }],
      ['one more', 'BG001', { more: 'yes' }],
    ],
  },
  live: {
    live: [['that pods learn their colour', 'BG001', { variable: 'COLOUR', file: '/etc/blue-green/active' }]],
  },
  podTemplate: {
    live: [
      ['another class', 'BG001', { spec: { priorityClassName: 'low' } }],
      ['other nodes', 'BG001', { spec: { nodeSelector: { disk: 'fast' } } }],
    ],
  },
  version: {
    edits: [
      ['of what users are on', 'BG001', state('production/desk', content => set(content.blue, 'version', '1.0.1'))],
    ],
  },
  retired: {
    edits: [
      ['what users are on', 'BG016 BG007', state('production/desk', content => set(content.blue, 'retired', true))],
      [
        'what users are on, frozen',
        'BG016 BG007',
        state('production/floor', content => set(content.green, 'retired', true)),
      ],
      [
        'what users leave, in the same commit',
        'BG004',
        state('production/desk', content => {
          content.active = 'green';
          content.blue.retired = true;
        }),
      ],
      [
        'and brought back with the users',
        'BG003',
        state('production/desk', content => set(content.green, 'retired', true)),
        state('production/desk', content => {
          content.green.retired = undefined;
          content.active = 'green';
        }),
      ],
    ],
  },
  preview: {
    edits: [
      [
        'of what users come to, raised only as they do',
        'BG003',
        state('production/desk', content => {
          content.green.idle = { preview: 1 };
          content.green.preview = true;
        }),
        state('production/desk', content => {
          content.green.preview = undefined;
          content.active = 'green';
        }),
      ],
    ],
  },
  contracted: {
    edits: [
      [
        'in the promotion',
        'BG014',
        state('staging/floor', content => {
          content.blue.contracted = true;
          content.green.retired = undefined;
          content.active = 'green';
        }),
      ],
    ],
  },
  again: {
    edits: [['what users are on', 'BG001', forged('production/floor', 'green', entry => set(entry, 'again', 2))]],
  },
  raised: {
    edits: [
      [
        'it is taken away in the promotion',
        'BG003 BG002 BG018',
        forged('production/floor', 'blue', entry => set(entry, 'raised', 6)),
        inputs => {
          state('production/floor', content => {
            content.active = 'blue';
            content.blue.raised = undefined;
          })(inputs);
        },
      ],
    ],
  },
  release: {
    edits: [
      [
        'what users are on is frozen no more, after the spec has moved on',
        'BG001',
        floor(content => set(content, 'env', { NEW: '1' })),
        state('production/floor', content => {
          const { version, image } = content.green;
          content.green = { version, image };
        }),
      ],
    ],
  },
  format: {
    never: 'by itself it is refused, as the release has another id then; with the id, it is a release of the verbs',
  },
};
