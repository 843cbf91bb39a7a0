import fc from 'fast-check';
import { Colour, MetricPreset, Protocol } from '../../../lib/construct';
import { otherColour } from '../../../lib/construct/props/colour';
import { Mesh } from '../../../lib/construct/props/gate';
import { anyApplication, type Named } from './any/application';
import { PING } from './ping';
import { files, type KubernetesObject, renderedOnce } from './rendered';

// The same applications for all tests, and others in each run.
const RUNS = { numRuns: 40, seed: Date.now() };
const objects = renderedOnce();
const anyColour = fc.constantFrom(Colour.BLUE, Colour.GREEN);
const SMOKE = { ...PING, smoke: [{ path: '/ping', contains: 'Hi' }] };

function verify(made: Record<string, KubernetesObject>): KubernetesObject[] {
  return Object.entries(made).flatMap(([path, object]) => (path.startsWith('release/verify/') ? [object] : []));
}

function jobIn(made: Record<string, KubernetesObject>): KubernetesObject | undefined {
  return verify(made).find(({ kind }) => kind === 'Job');
}

function gate(props: Named, active = Colour.BLUE): any {
  return jobIn(objects(props, active));
}

test('the Job of the gate is short enough to be read, script and all', () => {
  const [path, text] = Object.entries(files(SMOKE, Colour.GREEN)).find(([name]) => name.includes('/Job.'))!;
  const withoutScript = text.replace(/(- \|-?\n)(?: {12}.*\n|\n)+/, '$1              <the script of docs/gate.md>\n');
  expect(`\n${path}\n${withoutScript}`).toMatchSnapshot();
});

test('two Jobs that differ in anything have different names, and the same Job has one name', () => {
  const seen = new Map<string, string>();
  const gateProps = fc.record(
    {
      image: fc.constantFrom('mirror.example.com/curl:8', 'mirror.example.com/curl:9'),
      deadlineSeconds: fc.integer({ min: 10, max: 3600 }),
      attempt: fc.integer({ min: 1, max: 9 }),
      podTemplate: fc.constant({ spec: { priorityClassName: 'high' } }),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(anyApplication, gateProps, anyColour, (props, asked, active) => {
      const { metadata, ...rest } = gate({ ...props, gate: asked }, active);
      const hash = metadata.name.slice(-10);
      const content = JSON.stringify([{ ...metadata, name: '' }, rest]).replaceAll(hash, '');
      const id = `${metadata.namespace} ${metadata.name}`;
      expect(seen.get(id) ?? content).toBe(content);
      for (const [name, other] of seen) if (other === content) expect(name).toBe(id);
      seen.set(id, content);
    }),
    { numRuns: 150 },
  );
  expect(seen.size).toBeGreaterThan(50);
});

test.each<[what: string, props: Partial<Named>]>([
  ['another request', { smoke: [{ path: '/ready' }] }],
  ['another release', { env: { LEVEL: 'debug' } }],
  ['another number of pods', { replicas: 3 }],
  ['another deadline', { gate: { deadlineSeconds: 60 } }],
  ['another image', { gate: { image: 'mirror.example.com/curl:8' } }],
  ['another mesh', { gate: { mesh: Mesh.LINKERD } }],
  ['another attempt', { gate: { attempt: 2 } }],
  ['another label', { labels: { team: 'shop' } }],
])('%s is another Job, with Services of its own: an old answer of DNS can not stand for it', (_, props) => {
  const names = (made: Record<string, KubernetesObject>) => verify(made).map(({ metadata }) => metadata.name);
  const before = names(objects(SMOKE, Colour.BLUE));
  const after = names(objects({ ...SMOKE, ...props }, Colour.BLUE));
  expect(after.filter(name => before.includes(name))).toEqual(['ping-release']);
  expect(new Set(after.slice(1).map(name => name.slice(-10))).size).toBe(1);
});

test.each([
  ['requests', [{ path: '/ping' }], ['verify']],
  ['tests of its own', { image: 'team/tests:1' }, ['verify', 'smoke']],
] as const)(
  'with %s, figures are measured last, and what is laid over a container follows it there',
  (_, smoke, before) => {
    const analysis = { source: 'http://a', metrics: [{ name: 'errors', preset: MetricPreset.HTTP, max: 1 }] };
    const containers = ['verify', 'analysis'].map(name => ({ name, tty: true }));
    const asked = {
      analysis: '1m',
      podTemplate: { spec: { containers: [...containers, { name: 'own', image: 'a:1' }] } },
    };
    const props = { ...SMOKE, namespace: 'demo', smoke: smoke as Named['smoke'], gate: asked };
    const { initContainers, containers: last } = gate({ ...props, analysis }).spec.template.spec;
    expect(initContainers.map(({ name }: any) => name)).toEqual(before);
    expect(last.map(({ name }: any) => name)).toEqual(['analysis', 'own']);
    expect([initContainers[0], last[0]].map(({ tty }) => tty)).toEqual([true, true]);
    // A release that is older than its figures is proved as it was: a rollback to it goes through.
    const old = gate({ ...props, green: { ...PING.green, analysis } }).spec.template.spec;
    const all = [...(old.initContainers ?? []), ...old.containers];
    expect(all.map(({ name, tty }: any) => [name, tty])).toEqual([
      ...before.map(name => [name, name === 'verify' || undefined]),
      ['own', undefined],
    ]);
  },
);

test('what is deployed to the idle colour does not run the gate again', () => {
  const verified = (made: Record<string, KubernetesObject>) => JSON.stringify(verify(made));
  const deployed = { ...SMOKE, green: { image: 'pkw0301/app:3.0', replicas: 5 } };
  expect(verified(objects(deployed, Colour.BLUE))).toBe(verified(objects(SMOKE, Colour.BLUE)));
});

test('no Service ever selects the pods of the gate', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const { labels } = jobIn(made)!['spec'].template.metadata;
      for (const { kind, spec } of Object.values(made)) {
        if (kind !== 'Service') continue;
        expect(Object.entries(spec.selector).every(([key, value]) => labels[key] === value)).toBe(false);
      }
    }),
    RUNS,
  );
});

test('both Services of the gate are headless: one selects the release in its colour, the other all of the colour', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const pods = made[`${active}/Deployment.${props.name}-${active}.k8s.yaml`]!['spec'].template.metadata.labels;
      const services = verify(made).filter(({ kind }) => kind === 'Service');
      const colour = { 'app.kubernetes.io/name': props.name, 'blue-green/colour': active };
      expect(services.map(({ spec }) => [spec.clusterIP, spec.selector])).toEqual([
        ['None', { ...colour, 'blue-green/release': pods['blue-green/release'] }],
        ['None', colour],
      ]);
      const { args } = jobIn(made)!['spec'].template.spec.containers[0];
      expect(args).toEqual(expect.arrayContaining(services.map(({ metadata }) => metadata.name)));
    }),
    RUNS,
  );
});

test('the gate is a plain Job that both engines wait for: no hook, no generated name, no time to live, never suspended', () => {
  const { metadata, spec } = gate(SMOKE);
  expect(Object.keys(metadata.annotations).filter(key => key.includes('hook'))).toEqual([]);
  expect(metadata).not.toHaveProperty('generateName');
  expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
  expect(spec).not.toHaveProperty('suspend');
  expect(spec.template.spec.restartPolicy).toBe('Never');
  expect(spec.backoffLimit).toBeLessThanOrEqual(2);
  expect(spec.activeDeadlineSeconds).toBe(600);
});

test('a budget counts the pod of the gate once it has worked for a while, and lets nodes be drained', () => {
  const made = verify(objects(SMOKE, Colour.BLUE));
  const { metadata, spec } = jobIn(objects(SMOKE, Colour.BLUE))!;
  const budgets = made.filter(({ kind }) => kind === 'PodDisruptionBudget');
  expect(budgets).toHaveLength(1);
  expect(budgets[0]).toMatchObject({
    metadata: { name: metadata.name },
    spec: { minAvailable: 0, selector: { matchLabels: { 'batch.kubernetes.io/job-name': metadata.name } } },
  });
  const [{ readinessProbe }] = spec.template.spec.containers;
  expect(readinessProbe).toEqual({ exec: { command: ['sh', '-c', ':'] }, initialDelaySeconds: 10 });
});

test('the gate runs without root, token, sidecar or a file that it could write', () => {
  const { template } = gate(SMOKE).spec;
  expect(template.metadata.labels).toMatchObject({ 'sidecar.istio.io/inject': 'false' });
  expect(template.metadata.annotations).toMatchObject({ 'linkerd.io/inject': 'disabled' });
  expect(template.spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
  expect(template.spec).not.toHaveProperty('serviceAccountName');
  expect(template.spec).not.toHaveProperty('volumes');
  expect(template.spec.containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  });
});

describe('in a mesh', () => {
  const inMesh = (mesh: Mesh, props: Named = SMOKE) => verify(objects({ ...props, gate: { mesh } }, Colour.BLUE));
  const told = (mesh: Mesh): any => inMesh(mesh).find(({ kind }) => kind === 'Job')!['spec'].template.metadata;

  test('the gate has a native sidecar of that mesh, which ends with it, and of no other one', () => {
    const istio = told(Mesh.ISTIO);
    expect(istio.labels['sidecar.istio.io/inject']).toBe('true');
    expect(istio.annotations).toMatchObject({
      'sidecar.istio.io/nativeSidecar': 'true',
      'linkerd.io/inject': 'disabled',
    });
    const linkerd = told(Mesh.LINKERD);
    expect(linkerd.labels['sidecar.istio.io/inject']).toBe('false');
    expect(linkerd.annotations).toMatchObject({
      'linkerd.io/inject': 'enabled',
      'config.linkerd.io/proxy-enable-native-sidecar': 'true',
      'config.beta.linkerd.io/proxy-enable-native-sidecar': 'true',
      'config.alpha.linkerd.io/proxy-enable-native-sidecar': 'true',
    });
  });

  test('its Services publish for Istio every port that may be asked, by a name that tells no protocol, and to no other namespace', () => {
    const { port, ...rest } = SMOKE;
    const ports = [
      { name: 'http', port: 5000 },
      { name: 'grpc', port: 5001 },
      { name: 'dns', port: 53, protocol: Protocol.UDP },
    ];
    const services = inMesh(Mesh.ISTIO, { ...rest, ports }).filter(({ kind }) => kind === 'Service');
    expect(services).toHaveLength(2);
    for (const { metadata, spec } of services) {
      expect((metadata as any).annotations['networking.istio.io/exportTo']).toBe('.');
      expect(spec.ports).toEqual([
        { name: 'gate-http', port: 5000 },
        { name: 'gate-grpc', port: 5001 },
      ]);
    }
  });

  test('gate.podTemplate has the last word', () => {
    const podTemplate = { metadata: { labels: { 'istio.io/rev': 'stable' } } };
    const { labels } = gate({ ...SMOKE, gate: { mesh: Mesh.ISTIO, podTemplate } }).spec.template.metadata;
    expect(labels).toMatchObject({ 'sidecar.istio.io/inject': 'true', 'istio.io/rev': 'stable' });
  });
});

test('a pod of the gate that is evicted counts for nothing, neither for the release nor against it', () => {
  expect(gate(SMOKE).spec.podFailurePolicy.rules).toEqual([
    { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
  ]);
});

test('tests of an application without a port are told everything but one', () => {
  const { port, readiness, ...called } = PING;
  const alone = { ...called, command: ['wait'], workers: { mail: {} }, smoke: { image: 'team/tests:1' } };
  const { env } = gate(alone).spec.template.spec.containers[0];
  expect(env.map(({ name }: any) => name)).toEqual(['GATE_HOST', 'GATE_RELEASE', 'GATE_COLOUR']);
});

test("a container of the user's own starts once the pods are there, and is told where they are", () => {
  const { initContainers, containers } = gate({ ...PING, smoke: { image: 'team/tests:1', env: { LEVEL: 'all' } } }).spec
    .template.spec;
  expect(initContainers.map(({ name }: any) => name)).toEqual(['verify']);
  expect(containers).toHaveLength(1);
  expect(containers[0]).toMatchObject({ name: 'smoke', image: 'team/tests:1' });
  expect(containers[0].env.map(({ name }: any) => name)).toEqual([
    'GATE_HOST',
    'GATE_PORT',
    'GATE_RELEASE',
    'GATE_COLOUR',
    'LEVEL',
  ]);
});

test('a skipped gate leaves the record, which says why, and the unit is not empty', () => {
  const made = objects({ ...SMOKE, gate: { skipped: 'the registry is down' } }, Colour.BLUE);
  expect(verify(made)).toMatchObject([
    { kind: 'ConfigMap', data: { active: 'blue', gate: 'skipped: the registry is down' } },
  ]);
});

test('the record says what git says is live', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const record = made[`release/verify/ConfigMap.${props.name}-release.k8s.yaml`]!;
      const labels = made[`${active}/Deployment.${props.name}-${active}.k8s.yaml`]!['spec'].template.metadata.labels;
      expect(record['data']).toMatchObject({ active, release: labels['blue-green/release'] });
    }),
    RUNS,
  );
});

test('the record says so while users are on their way', () => {
  const record = (state: object) =>
    objects({ ...SMOKE, ...state }, Colour.BLUE)['release/verify/ConfigMap.ping-release.k8s.yaml']!['data'];
  const { image, version, release, ...overlap } = record({ traffic: 'overlap', overlap: true });
  expect(overlap).toEqual({ active: 'blue', gate: 'attempt 1', overlap: 'true' });
  expect(record({ traffic: 'route', route: { gateway: { name: 'public' } }, weight: 20 })).toMatchObject({
    active: 'blue',
    weight: '20',
  });
});

test('with autoscaling the gate asks for the fewest pods that there may be', () => {
  const scaled = { ...PING, resources: { requests: { cpu: '1' } }, autoscaling: { min: 4, max: 9 } };
  const { args } = gate(scaled).spec.template.spec.containers[0];
  expect(args[args.indexOf('--pods') + 1]).toBe('4');
});

test('the gate proves the idle colour as soon as any user is to reach it', () => {
  for (const state of [
    { traffic: 'overlap' as any, overlap: true },
    { traffic: 'route' as any, route: { gateway: { name: 'public' } }, weight: 1 },
  ]) {
    const target = (active: Colour) => gate({ ...SMOKE, ...state }, active).spec.template.spec.containers[0].args;
    for (const active of [Colour.BLUE, Colour.GREEN]) {
      expect(target(active).join(' ')).toContain(`--colour ${otherColour(active)} `);
    }
  }
});

test('the second commit of an overlap does not run the gate again', () => {
  const overlap = gate({ ...SMOKE, traffic: 'overlap' as any, overlap: true }, Colour.BLUE);
  expect(gate({ ...SMOKE, traffic: 'overlap' as any }, Colour.GREEN)).toEqual(overlap);
});
