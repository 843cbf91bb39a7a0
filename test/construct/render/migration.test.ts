import fc from 'fast-check';
import { Colour } from '../../../lib/construct';
import { decide, sharedProps } from '../../../lib/construct/resolve/application';
import { frozen } from '../../../lib/construct/resolve/freeze';
import { anyApplication, type Named } from './any/application';
import { PING } from './ping';
import { files, type KubernetesObject, renderedOnce, texts } from './rendered';

// The same applications for all tests, and others in each run.
const RUNS = { numRuns: 40, seed: Date.now() };
const objects = renderedOnce();
const anyColour = fc.constantFrom(Colour.BLUE, Colour.GREEN);
const MIGRATING = {
  ...PING,
  config: { HOST: 'db.example.com', PRICE: '$(5)' },
  secrets: ['ping-database'],
  env: { LEVEL: 'info', MODE: 'serve' },
  migrate: {
    expand: { command: ['migrate', 'up'], env: { MODE: 'migrate', LOCK: 'wait' } },
    contract: { command: ['migrate', 'drop'], args: ['--old'] },
  },
} satisfies Named;
const CONTRACTED = { ...MIGRATING, blue: { ...MIGRATING.blue, contracted: true } };

type Made = Record<string, KubernetesObject>;

const inMigrate = <T>(made: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(made).filter(([path]) => path.startsWith('migrate/')));

const jobs = (made: Made): any[] => Object.values(inMigrate(made)).filter(({ kind }) => kind === 'Job');

const job = (props: Named, which = 'blue/Job.ping-expand'): any =>
  Object.entries(inMigrate(objects(props, Colour.BLUE))).find(([path]) => path.startsWith(`migrate/${which}`))?.[1];

test('the Job of a migration of format 1 never changes: it would run again', () => {
  const made = Object.entries(files(CONTRACTED, Colour.BLUE)).filter(([path]) => path.startsWith('migrate/blue/'));
  expect(made.map(([path, text]) => `\n${path}\n${text}`).join('')).toMatchSnapshot();
});

test('an application that says nothing of migrations has no unit for them; one that has no step has units all the same', () => {
  expect(inMigrate(objects(PING, Colour.BLUE))).toEqual({});
  const made = inMigrate(objects({ ...PING, migrate: {} }, Colour.BLUE));
  expect(Object.keys(made)).toEqual([
    'migrate/blue/ConfigMap.ping-migrate-blue.k8s.yaml',
    'migrate/green/ConfigMap.ping-migrate-green.k8s.yaml',
  ]);
  for (const { data } of Object.values(made)) expect(data).toEqual({ expand: 'none', contract: 'none' });
});

test('a colour that nobody has deployed to migrates nothing', () => {
  const { green, ...onlyBlue } = CONTRACTED;
  const made = objects(onlyBlue, Colour.BLUE);
  expect(jobs(made).map(({ metadata }) => metadata.labels['blue-green/colour'])).toEqual(['blue', 'blue']);
  expect(made['migrate/green/ConfigMap.ping-migrate-green.k8s.yaml']!['data'].expand).toBe('none');
});

test('both colours may run one release, each with a Job of its own', () => {
  const made = objects({ ...MIGRATING, green: MIGRATING.blue }, Colour.BLUE);
  const [blue, green] = jobs(made);
  expect(green.spec).toMatchObject({ backoffLimit: 0, activeDeadlineSeconds: 1800 });
  expect(green.metadata.name).not.toBe(blue.metadata.name);
});

test('the record names the Jobs that there are', () => {
  const made = inMigrate(objects(CONTRACTED, Colour.BLUE));
  const [expand, contract] = jobs(made).map(({ metadata }) => metadata.name);
  expect(made['migrate/blue/ConfigMap.ping-migrate-blue.k8s.yaml']!['data']).toEqual({ expand, contract });
});

test('promoting, retiring, raising, resizing and proving otherwise change no byte of a migration', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const migrations = (of: Named, active: Colour) => texts(inMigrate(objects(of, active)));
      const before = migrations(props, Colour.BLUE);
      const after = { ...props, green: { ...props.green, retired: true, smoke: { image: 'tests:1' } } };
      expect(migrations(after, Colour.BLUE)).toEqual(before);
      expect(migrations(props, Colour.GREEN)).toEqual(before);
    }),
    RUNS,
  );
});

test('whatever becomes of the spec, the migrations of a deployed release stay the same, byte for byte', () => {
  const entry = (version: string) =>
    frozen('ping', sharedProps(MIGRATING), undefined, { image: `pkw0301/app:${version}` });
  const deployed = { ...MIGRATING, blue: { ...entry('1'), contracted: true }, green: entry('2') };
  const edited = {
    ...deployed,
    migrate: {},
    labels: { team: 'shop' },
    env: {},
    config: {},
    secrets: [],
    serviceAccount: { token: true },
    drainSeconds: 3,
  };
  const before = inMigrate(files(deployed, Colour.BLUE));
  expect(Object.keys(before).filter(path => path.includes('/Job.'))).toHaveLength(3);
  expect(inMigrate(files(edited, Colour.BLUE))).toEqual(before);
});

test('two Jobs that differ in anything have different names, and the same Job has one name', () => {
  const seen = new Map<string, string>();
  fc.assert(
    fc.property(anyApplication, props => {
      for (const { metadata, ...rest } of jobs(objects(props, Colour.BLUE))) {
        const content = JSON.stringify([{ ...metadata, name: '' }, rest]);
        const id = `${metadata.namespace} ${metadata.name}`;
        expect(seen.get(id) ?? content).toBe(content);
        seen.set(id, content);
      }
    }),
    { ...RUNS, numRuns: 100 },
  );
  expect(seen.size).toBeGreaterThan(20);
});

test.each<[what: string, props: Partial<Named>]>([
  ['another command', { migrate: { expand: { command: ['other'] } } }],
  ['another image', { blue: { image: 'pkw0301/app:9' } }],
  ['another config', { config: { HOST: 'other' } }],
  ['another pod template', { migrate: { ...MIGRATING.migrate, podTemplate: { spec: { priorityClassName: 'high' } } } }],
  ['another deadline', { migrate: { ...MIGRATING.migrate, deadlineSeconds: 60 } }],
])('%s is another Job', (_, props) => {
  expect(job({ ...MIGRATING, ...props }).metadata.name).not.toBe(job(MIGRATING).metadata.name);
});

test('no Service and no Deployment ever selects the pods of a migration', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const selectors = Object.values(made).flatMap(({ kind, spec }) =>
        kind === 'Service' ? [spec.selector] : kind === 'Deployment' ? [spec.selector.matchLabels] : [],
      );
      for (const { spec } of jobs(made)) {
        const { labels } = spec.template.metadata;
        for (const selector of selectors) {
          expect(Object.entries(selector).every(([key, value]) => labels[key] === value)).toBe(false);
        }
      }
    }),
    RUNS,
  );
});

test('a migration has all settings of its release, its own variables last, from objects that are there before it', () => {
  const { containers } = job(MIGRATING).spec.template.spec;
  expect(containers[0].env).toEqual([
    { name: 'LEVEL', value: 'info' },
    { name: 'MODE', value: 'migrate' },
    { name: 'LOCK', value: 'wait' },
  ]);
  const [{ configMapRef }, secret] = containers[0].envFrom;
  const config = inMigrate(objects(MIGRATING, Colour.BLUE))[`migrate/blue/ConfigMap.${configMapRef.name}.k8s.yaml`]!;
  expect(config).toMatchObject({ immutable: true, data: MIGRATING.config });
  expect(secret).toEqual({ secretRef: { name: 'ping-database' } });
});

test('every ConfigMap that a migration needs of its release stands beside it', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const { application } = decide({ ...props, active: Colour.BLUE });
      const made = inMigrate(objects(props, Colour.BLUE));
      for (const [path, { kind, spec }] of Object.entries(made)) {
        if (kind !== 'Job') continue;
        const colour = path.split('/')[1] as Colour;
        const { containers, volumes = [] } = spec.template.spec;
        const named = [
          // What `envFrom` names is there already; the release's own stands before it.
          ...containers[0].envFrom.slice(0, 1).flatMap(({ configMapRef }: any) => configMapRef?.name ?? []),
          ...volumes
            .filter(({ name }: any) => application[colour].volumes[name]?.config)
            .map(({ configMap }: any) => configMap.name),
        ];
        expect(named).not.toEqual([]);
        for (const name of named) expect(made).toHaveProperty([`migrate/${colour}/ConfigMap.${name}.k8s.yaml`]);
      }
    }),
    RUNS,
  );
});

test('a migration runs as the pods of its release do, without what they have because they serve', () => {
  const podTemplate = {
    metadata: { labels: { 'sidecar.istio.io/inject': 'true' } },
    spec: {
      imagePullSecrets: [{ name: 'mirror' }],
      containers: [
        { name: 'proxy', image: 'example.com/proxy:1' },
        { name: 'ping', command: ['serve'] },
      ],
    },
  };
  const volumes = {
    tmp: { mountPath: '/tmp', scratch: true, emptyDir: {} },
    settings: { mountPath: '/etc/ping', config: true },
  };
  const { template } = job({
    ...MIGRATING,
    volumes,
    podTemplate,
    args: ['serve'],
    serviceAccount: { name: 'web' },
  }).spec;
  expect(template.metadata.labels).toMatchObject({
    'blue-green/migrate': 'ping',
    'sidecar.istio.io/inject': 'false',
  });
  expect(template.spec).toMatchObject({
    restartPolicy: 'Never',
    serviceAccountName: 'web',
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    imagePullSecrets: [{ name: 'mirror' }],
    securityContext: { runAsNonRoot: true },
  });
  expect(template.spec).not.toHaveProperty('topologySpreadConstraints');
  const [container, ...others] = template.spec.containers;
  expect(others).toEqual([]);
  expect(container).toMatchObject({
    image: 'pkw0301/app:1.0',
    command: ['migrate', 'up'],
    securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    volumeMounts: [
      { name: 'settings', mountPath: '/etc/ping' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  });
  for (const key of ['args', 'ports', 'lifecycle', 'readinessProbe', 'livenessProbe', 'startupProbe'])
    expect(container).not.toHaveProperty(key);
});

test('a migration is a plain Job that both engines wait for: no hook, no time to live, never tried twice by itself', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      for (const { metadata, spec } of jobs(objects(props, Colour.BLUE))) {
        expect(Object.keys(metadata.annotations).filter(key => key.includes('hook'))).toEqual([]);
        expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
        expect(spec).not.toHaveProperty('suspend');
        expect([spec.backoffLimit, spec.template.spec.restartPolicy]).toEqual([0, 'Never']);
        expect(spec.activeDeadlineSeconds).toBeGreaterThan(0);
      }
    }),
    RUNS,
  );
});

describe('what may end a migration half way', () => {
  const pods = (format: number): any[] =>
    jobs(objects({ ...CONTRACTED, blue: { ...CONTRACTED.blue, format } }, Colour.BLUE))
      .filter(({ metadata }) => metadata.labels['blue-green/colour'] === 'blue')
      .map(({ spec }) => spec.template);

  test('neither Karpenter nor the cluster autoscaler takes its node away, and it has a minute to end when somebody does', () => {
    expect(pods(2)).toHaveLength(2);
    for (const { metadata, spec } of pods(2)) {
      expect(metadata.annotations).toMatchObject({
        'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
        'karpenter.sh/do-not-disrupt': 'true',
      });
      expect(spec.terminationGracePeriodSeconds).toBe(60);
    }
  });

  test('what is deployed from now on is of that kind', () => {
    expect(frozen('ping', sharedProps(MIGRATING), undefined, { image: 'pkw0301/app:1' }).format).toBe(2);
  });

  test('a release of format 1 keeps its Jobs as they were: they would run again', () => {
    expect(pods(1)).toHaveLength(2);
    for (const { metadata, spec } of pods(1)) {
      expect(metadata.annotations).not.toHaveProperty(['karpenter.sh/do-not-disrupt']);
      expect(spec).not.toHaveProperty('terminationGracePeriodSeconds');
    }
  });

  test('no second pod ever starts, whatever became of the first', () => {
    for (const { spec } of jobs(objects(CONTRACTED, Colour.BLUE))) {
      expect([spec.backoffLimit, spec.podFailurePolicy]).toEqual([0, undefined]);
    }
  });
});

test("migrate.podTemplate is laid over both Jobs, after the application's and after what is there by default", () => {
  const podTemplate = {
    metadata: {
      labels: { 'sidecar.istio.io/inject': 'true' },
      annotations: { 'karpenter.sh/do-not-disrupt': null, 'sidecar.istio.io/nativeSidecar': 'true' },
    },
    spec: {
      terminationGracePeriodSeconds: 600,
      priorityClassName: 'migrations',
      containers: [{ name: 'ping', env: [{ name: 'MODE', value: 'slow' }] }],
    },
  };
  const props = {
    ...CONTRACTED,
    podTemplate: { spec: { priorityClassName: 'web', nodeSelector: { disk: 'fast' } } },
    migrate: { ...MIGRATING.migrate, podTemplate },
    blue: { ...CONTRACTED.blue, format: 2 },
  };
  const made = jobs(objects(props, Colour.BLUE));
  expect(made).toHaveLength(3);
  for (const { metadata, spec } of made) {
    const { template } = spec;
    expect(template.metadata.labels).toMatchObject({
      'blue-green/migrate': 'ping',
      'sidecar.istio.io/inject': 'true',
    });
    expect(template.metadata.annotations).toMatchObject({ 'sidecar.istio.io/nativeSidecar': 'true' });
    expect(template.metadata.annotations).not.toHaveProperty(['karpenter.sh/do-not-disrupt']);
    expect(template.spec).toMatchObject({
      terminationGracePeriodSeconds: 600,
      priorityClassName: 'migrations',
      nodeSelector: { disk: 'fast' },
    });
    const [container, ...others] = template.spec.containers;
    expect(others).toEqual([]);
    expect(container.env.find(({ name }: any) => name === 'MODE').value).toBe('slow');
    expect(metadata.name).toMatch(/^ping-(expand|contract)-[0-9a-f]{10}$/);
  }
});

test('the contract migration is there only once it is to run', () => {
  expect(job(MIGRATING, 'blue/Job.ping-contract')).toBeUndefined();
  expect(job(CONTRACTED, 'blue/Job.ping-contract').spec.template.spec.containers[0]).toMatchObject({
    command: ['migrate', 'drop'],
    args: ['--old'],
  });
  expect(job(CONTRACTED).metadata.name).toBe(job(MIGRATING).metadata.name);
});

test('a budget keeps the pod of each migration from eviction: what is half done is not tried again', () => {
  const made = inMigrate(objects(CONTRACTED, Colour.BLUE));
  const budgets = Object.values(made).filter(({ kind }) => kind === 'PodDisruptionBudget');
  expect(budgets.map(({ metadata, spec }) => [metadata.name, spec.minAvailable, spec.selector.matchLabels])).toEqual(
    jobs(made).map(({ metadata: { name } }) => [name, 1, { 'batch.kubernetes.io/job-name': name }]),
  );
});
