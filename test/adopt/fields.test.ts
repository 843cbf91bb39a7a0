import fc from 'fast-check';
import { type Adoption, adopt } from '../../lib/adopt/adopt';
import type { Asked } from '../../lib/adopt/asked';
import { checklist } from '../../lib/adopt/checklist';
import { Colour } from '../../lib/construct/props/colour';
import { decide, type NamedProps } from '../../lib/construct/resolve/application';
import { currentFormat } from '../../lib/construct/resolve/format';
import { filesOf } from '../../lib/project/files/application-files';
import { FOLDERS } from '../../lib/project/files/folders';
import { renderApplication } from '../../lib/project/output/render-application';
import { APP, deployment, type Fields, manifest, service } from './objects';

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const text = fc.stringMatching(/^[A-Za-z0-9 ./:-]{0,12}$/);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const uniquely = <T>(arbitrary: fc.Arbitrary<T>, by: (one: T) => unknown, maxLength = 4) =>
  fc.uniqueArray(arbitrary, { selector: by, maxLength });
const some = (record: { [key: string]: fc.Arbitrary<unknown> }) => fc.record(record, { requiredKeys: [] });

const probe = fc.record(
  { httpGet: fc.constant({ path: '/ready', port: 8080 }), periodSeconds: fc.integer({ min: 1, max: 60 }) },
  { requiredKeys: ['httpGet'] },
);
const variable = fc.oneof(
  fc.record({ name: fc.stringMatching(/^[A-Z]{3,8}$/).map(n => `V_${n}`), value: text }),
  fc.record({
    name: fc.stringMatching(/^[A-Z]{3,8}$/).map(n => `F_${n}`),
    valueFrom: fc.constant({ fieldRef: { fieldPath: 'metadata.name' } }),
  }),
);
const securityContext = some({
  runAsUser: fc.integer({ min: 0, max: 70000 }),
  runAsNonRoot: fc.boolean(),
  readOnlyRootFilesystem: fc.boolean(),
  capabilities: fc.constantFrom({ add: ['NET_BIND_SERVICE'] }, { drop: ['ALL'] }),
});
const source = fc.constantFrom<Fields>(
  { emptyDir: {} },
  { emptyDir: { medium: 'Memory' } },
  { secret: { secretName: 's' } },
  { configMap: { name: 'c' } },
);
const volume = fc.tuple(name, source, fc.boolean(), fc.boolean());

const pods: fc.Arbitrary<Fields> = fc
  .record({
    main: fc.record({
      image: fc.constantFrom('registry.example.com/web:1.2', `web@sha256:${'a'.repeat(64)}`),
      port: fc.record({ containerPort: fc.constant(8080) }, { requiredKeys: ['containerPort'] }),
      named: fc.boolean(),
      more: uniquely(fc.integer({ min: 9000, max: 9999 }), one => one, 2),
      env: uniquely(variable, one => one.name),
      envFrom: uniquely(
        fc.constantFrom<Fields>(
          { configMapRef: { name: 'known' } },
          { secretRef: { name: 's' } },
          { prefix: 'P_', configMapRef: { name: 'other' } },
        ),
        one => JSON.stringify(one),
        3,
      ),
      rest: some({
        command: fc.constant(['/web']),
        args: fc.constant(['--listen']),
        resources: fc.constant({ requests: { cpu: '100m' } }),
        livenessProbe: probe,
        startupProbe: probe,
        securityContext,
        imagePullPolicy: fc.constantFrom('Always', 'IfNotPresent'),
        workingDir: fc.constant('/srv'),
        lifecycle: fc.constantFrom(
          { preStop: { exec: { command: ['sleep', '5'] } } },
          { postStart: { exec: { command: ['true'] } } },
        ),
        terminationMessagePath: fc.constant('/dev/termination-log'),
        tty: fc.boolean(),
      }),
    }),
    volumes: uniquely(volume, ([one]) => one),
    sidecar: optional(
      fc.record(
        { image: fc.constant('proxy:3'), securityContext: optional(securityContext) },
        { requiredKeys: ['image'] },
      ),
    ),
    init: optional(fc.constant({ name: 'init', image: 'init:1', command: ['true'] })),
    labels: fc.dictionary(
      fc.constantFrom('team', 'example.com/tier', 'app.kubernetes.io/version', 'helm.sh/chart'),
      fc.constantFrom('a', 'b'),
    ),
    annotations: fc.dictionary(fc.constantFrom('example.com/scrape', 'kubectl.kubernetes.io/restartedAt'), text),
    spec: some({
      serviceAccountName: fc.constant('robot'),
      automountServiceAccountToken: fc.boolean(),
      terminationGracePeriodSeconds: fc.integer({ min: 1, max: 90 }),
      enableServiceLinks: fc.boolean(),
      securityContext: some({
        runAsUser: fc.integer({ min: 0, max: 70000 }),
        fsGroup: fc.constant(2000),
        runAsNonRoot: fc.boolean(),
      }),
      nodeSelector: fc.constant({ disk: 'ssd' }),
      tolerations: fc.constant([{ operator: 'Exists' }]),
      imagePullSecrets: fc.constant([{ name: 'pull' }]),
      priorityClassName: fc.constant('high'),
      affinity: fc.constantFrom({}, { nodeAffinity: {} }),
      restartPolicy: fc.constant('Always'),
      dnsPolicy: fc.constantFrom('ClusterFirst', 'Default'),
      hostAliases: fc.constant([{ ip: '10.0.0.1', hostnames: ['db'] }]),
    }),
  })
  .map(({ main, volumes, sidecar, init, labels, annotations, spec }) => {
    const { image, port, named, more, env, envFrom, rest } = main;
    return {
      metadata: { labels: { ...labels, app: APP }, ...(Object.keys(annotations).length && { annotations }) },
      spec: {
        ...spec,
        containers: [
          {
            name: 'server',
            image,
            ports: [{ ...port, ...(named && { name: 'http' }) }, ...more.map(containerPort => ({ containerPort }))],
            readinessProbe: { httpGet: { path: '/ready', port: 8080 } },
            ...(env.length && { env }),
            ...(envFrom.length && { envFrom }),
            ...(volumes.length && {
              volumeMounts: volumes.flatMap(([volumeName, , readOnly, twice]) => [
                { name: volumeName, mountPath: `/${volumeName}`, ...(readOnly && { readOnly }) },
                ...(twice ? [{ name: volumeName, mountPath: `/${volumeName}-too`, subPath: 'x' }] : []),
              ]),
            }),
            ...rest,
          },
          ...(sidecar ? [{ name: 'proxy', ...sidecar }] : []),
        ],
        ...(init && { initContainers: [init] }),
        ...(volumes.length && { volumes: volumes.map(([volumeName, from]) => ({ name: volumeName, ...from })) }),
      },
    };
  })
  // An object that says nothing at all says it in YAML as {}, and in a cluster not at all.
  .map(template => JSON.parse(JSON.stringify(template)));

const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'known' }, data: { LEVEL: 'info' } };

// Lists by the names of their items, so that their order and their place do not count.
const KEYS: { readonly [list: string]: (item: Fields) => unknown } = {
  containers: ({ name: n }) => (n === 'server' ? APP : n),
  initContainers: ({ name: n }) => n,
  env: ({ name: n }) => n,
  ports: ({ containerPort }) => containerPort,
  volumes: ({ name: n }) => n,
  volumeMounts: ({ mountPath }) => mountPath,
  envFrom: item => JSON.stringify(Object.fromEntries(Object.entries(item).sort())),
};

function leaves(value: unknown, path = ''): [path: string, value: unknown][] {
  if (Array.isArray(value)) {
    const key = KEYS[path.split('.').at(-1)!];
    return value.flatMap((item, index) => leaves(item, `${path}.${key ? `[${key(item)}]` : index}`));
  }
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, item]) => leaves(item, `${path}.${key}`));
}

function rendered(
  objects: readonly Fields[],
  asked: Asked = {},
): { template: Fields; adoption: ReturnType<typeof adopt> } {
  const adoption = adopt(objects.map(manifest), asked);
  expect(adoption.obstacles).toEqual([]);
  const { application: app, spec, image } = adoption.adopted!;
  const props = {
    ...spec,
    name: app,
    active: Colour.BLUE,
    blue: { image, format: currentFormat() },
  } as unknown as NamedProps;
  const { application, problems } = decide(props);
  expect(problems.filter(({ warning }) => !warning)).toEqual([]);
  const made = renderApplication(application).find(({ path }) => path === `blue/Deployment.${app}-blue.k8s.yaml`)!;
  return { template: (made.object as Fields)['spec'].template, adoption };
}

/** What is not as it was, and is told. */
const TOLD_BEFORE =
  /^\.metadata\.labels\.(app|app\.kubernetes\.io\/version|helm\.sh\/chart)$|restartedAt|\.(name|restartPolicy|terminationMessagePath|terminationGracePeriodSeconds)$|dnsPolicy$|envFrom\.\[\{"configMapRef":\{"name":"known"\}\}\]/;
/** What is ours, and was not there before. */
const OURS =
  /^\.metadata\.labels\.(app\.kubernetes\.io\/|blue-green\/)|topologySpreadConstraints|\.lifecycle\.preStop\.|\.protocol$|\.name$|terminationGracePeriodSeconds$|envFrom\.\[\{"configMapRef":\{"name":"web-blue-/;
/** What is written out as Kubernetes has it where nobody says anything. */
const AS_TODAY: readonly (readonly [path: RegExp, value: unknown])[] = [
  [/securityContext\.allowPrivilegeEscalation$/, true],
  [/securityContext\.readOnlyRootFilesystem$/, false],
  [/\.serviceAccountName$/, 'default'],
  [/\.automountServiceAccountToken$/, true],
  [/\.enableServiceLinks$/, true],
];

describe('nothing vanishes', () => {
  test('pods before and after are the same, field by field, but for what is told and what is ours', () => {
    fc.assert(
      fc.property(pods, fc.integer({ min: 1, max: 5 }), (template, replicas) => {
        const objects = [deployment(template, { replicas }), service([{ port: 80, targetPort: 8080 }]), CONFIG];
        const { template: after, adoption } = rendered(objects);
        expect(adoption.unaccounted).toEqual([]);
        const [before, now] = [new Map(leaves(template)), new Map(leaves(after))];
        const lost = [...before].filter(([path, value]) => !TOLD_BEFORE.test(path) && now.get(path) !== value);
        expect(lost).toEqual([]);
        const added = [...now].filter(
          ([path, value]) =>
            before.get(path) !== value &&
            !OURS.test(path) &&
            !AS_TODAY.some(([usual, is]) => usual.test(path) && is === value),
        );
        expect(added).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('what has a key is said by it, in the words of Kubernetes, and not laid into podTemplate', () => {
    const said = {
      imagePullSecrets: [{ name: 'pull' }],
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ operator: 'Exists' }],
      affinity: { podAntiAffinity: {} },
      priorityClassName: 'high',
    };
    const envFrom = [{ secretRef: { name: 's', optional: true } }];
    const beside = { name: 'proxy', image: 'proxy:3' };
    const template = {
      metadata: { labels: { app: APP } },
      spec: { ...said, initContainers: [{ ...beside, name: 'init' }], containers: [{ ...container, envFrom }, beside] },
    };
    const { adoption } = rendered([deployment(template), service(port)]);
    const { podTemplate, ...spec } = adoption.adopted!.spec;
    expect(spec).toMatchObject({ ...said, envFrom, initContainers: [{ name: 'init' }], sidecars: [beside] });
    expect(Object.keys(podTemplate.spec).sort()).toEqual(['enableServiceLinks', 'securityContext']);
    const fates = Object.fromEntries(adoption.fields.map(({ field, kind, text }) => [field, `${kind} ${text}`]));
    expect(fates).toMatchObject({
      'spec.template.spec.tolerations': 'key tolerations',
      'spec.template.spec.containers[1]': 'key sidecars',
      'spec.template.spec.containers[0].envFrom[0]': 'key envFrom',
    });
  });

  test('pods of ours carry no label by which anything selects the old ones', () => {
    const template = {
      metadata: { labels: { app: APP, tier: 'web', team: 'shop' } },
      spec: { containers: [{ name: 'server', image: 'web:1', readinessProbe: { tcpSocket: { port: 8080 } } }] },
    };
    const { template: after } = rendered([
      deployment(template),
      service([{ port: 80, targetPort: 8080 }], { selector: { app: APP, tier: 'web' } }),
    ]);
    expect(after['metadata'].labels).toMatchObject({ team: 'shop' });
    expect(Object.keys(after['metadata'].labels)).not.toEqual(expect.arrayContaining(['app']));
    expect(Object.keys(after['metadata'].labels)).not.toEqual(expect.arrayContaining(['tier']));
  });

  test('each field of a Service, an autoscaler, a budget, an Ingress and an account is accounted for', () => {
    const template = {
      metadata: { labels: { app: APP } },
      spec: {
        containers: [
          {
            name: 'server',
            image: 'web:1',
            readinessProbe: { tcpSocket: { port: 8080 } },
            resources: { requests: { cpu: '1' } },
          },
        ],
      },
    };
    const metadata = {
      name: APP,
      labels: { a: 'b' },
      annotations: { c: 'd' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'X', name: 'x', uid: '1' }],
    };
    const { adoption } = rendered([
      deployment(template, { strategy: { type: 'Recreate' }, minReadySeconds: 20, revisionHistoryLimit: 3 }),
      {
        ...service([{ port: 80, targetPort: 8080, nodePort: 30001, appProtocol: 'http' }], {
          type: 'NodePort',
          sessionAffinity: 'ClientIP',
          clusterIP: '10.0.0.1',
          ipFamilies: ['IPv4'],
        }),
        metadata,
        status: { loadBalancer: {} },
      },
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata,
        spec: {
          scaleTargetRef: { kind: 'Deployment', name: APP },
          minReplicas: 2,
          maxReplicas: 4,
          behavior: { scaleDown: {} },
          metrics: [
            { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
            { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '1' } } },
          ],
        },
      },
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata,
        spec: { maxUnavailable: 1, selector: { matchLabels: { app: APP } } },
      },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata,
        spec: { defaultBackend: { service: { name: APP } } },
      },
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    ]);
    expect(adoption.unaccounted).toEqual([]);
    const spec = adoption.adopted!.spec;
    expect(spec['autoscaling']).toEqual({
      ...{ min: 2, max: 4, cpu: 60, behavior: { scaleDown: {} } },
      metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '1' } } }],
    });
    expect(spec['service']).toEqual({ type: 'NodePort', annotations: { c: 'd' } });
    expect(spec['ports']).toEqual([
      { name: 'http', port: 8080, servicePort: 80, nodePort: 30001, appProtocol: 'http' },
    ]);
    const told = adoption.fields.filter(({ kind }) => kind === 'told').map(({ field }) => field);
    expect(told).toEqual(expect.arrayContaining(['spec.sessionAffinity', 'spec.minReadySeconds']));
  });

  test('whatever a ScaledObject of KEDA says becomes a key or is told, and what it made itself goes with it', () => {
    const whole = fc.integer({ min: 0, max: 9 });
    const trigger = fc.record(
      {
        type: fc.constantFrom('kafka', 'prometheus', 'cpu'),
        metadata: fc.dictionary(name, text),
        name,
        metricType: fc.constantFrom('AverageValue', 'Utilization'),
        authenticationRef: fc.constantFrom<Fields>({ name: 'a' }, { name: 'b', kind: 'ClusterTriggerAuthentication' }),
        useCachedMetrics: fc.boolean(),
        other: text,
      },
      { requiredKeys: ['type', 'metadata'] },
    );
    const scaledObject = fc.record(
      {
        scaleTargetRef: fc.constant({ name: APP, envSourceContainerName: 'server' }),
        triggers: fc.array(trigger, { minLength: 1, maxLength: 3 }),
        ...{ minReplicaCount: whole, maxReplicaCount: fc.integer({ min: 9, max: 20 }), idleReplicaCount: whole },
        ...{ pollingInterval: fc.constant(15), cooldownPeriod: whole, initialCooldownPeriod: whole },
        fallback: some({ failureThreshold: whole, replicas: whole, behavior: text }),
        advanced: some({
          restoreToOriginalReplicaCount: fc.boolean(),
          horizontalPodAutoscalerConfig: some({ name, behavior: fc.constant({ scaleDown: {} }) }),
          scalingModifiers: some({ formula: text, target: text }),
        }),
        whatever: text,
      },
      { requiredKeys: ['scaleTargetRef', 'triggers'] },
    );
    fc.assert(
      fc.property(scaledObject, spec => {
        const owner = [{ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', name: APP, uid: '1' }];
        const adoption = adopt(
          [
            deployment(plain()),
            service(port),
            {
              apiVersion: 'autoscaling/v2',
              kind: 'HorizontalPodAutoscaler',
              metadata: { name: 'keda-hpa-web', ownerReferences: owner },
              spec: { scaleTargetRef: { kind: 'Deployment', name: APP }, minReplicas: 1, maxReplicas: 9 },
            },
            { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: APP }, spec },
          ].map(manifest),
          {},
        );
        expect([adoption.unaccounted, adoption.obstacles]).toEqual([[], []]);
        const { autoscaling } = adoption.adopted!.spec as Fields;
        expect(autoscaling.min).toBe(Math.max(1, spec.minReplicaCount ?? 0));
        expect(autoscaling.keda.triggers.map(({ type }: Fields) => type)).toEqual(spec.triggers.map(one => one.type));
        expect(adoption.adopted!.goesToo).toEqual([`ScaledObject/${APP}`]);
      }),
      { numRuns: 200 },
    );
  });

  test('a ScaledObject that no cluster takes is an obstacle, whatever is wrong with it', () => {
    const strange = fc.constantFrom<unknown>(null, 'text', 7, true, [], {}, [null], { a: null });
    const keys = ['minReplicaCount', 'maxReplicaCount', 'pollingInterval', 'fallback', 'advanced', 'triggers'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), strange), spec => {
        const scaled = { spec: { scaleTargetRef: { name: APP }, ...spec }, metadata: { name: APP } };
        const all = [{ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', ...scaled }, deployment(plain())];
        const { adopted, obstacles } = adopt([...all, service(port)].map(manifest), {});
        expect(adopted === undefined).toBe(obstacles.length > 0);
      }),
    );
  });

  test.each([
    [1, { preview: 1 }],
    [3, undefined],
    [0, undefined],
  ])(
    'as many pods for a look as a Rollout has, %d, where that are fewer than for users',
    (previewReplicaCount, idle) => {
      const strategy = { blueGreen: { activeService: APP, previewReplicaCount } };
      const rollout = {
        ...deployment(plain(), { replicas: 3, strategy }),
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
      };
      const { adopted, unaccounted } = adopt([rollout, service(port)].map(manifest), {});
      expect([adopted!.spec['idle'], unaccounted]).toEqual([idle, []]);
    },
  );

  test('the container that serves is measured under its new name', () => {
    const target = { type: 'Utilization', averageUtilization: 50 };
    const measured = (container: string) => ({
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container, target },
    });
    const { adopted } = adopt(
      [
        deployment(plain()),
        service(port),
        {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: { name: APP },
          spec: {
            scaleTargetRef: { kind: 'Deployment', name: APP },
            maxReplicas: 4,
            metrics: [measured('server'), measured('proxy')],
          },
        },
      ].map(manifest),
      { app: 'shop' },
    );
    expect(adopted!.spec['autoscaling']).toEqual({ min: 1, max: 4, metrics: [measured('shop'), measured('proxy')] });
  });
});

describe('whatever stands in a manifest', () => {
  const strange = fc.constantFrom<unknown>(null, 'text', 7, true, [], {}, [null], { a: null });
  const spoilt = (value: any, path: number[], by: unknown): any => {
    const [step, ...rest] = path;
    if (typeof value !== 'object' || value === null || step === undefined) return by;
    const keys = Object.keys(value);
    if (!keys.length) return by;
    const key = keys[step % keys.length]!;
    if (Array.isArray(value))
      return value.map((item, index) => (String(index) === key ? spoilt(item, rest, by) : item));
    return { ...value, [key]: spoilt(value[key], rest, by) };
  };

  test('nothing falls over: it is taken over, or the reason why not is said', () => {
    const steps = fc.array(fc.nat(12), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pods, fc.nat(1), steps, strange, (template, which, path, by) => {
        const objects = [deployment(template), service([{ port: 80, targetPort: 8080 }]), CONFIG];
        const changed = objects.map((object, index) => {
          const { apiVersion, kind, ...rest } = object;
          // The reader has seen to names.
          const { metadata, ...fields } = index === which ? spoilt(rest, path, by) : rest;
          return { ...fields, apiVersion, kind, metadata: { ...Object(metadata), name: APP } };
        });
        const { adopted, obstacles } = adopt(changed.map(manifest), {});
        expect(adopted === undefined).toBe(obstacles.length > 0);
      }),
      { numRuns: 400 },
    );
  });

  test('a key without a value says nothing, as in Kubernetes', () => {
    const container = {
      name: 'server',
      image: 'web:1',
      env: null,
      volumeMounts: null,
      readinessProbe: { tcpSocket: { port: 8080 } },
    };
    const template = {
      metadata: { labels: { app: APP }, annotations: null },
      spec: { containers: [container], volumes: null },
    };
    expect(rendered([deployment(template), service([{ port: 80, targetPort: 8080 }])]).adoption.unaccounted).toEqual(
      [],
    );
  });
});

const container = { name: 'server', image: 'web:1', readinessProbe: { tcpSocket: { port: 8080 } } };
const plain = (labels: Fields = { app: APP }, containers: Fields[] = [container]) => ({
  metadata: { labels },
  spec: { containers },
});
const port = [{ port: 80, targetPort: 8080 }];

describe('what stands in the way is said, with a way out', () => {
  const rows: [what: string, objects: Fields[], asked: Asked, expected: RegExp[]][] = [
    [
      'all that is open at once',
      [
        deployment(plain({ app: APP }, [{ name: 'server', image: 'web' }])),
        service([{ port: 80, targetPort: 'http' }]),
      ],
      {},
      [/no port of that name/, /no tag/, /no readiness probe/],
    ],
    [
      'the tag latest',
      [deployment(plain({ app: APP }, [{ ...container, image: 'web:latest' }])), service(port)],
      {},
      [/tag latest/],
    ],
    ['no port at all', [deployment(plain())], {}, [/says a port/]],
    ['a headless Service', [deployment(plain()), service(port, { clusterIP: 'None' })], {}, [/headless/]],
    [
      'versions side by side behind one Service',
      [deployment(plain()), { ...deployment(plain()), metadata: { name: 'web-v2' } }, service(port)],
      { workload: APP },
      [/several Deployments: web, web-v2/],
    ],
    [
      'two Services for users, none called like the application',
      [
        deployment(plain()),
        { ...service(port), metadata: { name: 'public' } },
        { ...service(port), metadata: { name: 'web-external' } },
      ],
      {},
      [/public, web-external/],
    ],
    [
      'two Services for users, and what the pods leave open whichever it is',
      [
        deployment(plain({ app: APP }, [{ name: 'server', image: 'web' }])),
        { ...service(port), metadata: { name: 'public' } },
        { ...service(port), metadata: { name: 'web-external' } },
      ],
      {},
      [/public, web-external/, /no tag/, /no readiness probe/],
    ],
    [
      'two Services for users, of which one leaves the namespace open',
      [
        { ...deployment(plain()), metadata: { name: APP, namespace: 'shop' } },
        { ...service(port), metadata: { name: 'public' } },
        { ...service(port), metadata: { name: 'web-external', namespace: 'shop' } },
      ],
      {},
      [/public, web-external/],
    ],
    [
      'a selector that finds our pods too',
      [
        deployment(plain({ 'app.kubernetes.io/name': APP })),
        service(port, { selector: { 'app.kubernetes.io/name': APP } }),
      ],
      {},
      [/before anybody has proved them/],
    ],
    [
      'a container beside it that is called as ours would be',
      [deployment(plain({ app: APP }, [container, { name: APP, image: 'proxy:3' }])), service(port)],
      {},
      [/a container beside the one that serves is called web/],
    ],
    [
      'a StatefulSet',
      [{ ...deployment(plain()), kind: 'StatefulSet' }, service(port)],
      {},
      [/StatefulSet web can't be delivered/],
    ],
    [
      'a canary',
      [
        { ...deployment(plain(), { strategy: { canary: {} } }), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
        service(port),
      ],
      {},
      [/no blue-green one: its strategy is canary/],
    ],
  ];
  test.each(rows)('%s', (_, objects, asked, expected) => {
    const { adopted, obstacles } = adopt(objects.map(manifest), asked);
    expect(adopted).toBeUndefined();
    expect(obstacles).toHaveLength(expected.length);
    for (const pattern of expected) expect(obstacles.map(({ message }) => message).join('\n')).toMatch(pattern);
    for (const { fix } of obstacles) expect(fix).not.toBe('');
  });

  test('what was open may be said', () => {
    const objects = [
      deployment(plain({ app: APP }, [{ name: 'server', image: 'web' }])),
      service([{ port: 80, targetPort: 'http' }]),
      { ...service(port), metadata: { name: 'web-external' } },
    ];
    const { template, adoption } = rendered(objects, {
      port: 8080,
      tag: '3',
      readiness: '/ready',
      service: APP,
      app: 'shop',
    });
    expect(template['spec'].containers[0]).toMatchObject({
      name: 'shop',
      image: 'web:3',
      readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
    });
    expect(adoption.adopted).toMatchObject({
      service: APP,
      furtherServices: ['web-external'],
      spec: { service: { name: APP }, services: { 'web-external': {} } },
    });
  });

  test('a blue-green Rollout: its Services keep their names, and keys that no Rollout knows are named', () => {
    const rollout = {
      ...deployment(plain(), {
        replicas: 2,
        strategy: {
          blueGreen: { activeService: 'web-active', previewService: 'web-preview', autoPromotionEnables: false },
          rollingUpdate: {},
        },
      }),
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
    };
    const services = ['web-active', 'web-preview'].map(n => ({ ...service(port), metadata: { name: n } }));
    const { adoption } = rendered([rollout, ...services]);
    expect(adoption.unaccounted).toEqual([]);
    expect(adoption.adopted).toMatchObject({
      workload: 'Rollout/web',
      service: 'web-active',
      goesToo: ['Service/web-preview'],
      spec: { service: { name: 'web-active', preview: 'web-idle' } },
    });
    const unknown = adoption.fields.filter(({ text }) => text.startsWith('no Rollout knows')).map(({ field }) => field);
    expect(unknown).toEqual(['spec.strategy.rollingUpdate', 'spec.strategy.blueGreen.autoPromotionEnables']);
  });

  test('the plan of a Rollout takes away in the end what it asked for on the way', () => {
    const rollout = {
      ...deployment(plain(), { strategy: { blueGreen: { activeService: APP } } }),
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
    };
    const { adoption } = rendered([rollout, service(port)]);
    const plan = planOf(adoption, []);
    expect(plan).toContain('under the name web-old');
    expect(plan).toContain('kubectl --namespace shop delete rollout/web service/web-old`');
  });
});

describe('the plan', () => {
  test('begins with a look at whether what runs is where bluegreen.yaml says', () => {
    const { adoption } = rendered([deployment(plain()), service(port)]);
    expect(planOf(adoption, [])).toContain('`kubectl --namespace shop get deployment/web service/web` shows what runs');
  });

  test('keeps what the Service says that has no key: whoever applies ours would take it away', () => {
    const old = service(port, { externalIPs: ['192.0.2.1'], sessionAffinity: 'ClientIP' });
    const labels = { tier: "it's", 'app.kubernetes.io/instance': 'web', 'kustomize.toolkit.fluxcd.io/name': 'old' };
    const { adoption } = rendered([deployment(plain()), { ...old, metadata: { name: APP, labels } }]);
    expect(adoption.adopted!.spec['serviceTemplate']).toEqual({
      metadata: { labels: { tier: "it's" } },
      spec: { externalIPs: ['192.0.2.1'] },
    });
    const fates = Object.fromEntries(adoption.fields.map(({ field, text }) => [field, text]));
    expect(fates['spec.sessionAffinity']).toContain('it goes with the commit that moves users');
    expect(adoption.unaccounted).toEqual([]);
  });

  test('takes off the marks by which Flux leaves a Service as it is, where the old manifest has one', () => {
    const marks = 'annotate service web kustomize.toolkit.fluxcd.io/reconcile- kustomize.toolkit.fluxcd.io/ssa-`';
    const planWith = (metadata: Fields) =>
      planOf(rendered([deployment(plain()), { ...service(port), metadata: { name: APP, ...metadata } }]).adoption, []);
    expect(planWith({})).not.toContain(marks);
    expect(planWith({ annotations: { 'kustomize.toolkit.fluxcd.io/ssa': 'IfNotPresent' } })).not.toContain(marks);
    expect(planWith({ annotations: { 'kustomize.toolkit.fluxcd.io/reconcile': 'disabled' } })).toContain(marks);
    expect(planWith({ labels: { 'kustomize.toolkit.fluxcd.io/ssa': 'Ignore' } })).toContain(marks);
  });

  // Applied, it leaves the name of a port that old pods do not have: live, nobody reached anything.
  test('leads users back with the whole old Service, and not with what it says beside ours', () => {
    const { adoption } = rendered([deployment(plain()), service(port)]);
    const plan = planOf(adoption, []);
    expect(plan).toContain('kubectl --namespace shop replace --filename <file>`');
    expect(plan).not.toContain('--force-conflicts');
  });

  test('says how the first commit comes to be applied, and how Argo CD lets go of the Service', () => {
    const { adoption } = rendered([deployment(plain()), service(port)]);
    expect(planOf(adoption, [])).toContain('bluegreen.yaml does not say who applies');
    const plan = planOf(adoption, ['argocd', 'kubectl']);
    expect(plan).toContain('kubectl apply --filename dist/argocd/production');
    expect(plan).toContain('sh dist/kubectl/production/apply.sh');
    expect(plan).toContain('kubectl --namespace shop annotate service web argocd.argoproj.io/tracking-id-`');
  });
});

function planOf({ adopted, fields }: Adoption, engines: readonly string[]): string {
  const files = filesOf(FOLDERS, 'production', adopted!.application);
  return checklist(adopted!, { environment: 'production', namespace: 'shop', engines, files }, fields);
}
