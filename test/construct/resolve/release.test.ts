import fc from 'fast-check';
import { Protocol } from '../../../lib/construct/props/port';
import type { ColourProps } from '../../../lib/construct/props/release';
import { ServiceType } from '../../../lib/construct/props/service';
import type { WorkerProps } from '../../../lib/construct/props/worker';
import type { NamedProps } from '../../../lib/construct/resolve/application';
import { decide } from '../../../lib/construct/resolve/application';
import { type Release, resolveRelease } from '../../../lib/construct/resolve/release';
import { renderApplication } from '../render/render-application';
import { SMALL_APPLICATION } from '../small-application';

test('every default of a release', () => {
  const { id, ...release } = resolveRelease('ping', { image: 'pkw0301/app:1.0', port: 5000 });
  expect(id).toMatch(/^[0-9a-f]{10}$/);
  expect(release).toEqual({
    format: 1,
    image: 'pkw0301/app:1.0',
    version: '1.0',
    ports: [{ name: 'http', port: 5000, servicePort: 5000, protocol: 'TCP' }],
    replicas: 2,
    disruption: { maxUnavailable: 1 },
    retired: false,
    preview: false,
    env: {},
    config: {},
    secrets: [],
    envFrom: [],
    files: {},
    initContainers: [],
    sidecars: [],
    smoke: [],
    analysis: { everySeconds: 30, metrics: [] },
    migrate: { deadlineSeconds: 1800, podTemplate: {} },
    contracted: false,
    serviceAccount: { name: 'ping', token: false },
    volumes: {},
    securityContext: {},
    drainSeconds: 10,
    labels: {},
    annotations: {},
    colourObjects: [],
    podTemplate: {},
    workers: [],
  });
});

test.each<[string, ColourProps, Partial<Release>]>([
  ['a retired colour has no pods', { retired: true }, { replicas: 0 }],
  ['a retired colour has its idle size', { retired: true, replicas: 4, idle: { replicas: 1 } }, { replicas: 1 }],
  [
    'a colour that is looked at has its size for that',
    { preview: true, replicas: 4, idle: { preview: 1 } },
    { replicas: 1 },
  ],
  ['a colour in use does not have its idle size', { replicas: 4, idle: { replicas: 1 } }, { replicas: 4 }],
  ['an autoscaler leaves the number open', { autoscaling: { min: 3, max: 9 } }, { autoscaling: { min: 3, max: 9 } }],
  [
    'a retired autoscaler goes down to one',
    { retired: true, autoscaling: { min: 3, max: 9 } },
    { autoscaling: { min: 1, max: 9 } },
  ],
  [
    'a retired autoscaler has its idle size',
    { retired: true, idle: { replicas: 2 }, autoscaling: { min: 3, max: 9 } },
    { autoscaling: { min: 2, max: 9 } },
  ],
  ['the version is the tag', { image: 'a:b' }, { version: 'b' }],
  ['the version is what is said', { image: 'a:b', version: 'c' }, { version: 'c' }],
  ['a digest is no version', { image: `a@sha256:${'0'.repeat(64)}` }, { version: undefined }],
  [
    'the first port publishes what the Service says',
    {
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ],
    },
    {
      ports: [
        { name: 'a', port: 1, servicePort: 80, protocol: Protocol.TCP },
        { name: 'b', port: 2, servicePort: 2, protocol: Protocol.TCP },
      ],
    },
  ],
  [
    'a port publishes what it says itself',
    { ports: [{ name: 'a', port: 1, servicePort: 3 }] },
    { ports: [{ name: 'a', port: 1, servicePort: 3, protocol: Protocol.TCP }] },
  ],
])('%s', (_, props, expected) => {
  expect(resolveRelease('ping', props, 80)).toMatchObject(expected);
});

test('with an autoscaler nobody else sets the number of pods', () => {
  for (const retired of [false, true]) {
    const { replicas } = resolveRelease('ping', { retired, autoscaling: { min: 1, max: 2 }, idle: { replicas: 1 } });
    expect(replicas).toBeUndefined();
  }
});

// All keys of a release, and whether the pods would be other ones.
const REACHES_THE_PODS: ReadonlyArray<readonly [what: string, changes: ColourProps, reaches: boolean]> = [
  ['image', { image: 'pkw0301/app:1.1', version: '1.0' }, true],
  ['version', { version: '1.0.0' }, true],
  ['port', { port: 5001 }, true],
  ['port name', { port: undefined, ports: [{ name: 'web', port: 5000 }] }, true],
  ['the same port in the longer way', { port: undefined, ports: [{ name: 'http', port: 5000 }] }, false],
  ['servicePort', { port: undefined, ports: [{ name: 'http', port: 5000, servicePort: 80 }] }, false],
  ['nodePort', { port: undefined, ports: [{ name: 'http', port: 5000, nodePort: 30000 }] }, false],
  ['appProtocol', { port: undefined, ports: [{ name: 'http', port: 5000, appProtocol: 'grpc' }] }, false],
  ['raised', { autoscaling: { min: 2, max: 3 }, raised: 3, resources: { requests: { cpu: '1' } } }, false],
  ['replicas', { replicas: 3 }, false],
  ['autoscaling', { autoscaling: { min: 2, max: 3 }, resources: { requests: { cpu: '1' } } }, false],
  ['disruption', { disruption: { minAvailable: 1 } }, false],
  ['idle', { idle: { replicas: 1, preview: 1 } }, false],
  ['env', { env: { A: '2', B: 'b' } }, true],
  ['the order of env, because $(A) sees only what stands above it', { env: { B: 'b', A: '1' } }, true],
  ['config', { config: { C: '2', D: 'd' } }, true],
  ['the order of config', { config: { D: 'd', C: '1' } }, false],
  ['secrets', { secrets: ['b'] }, true],
  ['resources', { resources: { requests: { cpu: '2' } } }, true],
  ['readiness', { readiness: { path: '/ready' } }, true],
  ['liveness', { liveness: { path: '/ping' } }, true],
  ['startup', { startup: { path: '/ping' } }, true],
  ['the account', { serviceAccount: { name: 'pong' } }, true],
  ['the token of the account', { serviceAccount: { token: true } }, true],
  ['what the gate asks', { smoke: [{ path: '/' }] }, false],
  [
    'what the gate measures',
    {
      analysis: {
        source: 'http://a',
        metrics: [{ name: 'errors', query: 'up', max: 1 }],
      },
    },
    false,
  ],
  ['annotations of the account', { serviceAccount: { annotations: { a: 'b' } } }, false],
  ['migrate', { migrate: { expand: { command: ['up'] } } }, false],
  ['live', { live: { variable: 'COLOUR' } }, true],
  ['the file of live', { live: { file: '/etc/blue-green/active' } }, true],
  ['command', { command: ['node'] }, true],
  ['args', { args: ['main.js'] }, true],
  ['volumes', { volumes: { tmp: { mountPath: '/tmp', scratch: true, emptyDir: {} } } }, true],
  [
    'the permit to write to a volume',
    { volumes: { data: { mountPath: '/data', readOnly: true, scratch: true, emptyDir: {} } } },
    false,
  ],
  ['securityContext', { securityContext: { runAsUser: 1 } }, true],
  ['drainSeconds', { drainSeconds: 11 }, true],
  ['labels', { labels: { team: 'shop' } }, true],
  ['annotations', { annotations: { note: 'x' } }, true],
  ['files', { files: { '/etc/a/b.conf': { text: 'x' } } }, true],
  ['envFrom', { envFrom: [{ secretRef: { name: 'b' } }] }, true],
  ['initContainers', { initContainers: [{ name: 'a', image: 'a:1' }] }, true],
  ['sidecars', { sidecars: [{ name: 'a', image: 'a:1' }] }, true],
  ['imagePullSecrets', { imagePullSecrets: [{ name: 'a' }] }, true],
  ['nodeSelector', { nodeSelector: { disk: 'fast' } }, true],
  ['tolerations', { tolerations: [{ operator: 'Exists' }] }, true],
  ['affinity', { affinity: { nodeAffinity: {} } }, true],
  [
    'what a user brings along for the colour',
    { colourObjects: [{ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'a-$(COLOUR)' } }] },
    false,
  ],
  ['priorityClassName', { priorityClassName: 'high' }, true],
  ['podTemplate', { podTemplate: { spec: { priorityClassName: 'high' } } }, true],
];

const BASE: NamedProps = {
  ...SMALL_APPLICATION,
  namespace: 'demo',
  service: { type: ServiceType.NODE_PORT },
  resources: { requests: { cpu: '1' } },
  env: { A: '1', B: 'b' },
  config: { C: '1', D: 'd' },
  secrets: ['a'],
  volumes: { data: { mountPath: '/data', readOnly: true, emptyDir: {} } },
};

// Said for both colours, as far as the application can say it.
function blueWith({ image = 'pkw0301/app:1.0', version, ...shared }: ColourProps): NamedProps {
  return { ...BASE, ...shared, blue: { image, version }, green: undefined };
}

function podTemplate(props: NamedProps): string {
  const deployment = renderApplication(props).find(({ path }) => path.startsWith('blue/Deployment'))!;
  const { template } = (deployment.object as any).spec;
  delete template.metadata.labels['blue-green/release'];
  return JSON.stringify(template);
}

test.each(REACHES_THE_PODS)('%s makes another release exactly when it makes other pods', (_, changes, reaches) => {
  const props = blueWith(changes);
  expect(decide(props).problems).toEqual([]);
  expect(decide(props).application.blue.id !== decide(blueWith({})).application.blue.id).toBe(reaches);
  expect(podTemplate(props) !== podTemplate(blueWith({}))).toBe(reaches);
});

test('what runs of a release once users are on it belongs to it; how often it does, and how it changes, does not', () => {
  const idOf = (worker: WorkerProps) => decide(blueWith({ workers: { mail: worker } })).application.blue.id;
  const mail = idOf({ command: ['mail'] });
  expect(mail).not.toBe(decide(blueWith({})).application.blue.id);
  expect(decide(blueWith({ workers: {} })).application.blue.id).toBe(decide(blueWith({})).application.blue.id);
  for (const same of [{ replicas: 3 }, { autoscaling: { min: 1, max: 2 } }, { overlap: false }]) {
    expect(idOf({ command: ['mail'], ...same })).toBe(mail);
  }
  for (const other of [
    { command: ['post'] },
    { env: { A: 'b' } },
    { drainSeconds: 3 },
    { podTemplate: { spec: {} } },
    { schedule: '@daily' },
  ]) {
    expect(idOf({ command: ['mail'], ...other })).not.toBe(mail);
  }
  const daily = idOf({ command: ['mail'], schedule: '@daily' });
  const otherwise = { schedule: '0 4 * * *', timeZone: 'UTC', startingDeadlineSeconds: 60, deadlineSeconds: 60 };
  const counts = { backoffLimit: 0, successfulJobsHistoryLimit: 1, failedJobsHistoryLimit: 0, overlap: false };
  expect(idOf({ command: ['mail'], ...otherwise, ...counts })).toBe(daily);
});

test('the table has every key that a release has', () => {
  const keys = new Set(REACHES_THE_PODS.flatMap(([, changes]) => Object.keys(changes)));
  const { id, again, format, retired, preview, contracted, workers, ...rest } = resolveRelease('ping', {
    ...BASE,
    image: 'a:1',
    autoscaling: { min: 1, max: 1 },
  });
  expect(Object.keys(rest).filter(key => !keys.has(key))).toEqual([]);
});

test('deployed again it is another release, whose pods carry another id', () => {
  const ids = [undefined, 1, 2].map(
    again => resolveRelease('ping', { image: 'a:1', port: 1, ...(again && { again }) }).id,
  );
  expect(new Set(ids).size).toBe(3);
});

test.each(['retired', 'contracted'] as const)('that it is %s makes no other release of it', key => {
  const [before, after] = [false, true].map(flag => resolveRelease('ping', { image: 'a:1', port: 1, [key]: flag }).id);
  expect(after).toBe(before);
});

test('both colours may run one release', () => {
  const blue = { image: 'pkw0301/app:1.0' };
  const { application } = decide({ ...SMALL_APPLICATION, blue, green: blue });
  expect(application.green.id).toBe(application.blue.id);
});

test('the order of keys makes no other release, save that of env', () => {
  const props: ColourProps = {
    image: 'a:1',
    port: 1,
    config: { A: '1', B: '2', C: '3' },
    labels: { a: '1', b: '2' },
    annotations: { c: '1', d: '2' },
    securityContext: { runAsUser: 1, runAsGroup: 2 },
    resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } },
    readiness: { httpGet: { path: '/', port: 'http' }, periodSeconds: 5 },
    podTemplate: { spec: { priorityClassName: 'high', nodeSelector: { a: 'b', c: 'd' } } },
  };
  const { id } = resolveRelease('ping', props);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(1000)), ranks => {
      expect(resolveRelease('ping', shuffled(props, ranks)).id).toBe(id);
    }),
  );
});

// The same keys with the same values in another order, at every level.
function shuffled<T>(value: T, ranks: Iterator<number>): T {
  if (Array.isArray(value) || !value || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, entry]) => [ranks.next().value, key, shuffled(entry, ranks)]);
  return Object.fromEntries(entries.sort((a, b) => a[0] - b[0]).map(([, key, entry]) => [key, entry])) as T;
}
