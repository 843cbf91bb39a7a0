import { Colour } from '../../../lib/construct';
import { decide } from '../../../lib/construct/resolve/application';
import { PING } from './ping';
import { objects } from './rendered';

const base = {
  ...PING,
  env: { LEVEL: 'info', MODE: 'plain' },
  volumes: { tmp: { mountPath: '/tmp', scratch: true, emptyDir: {} } },
};

function podUnder(podTemplate: Record<string, any>): any {
  return objects({ ...base, podTemplate }, Colour.BLUE)['blue/Deployment.ping-blue.k8s.yaml']!['spec'].template;
}

const untouched = podUnder({});

test('our container is changed by its name, and a new one stands beside it', () => {
  const sidecar = { name: 'proxy', image: 'example.com/proxy:1' };
  const { containers } = podUnder({ spec: { containers: [sidecar, { name: 'ping', tty: true }] } }).spec;
  expect(containers).toEqual([
    { ...untouched.spec.containers[0], tty: true },
    { image: sidecar.image, name: 'proxy' },
  ]);
});

test('variables, ports, volumes and mounts are merged by what Kubernetes knows them by', () => {
  const { containers, volumes } = podUnder({
    spec: {
      containers: [
        {
          name: 'ping',
          env: [
            { name: 'MODE', value: 'other' },
            { name: 'NEW', value: '1' },
          ],
          ports: [
            { containerPort: 5000, hostPort: 80 },
            { containerPort: 5000, protocol: 'UDP', name: 'quic' },
          ],
          volumeMounts: [{ mountPath: '/tmp', readOnly: true }],
        },
      ],
      volumes: [
        { name: 'tmp', emptyDir: { medium: 'Memory' } },
        { name: 'more', emptyDir: {} },
      ],
    },
  }).spec;
  expect(containers[0].env).toEqual([
    { name: 'LEVEL', value: 'info' },
    { name: 'MODE', value: 'other' },
    { name: 'NEW', value: '1' },
  ]);
  expect(containers[0].ports).toEqual([
    { containerPort: 5000, hostPort: 80, name: 'http', protocol: 'TCP' },
    { containerPort: 5000, name: 'quic', protocol: 'UDP' },
  ]);
  expect(containers[0].volumeMounts).toEqual([{ mountPath: '/tmp', name: 'tmp', readOnly: true }]);
  expect(volumes).toEqual([
    { emptyDir: { medium: 'Memory' }, name: 'tmp' },
    { emptyDir: {}, name: 'more' },
  ]);
});

test('every other list is replaced', () => {
  const container = { name: 'ping', securityContext: { capabilities: { drop: ['NET_RAW'] } } };
  const { containers } = podUnder({ spec: { containers: [container] } }).spec;
  expect(containers[0].securityContext.capabilities).toEqual({ drop: ['NET_RAW'] });
});

test('null takes away what we set', () => {
  const { spec } = podUnder({
    spec: {
      enableServiceLinks: null,
      topologySpreadConstraints: null,
      securityContext: { seccompProfile: null },
      containers: [{ name: 'ping', lifecycle: null }],
    },
  });
  expect(spec).not.toHaveProperty('enableServiceLinks');
  expect(spec).not.toHaveProperty('topologySpreadConstraints');
  expect(spec.securityContext).toEqual({ runAsNonRoot: true });
  expect(spec.containers[0]).not.toHaveProperty('lifecycle');
});

test('fields that only newer Kubernetes knows survive, with a warning that names each', () => {
  const podTemplate = {
    spec: {
      containers: [
        {
          name: 'ping',
          resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
          restartPolicy: 'Always',
        },
      ],
      hostUsers: false,
      hostnameOverride: 'ping',
    },
  };
  const { spec } = podUnder(podTemplate);
  expect(spec.containers[0]).toMatchObject(podTemplate.spec.containers[0]!);
  expect(spec).toMatchObject({ hostUsers: false, hostnameOverride: 'ping' });

  const { problems } = decide({ ...base, active: Colour.BLUE, podTemplate });
  expect(problems.map(({ warning, message }) => [warning, message])).toEqual(
    expect.arrayContaining([
      [true, 'Kubernetes 1.28 does not know this field yet: a cluster that is too old for it drops it'],
    ]),
  );
  expect(problems.every(({ warning }) => warning)).toBe(true);
});

test.each([
  ['null for the labels', { metadata: { labels: null } }],
  ['null for the metadata', { metadata: null }],
  ['null for the spec', { spec: null }],
  ['null for the containers', { spec: { containers: null } }],
  ['another colour', { metadata: { labels: { 'blue-green/colour': 'green' } } }],
  ['no colour', { metadata: { labels: { 'blue-green/colour': null } } }],
  ['another image', { spec: { containers: [{ name: 'ping', image: 'pkw0301/app:3' }] } }],
  ['no ports', { spec: { containers: [{ name: 'ping', ports: null }] } }],
  [
    'another name of the port',
    { spec: { containers: [{ name: 'ping', ports: [{ containerPort: 5000, name: 'web' }] }] } },
  ],
  ['less time than the drain takes', { spec: { terminationGracePeriodSeconds: 10 } }],
  ['the usual time to end, whatever the drain takes', { spec: { terminationGracePeriodSeconds: null } }],
  ['null in a list', { spec: { containers: [null] } }],
])('%s is refused: users would lose the pods', (_, podTemplate) => {
  const { problems } = decide({ ...base, active: Colour.BLUE, podTemplate });
  expect(problems).not.toEqual([]);
  for (const { path, warning } of problems) expect([path[0], warning ?? false]).toEqual(['podTemplate', false]);
});

test('the props stay as they were given', () => {
  const podTemplate = { spec: { tolerations: [{ key: 'a' }], containers: [{ name: 'ping', env: [{ name: 'A' }] }] } };
  const copy = structuredClone(podTemplate);
  podUnder(podTemplate);
  expect(podTemplate).toEqual(copy);
});
