import { contract } from '../../../../lib/release/contract';
import { deploy } from '../../../../lib/release/deploy';
import { promote } from '../../../../lib/release/promote';
import { retire } from '../../../../lib/release/retire';
import type { Edit } from './keys';
import { brought, leading, measured, metric, set } from './keys';
import { settings, spec, state } from './parts';

type Row = readonly [words: string, after: Edit] | readonly [words: string, before: Edit, after: Edit];

const PLACES = [
  'production/desk',
  'production/floor',
  'production/wall',
  'production/bulb',
  'staging/desk',
  'staging/floor',
  'staging/bulb',
];

const deployed =
  (place: string): Edit =>
  inputs =>
    inputs.verb(place, current => deploy(current, { image: `registry.example.com/lamps/${current.application}:9` }));
const promoted =
  (place: string): Edit =>
  inputs =>
    inputs.verb(place, current => promote(current));
const whole = state('production/wall', content => set(content, 'weight', undefined));

const mirrored = (percent: number | undefined, methods?: readonly string[]): Edit =>
  spec('wall', ({ route }) => set(route, 'mirror', percent && { percent, ...(methods && { methods }) }));

const copied: Edit = inputs => {
  whole(inputs);
  mirrored(10)(inputs);
};

/** What hurts nobody. */
export const HARMLESS: readonly Row[] = [
  ...[
    'bluegreen.yaml',
    'apps/desk.yaml',
    'apps/floor.yaml',
    'releases/production/desk.yaml',
    'releases/production/floor.yaml',
  ].flatMap((file): Row[] => [
    [`a comment (${file})`, inputs => inputs.text(file, text => `${text}# Said.\n`)],
    [
      `keys in another order (${file})`,
      inputs =>
        inputs.edit(file, content => {
          const entries = Object.entries(content).reverse();
          for (const [key] of entries) delete content[key];
          Object.assign(content, Object.fromEntries(entries));
        }),
    ],
  ]),
  ...PLACES.filter(place => !place.endsWith('wall')).flatMap((place): Row[] => [
    [`a deploy to the idle colour (${place})`, deployed(place)],
  ]),
  ['a deploy to the idle colour (production/wall)', whole, deployed('production/wall')],
  [
    'an object of the own that concerns nobody',
    brought('desk', { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'desk' } }),
  ],
  [
    'what the idle release brought along goes with it',
    state('production/desk', content => set(content.green, 'colourObjects', [leading('own-$(COLOUR)', { app: 'a' })])),
    state('production/desk', content => set(content.green, 'colourObjects', undefined)),
  ],
  [
    'a deploy after the spec has grown',
    spec('floor', content => set(content, 'config', { NEW: '1' })),
    deployed('production/floor'),
  ],
  ...['production/desk', 'staging/desk', 'production/floor', 'production/bulb', 'staging/bulb', 'production/wall'].map(
    (place): Row => [`a promotion (${place})`, promoted(place)],
  ),
  ['a promotion of what was just deployed', deployed('production/floor'), promoted('production/floor')],
  ['a share', whole, inputs => inputs.verb('production/wall', current => promote(current, { weight: 10 }))],
  ['a larger share', inputs => inputs.verb('production/wall', current => promote(current, { weight: 50 }))],
  ...['production/desk', 'staging/desk', 'production/floor', 'production/bulb'].map(
    (place): Row => [`a retire (${place})`, inputs => inputs.verb(place, current => retire(current))],
  ),
  ['a deploy to what is retired', deployed('staging/floor')],
  ['a contracting migration', inputs => inputs.verb('staging/floor', current => contract(current))],
  ['a rollback by hand', state('production/floor', content => set(content, 'active', 'blue'))],
  ['a rollback of shares', state('production/wall', content => set(content, 'weight', undefined))],
  ['more pods', spec('desk', content => set(content, 'replicas', 6))],
  ['more pods at the colour', state('production/desk', content => set(content.blue, 'replicas', 6))],
  ['more pods, in one environment', spec('desk', content => set(content.environments.staging, 'replicas', 3))],
  ['the gate has more time', spec('desk', content => set(content.gate, 'deadlineSeconds', 400))],
  ['the gate asks one more', spec('desk', ({ smoke }) => smoke.push({ path: '/more' }))],
  ['another try of the gate', state('production/desk', content => set(content, 'gate', { attempt: 2 }))],
  [
    'the idle colour gets another image',
    state('production/desk', content => set(content.green, 'image', 'registry.example.com/lamps/desk:2.1')),
  ],
  ['the idle colour gets fewer pods', state('production/desk', content => set(content.green, 'replicas', 1))],
  ['the idle colour goes', state('production/desk', content => set(content, 'green', undefined))],
  ['a retired colour keeps more pods', spec('desk', content => set(content.idle, 'replicas', 2))],
  [
    'a spec whose releases are frozen',
    spec('floor', content => {
      set(content, 'autoscaling', { min: 1, max: 2 });
      set(content, 'readiness', { path: '/other' });
      set(content, 'env', { A: '1' });
      set(content, 'resources', { requests: { cpu: '10m', memory: '16Mi' } });
    }),
  ],
  ['the migration of the next release', spec('floor', content => set(content.migrate.expand, 'args', ['--more']))],
  ['copies of requests begin', whole, mirrored(10)],
  ['copies of requests end', mirrored(10), mirrored(undefined)],
  ['more copies of requests, and of others', mirrored(10), mirrored(50, ['GET', 'OPTIONS'])],
  ['a deploy, with copies of requests', copied, deployed('production/wall')],
  ['a promotion, with copies of requests', copied, promoted('production/wall')],
  ['a retire, with copies of requests', copied, inputs => inputs.verb('production/wall', current => retire(current))],
  ['a host more', spec('wall', ({ route }) => route.hostnames.push('shop.example.com'))],
  ['an Ingress more', spec('desk', content => set(content, 'ingress', { host: 'desk.example.com' }))],
  ['more addresses', spec('floor', ({ service }) => service.loadBalancerSourceRanges.push('192.0.2.0/24'))],
  [
    'a wider range',
    spec('floor', ({ service }) => set(service, 'loadBalancerSourceRanges', ['203.0.113.0/24', '198.51.0.0/16'])),
  ],
  ['more peers', spec('floor', ({ network }) => network.activeFrom.push({ ipBlock: { cidr: '192.0.2.0/24' } }))],
  [
    'testers from elsewhere',
    spec('floor', ({ network }) => network.idleFrom.push({ podSelector: { matchLabels: { team: 'more' } } })),
  ],
  [
    'any port on the nodes, which the API server leaves as it is',
    spec('floor', ({ service }) => set(service, 'nodePort', undefined)),
  ],
  ['more requests', spec('floor', ({ ingress }) => set(ingress, 'annotations', { 'example.com/rate-limit': '200' }))],
  [
    'a gate that is skipped with a reason',
    state('production/desk', content => {
      content.active = 'green';
      content.gate = { skipped: 'no nodes' };
    }),
  ],
  ['the gate asks something else', spec('desk', ({ smoke }) => set(smoke[1], 'path', '/baskets'))],
  ['an overlap', inputs => inputs.verb('production/bulb', current => promote(current))],
  ['more pods may be away', spec('desk', content => set(content, 'disruption', { maxUnavailable: 2 }))],
  [
    'as many pods may be away, in other words',
    spec('desk', content => set(content, 'disruption', { minAvailable: 3 })),
  ],
  [
    'defaults written out',
    spec('bulb', content => {
      set(content, 'allowLatest', false);
      set(content.service, 'externalTrafficPolicy', 'Cluster');
      set(content, 'createNamespace', false);
    }),
  ],
  [
    'defaults of the engines written out',
    settings(({ gitops }) => {
      set(gitops, 'path', './');
    }),
  ],
  [
    'a port in the longer form',
    spec('wall', content => {
      set(content, 'port', undefined);
      set(content, 'ports', [{ name: 'http', port: 8080, protocol: 'TCP' }]);
    }),
  ],
  [
    'what one environment says is said for it in the settings',
    inputs => {
      spec('desk', content => set(content.environments, 'staging', { replicas: 2 }))(inputs);
      settings(({ environments }) => set(environments.staging, 'overrides', { disruption: { none: true } }))(inputs);
    },
  ],
  [
    'a new application',
    inputs => {
      inputs.write(
        'apps/lamp.yaml',
        'name: lamp\nimage: registry.example.com/lamps/lamp\nport: 8080\nreadiness: { path: / }\ningress: { host: lamp.example.com }\n',
      );
      inputs.write(
        'releases/production/lamp.yaml',
        'active: blue\nblue: { image: "registry.example.com/lamps/lamp:1" }\n',
      );
    },
  ],
  [
    'a new environment',
    inputs => {
      settings(({ environments }) => set(environments, 'test', { namespace: 'lamps-test', cluster: 'test' }))(inputs);
      inputs.write('releases/test/desk.yaml', inputs.files().get('releases/staging/desk.yaml')!);
    },
  ],
  [
    'an application in one more environment',
    inputs => {
      inputs.write(
        'releases/staging/wall.yaml',
        'active: blue\nblue: { image: "registry.example.com/lamps/wall:6" }\n',
      );
      spec('wall', content =>
        set(content, 'environments', {
          staging: { route: { gateway: { name: 'public' }, hostnames: ['wall.staging.example.com'] } },
        }),
      )(inputs);
    },
  ],
  ...(
    [
      ['a limit is narrower', metric(0, 'max', 0.5)],
      ['measurements that find nothing are bad', metric(0, 'noData', 'fail')],
      ['measurements come in a longer time', ({ analysis }) => set(analysis, 'every', '50s')],
      ['it is measured for longer', content => set(content.gate, 'analysis', '5m')],
    ] satisfies (readonly [string, (content: any) => void])[]
  ).map(([words, change]): Row => [words, spec('desk', measured), spec('desk', change)]),
  [
    'a permission goes',
    inputs =>
      inputs.write(
        'bluegreen-allow.yaml',
        'allow:\n  - { rule: BG001, application: production/desk, reason: "it is urgent", expires: "2026-12-31" }\n',
      ),
    inputs => inputs.text('bluegreen-allow.yaml', () => undefined),
  ],
];
