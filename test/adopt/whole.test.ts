import fc from 'fast-check';
import { Colour } from '../../lib/construct/props/colour';
import { decide, type NamedProps } from '../../lib/construct/resolve/application';
import { renderApplication } from '../../lib/project/output/render-application';
import { ruleFor } from '../system/gateway/matching';
import { APP, deployment, type Fields, pods, service, takenOver } from './objects';

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const some = (record: { [key: string]: fc.Arbitrary<unknown> }) => fc.record(record, { requiredKeys: [] });

const PORTS = [{ name: 'http', containerPort: 8080 }, { name: 'admin', containerPort: 9000 }, { containerPort: 9100 }];
/** What Services may lead to, and how. */
const TARGETS = [8080, 'http', 9000, 'admin', 9100, 7000] as const;
const numberOf = (target: unknown) => PORTS.find(({ name }) => name === target)?.containerPort ?? target;

const servicePorts = fc
  .uniqueArray(
    fc.record({ target: fc.constantFrom(...TARGETS), port: fc.integer({ min: 80, max: 99 }), named: fc.boolean() }),
    { minLength: 1, maxLength: 3, selector: ({ target }) => numberOf(target) },
  )
  .filter(ports => new Set(ports.map(({ port }) => port)).size === ports.length)
  .map(ports =>
    ports.map(({ target, port, named }, index) => ({
      port,
      targetPort: target,
      ...((named || ports.length > 1) && { name: `p${index}` }),
    })),
  );
const serviceSpec = fc.oneof(
  some({ internalTrafficPolicy: fc.constant('Cluster'), ipFamilyPolicy: fc.constant('PreferDualStack') }),
  fc.record(
    {
      type: fc.constantFrom('LoadBalancer', 'NodePort'),
      externalTrafficPolicy: fc.constantFrom('Cluster', 'Local'),
      externalIPs: fc.constant(['192.0.2.1']),
    },
    { requiredKeys: ['type'] },
  ),
);
const texts = (...keys: string[]) => fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('a', 'b'));
const metadata = fc.record({
  labels: texts('team', 'app', 'example.com/tier'),
  annotations: texts('example.com/lb', 'prometheus.io/scrape'),
});
const users = fc.record({ ports: servicePorts, spec: serviceSpec, metadata });
const names = fc.uniqueArray(
  fc.constantFrom('web-external', 'web-admin', 'public', 'a-name-that-is-much-too-long-for-a-key', 'web-9'),
  {
    maxLength: 3,
  },
);

const deploymentOf = (more: Fields = {}) => deployment(pods({ ports: PORTS, ...more }));
const serviceOf = (name: string, { ports, spec, metadata: own }: Fields): Fields => ({
  ...service(ports, spec),
  metadata: { name, ...own },
});

/** A Service as its callers know it: what answers at which number, and all that it says besides. */
function known(one: Fields, containers: readonly Fields[]): Fields {
  const { ports, selector: _, type = 'ClusterIP', ...spec } = one['spec'];
  const declared = containers.flatMap(({ ports: own = [] }) => own);
  const target = ({ targetPort }: Fields) =>
    declared.find(({ name }) => name === targetPort)?.containerPort ?? targetPort;
  const { labels = {}, annotations = {} } = one['metadata'];
  const ours = /^(app\.kubernetes\.io|blue-green|argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//;
  const own = (from: Fields) =>
    Object.fromEntries(
      Object.entries(from)
        .filter(([key]) => !ours.test(key))
        .sort(),
    );
  return {
    type,
    ports: ports.map((port: Fields) => [port['port'], target(port)]),
    spec,
    labels: own(labels),
    annotations: own(annotations),
  };
}

const PUBLISHED = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'admin', port: 90, targetPort: 'admin' },
];
function pathTo(name: string, port: Fields, path = '/', pathType = 'Prefix'): Fields {
  return { path, pathType, backend: { service: { name, port } } };
}
const path = fc
  .tuple(
    fc.constantFrom('/', '/api', '/static/.*'),
    fc.constantFrom('Prefix', 'Exact', 'ImplementationSpecific'),
    fc.constantFrom<Fields>({ number: 80 }, { number: 90 }, { name: 'http' }, { name: 'admin' }),
  )
  .map(([at, type, port]) => pathTo(APP, port, at, type));
const hosts = ['web.example.com', '*.example.org', 'api.example.com'];
const ingressSpec = fc
  .record({
    rules: fc.uniqueArray(
      fc.record({
        host: fc.constantFrom(...hosts),
        http: fc.record({
          paths: fc.uniqueArray(path, {
            minLength: 1,
            maxLength: 3,
            selector: ({ path: at, pathType }) => `${at} ${pathType}`,
          }),
        }),
      }),
      { minLength: 1, maxLength: 3, selector: ({ host }) => host },
    ),
    covered: fc.boolean(),
    more: some({
      ingressClassName: fc.constant('nginx'),
      defaultBackend: fc.constant({ service: { name: APP, port: { number: 80 } } }),
    }),
    other: fc.boolean(),
  })
  .map(({ rules, covered, more, other }) => ({
    ...more,
    ...((covered || other) && {
      tls: [
        ...(covered ? [{ secretName: 'own', hosts: rules.map(({ host }) => host) }] : []),
        ...(other ? [{ secretName: 'others', hosts: ['else.example.com'] }] : []),
      ],
    }),
    rules,
  }));

/** What users may ask for, and the number that answers. */
function entrance({ metadata: { labels = {}, annotations = {} }, spec }: Fields): Fields {
  const { rules, tls = [], ...more } = spec;
  const number = (port: Fields) => port['number'] ?? PUBLISHED.find(({ name }) => name === port['name'])!.port;
  const ours = /^(app\.kubernetes\.io|argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//;
  const own = (from: Fields) =>
    Object.fromEntries(
      Object.entries(from)
        .filter(([key]) => !ours.test(key))
        .sort(),
    );
  return {
    ways: rules
      .flatMap(({ host, http }: Fields) =>
        http.paths.map((one: Fields) =>
          [host, one['pathType'], one['path'], one['backend'].service.name, number(one['backend'].service.port)].join(
            ' ',
          ),
        ),
      )
      .sort(),
    tls: tls.flatMap(({ secretName, hosts: of }: Fields) => of.map((host: string) => `${secretName} ${host}`)).sort(),
    more: Object.fromEntries(Object.entries(more).sort()),
    labels: own(labels),
    annotations: own(annotations),
  };
}

const match = fc.constantFrom<Fields>(
  { path: { type: 'PathPrefix', value: '/a' } },
  { path: { type: 'Exact', value: '/b' } },
  { path: { value: '/c' } },
  { path: { type: 'PathPrefix', value: '/d' } },
);
const httpRules = fc
  .tuple(fc.uniqueArray(match, { maxLength: 4 }), fc.constantFrom(80, 90), fc.boolean())
  .map(([matches, port, isSaid]) => [
    ...(matches.length ? [{ matches, backendRefs: [{ name: APP, port }] }] : []),
    {
      ...(isSaid && { matches: [{ path: { type: 'PathPrefix', value: '/' } }] }),
      backendRefs: [{ name: APP, port: 80, weight: 7 }],
    },
  ]);
const routeOf = (kind: string, spec: Fields): Fields => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind,
  metadata: { name: APP },
  spec,
});
/** Each request that a route takes, and the number that its Service publishes. */
function led({ spec: { rules } }: Fields): string[] {
  return rules
    .flatMap(({ matches = [{}], backendRefs }: Fields) =>
      matches.map(({ path: at = {}, method = {} }: Fields) =>
        [
          at.type ?? 'PathPrefix',
          at.value ?? '/',
          method.service ?? 'any',
          ...new Set(backendRefs.map(({ port }: Fields) => port)),
        ].join(' '),
      ),
    )
    .sort();
}

test('what is of the whole cluster, or in a namespace of others, comes along where bluegreen.yaml allows it', () => {
  const within = (namespace: string, object: Fields) => ({ ...object, metadata: { ...object['metadata'], namespace } });
  const role = (name: string) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
  });
  const monitor = { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: APP } };
  const found = [
    within('demo', deploymentOf()),
    within('demo', service([{ port: 80, targetPort: 8080 }])),
    role(`${APP}-reader`),
    role('view-all'),
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: `${APP}-high` } },
    within('monitoring', monitor),
    within('kube-system', monitor),
  ];
  const allowed = { clusterKinds: ['ClusterRole.rbac.authorization.k8s.io'], objectNamespaces: ['monitoring'] };
  const own = (asked: object) =>
    takenOver(found, { whole: true, ...asked }).adoption.adopted!.objects.map(({ metadata }) => metadata);
  expect(own({ allowed })).toEqual([{ name: `${APP}-reader` }, { name: APP, namespace: 'monitoring' }]);
  expect(own({})).toEqual([]);
});

describe('nothing vanishes of what users come through', () => {
  test('every Service that leads to the pods is as it was, but for whom it leads to', () => {
    fc.assert(
      fc.property(users, names, fc.array(users, { minLength: 3, maxLength: 3 }), (first, others, more) => {
        const services = [serviceOf(APP, first), ...others.map((name, index) => serviceOf(name, more[index]!))];
        const { adoption, rendered } = takenOver([deploymentOf(), ...services]);
        expect(adoption.unaccounted).toEqual([]);
        expect(adoption.adopted!.alsoLeading).toEqual([]);
        const containers = rendered.get(`Deployment/${APP}-blue`)!['spec'].template.spec.containers;
        for (const old of services) {
          const { name } = old['metadata'];
          const now = rendered.get(`Service/${name}`)!;
          expect(known(now, containers)).toEqual(known(old, [{ ports: PORTS }]));
          expect(now['spec'].selector).toEqual({ 'app.kubernetes.io/name': APP, 'blue-green/colour': 'blue' });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('an Ingress is as it was, host by host and path by path, with its certificates', () => {
    fc.assert(
      fc.property(ingressSpec, metadata, users, (spec, own, first) => {
        const led = serviceOf(APP, { ...first, spec: {}, ports: PUBLISHED });
        const old = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: APP, ...own }, spec };
        const { adoption, rendered } = takenOver([deploymentOf(), led, old], { whole: true });
        expect(adoption.unaccounted).toEqual([]);
        expect(adoption.adopted!.objects).toEqual([]);
        expect(entrance(rendered.get(`Ingress/${APP}`)!)).toEqual(entrance(old));
      }),
      { numRuns: 60 },
    );
  });

  test('routes lead the same requests to the same ports, of the colours from then on', () => {
    fc.assert(
      fc.property(httpRules, optional(fc.constant(['a.Service', 'b.Service'])), (rules, methods) => {
        const parentRefs = [{ name: 'edge', namespace: 'gateways', sectionName: 'https' }];
        const http = routeOf('HTTPRoute', { parentRefs, hostnames: ['web.example.com'], rules });
        const matches = methods?.map(method => ({ method: { service: method } }));
        const grpc = routeOf('GRPCRoute', {
          parentRefs,
          hostnames: ['grpc.example.com'],
          rules: [{ ...(matches && { matches }), backendRefs: [{ name: APP, port: 90 }] }],
        });
        const { adoption, rendered } = takenOver([deploymentOf(), service(PUBLISHED), http, grpc], { whole: true });
        expect(adoption.unaccounted).toEqual([]);
        for (const old of [http, grpc]) {
          const now = rendered.get(`${old['kind']}/${APP}`)!;
          expect(led(now)).toEqual(led(old));
          expect(now['spec'].parentRefs).toEqual(old['spec'].parentRefs);
          expect(now['spec'].hostnames).toEqual(old['spec'].hostnames);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('a port is called as the Service calls it, and probes that ask it by name follow', () => {
    const asks = { httpGet: { path: '/ready', port: 'http' } };
    const lifecycle = { preStop: { httpGet: { path: '/bye', port: 'http' } } };
    const led = service([{ name: 'web', port: 80, targetPort: 'http' }]);
    const old = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'of-another-name' },
      spec: { rules: [{ host: 'a.example.com', http: { paths: [pathTo(APP, { name: 'web' })] } }] },
    };
    const { adoption, rendered } = takenOver(
      [deploymentOf({ readinessProbe: asks, livenessProbe: asks, lifecycle }), led, old],
      { whole: true },
    );
    expect(adoption.adopted!.objects).toEqual([old]);
    expect(rendered.get(`Service/${APP}`)!['spec'].ports[0]).toMatchObject({
      name: 'web',
      port: 80,
      targetPort: 'web',
    });
    const [made] = rendered.get(`Deployment/${APP}-blue`)!['spec'].template.spec.containers;
    expect(made.ports[0]).toMatchObject({ name: 'web', containerPort: 8080 });
    for (const probe of [made.readinessProbe, made.livenessProbe, made.lifecycle.preStop])
      expect(probe.httpGet.port).toBe('web');
  });

  test('files out of a ConfigMap are files of the release, in their places and with what they hold', () => {
    const mounts = [
      { name: 'c', mountPath: '/etc/web/web.conf', subPath: 'web.conf' },
      { name: 'c', mountPath: '/srv/logo.png', subPath: 'logo', readOnly: true },
      { name: 'd', mountPath: '/opt/run.sh', subPath: 'sh' },
      { name: 'whole', mountPath: '/etc/conf.d' },
    ];
    const volumes = [
      { name: 'c', configMap: { name: 'files' } },
      { name: 'd', configMap: { name: 'files', items: [{ key: 'run', path: 'sh', mode: 0o755 }] } },
      { name: 'whole', configMap: { name: 'files' } },
    ];
    const template = pods({ ports: PORTS, volumeMounts: mounts });
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'files' },
      data: { 'web.conf': 'listen 8080;', run: 'true' },
      binaryData: { logo: 'AAEC' },
    };
    const { adoption, rendered } = takenOver([
      deployment({ ...template, spec: { ...template['spec'], volumes } }),
      service(PUBLISHED),
      config,
    ]);
    expect(adoption.unaccounted).toEqual([]);
    expect(adoption.adopted!.spec['files']).toEqual({
      '/etc/web/web.conf': { text: 'listen 8080;' },
      '/srv/logo.png': { base64: 'AAEC' },
      '/opt/run.sh': { text: 'true', executable: true },
    });
    // What the image has in that folder would show beside it.
    expect(adoption.adopted!.spec['volumes']).toEqual({
      whole: { mountPath: '/etc/conf.d', configMap: { name: 'files' } },
    });
    const made = rendered.get(`Deployment/${APP}-blue`)!['spec'].template.spec.containers[0].volumeMounts;
    expect(made.map(({ mountPath }: Fields) => mountPath).sort()).toEqual(
      mounts.map(({ mountPath }) => mountPath).sort(),
    );
  });
});

describe('with --whole', () => {
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'web-reads' }, rules: [] };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web-key' }, data: { key: 'YQ==' } };
  const shared = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'all', annotations: { 'argocd.argoproj.io/sync-wave': '1', a: 'b' } },
    spec: { rules: [{ http: { paths: [pathTo(APP, { number: 80 })] } }] },
  };
  const fates = (objects: Fields[], whole = true) => {
    const { adoption } = takenOver([deploymentOf(), service(PUBLISHED), ...objects], { whole });
    expect(adoption.unaccounted).toEqual([]);
    const told = adoption.fields.filter(({ kind, field }) => kind === 'told' && field === '');
    return {
      objects: adoption.adopted!.objects.map(({ kind, metadata: { name } }) => `${kind}/${name}`),
      staying: Object.fromEntries(told.map(({ object, text }) => [object, text])),
      adopted: adoption.adopted!,
    };
  };

  test('what no key says becomes an object of its own, without what is of whoever applies it', () => {
    const { objects, adopted } = fates([role, shared]);
    expect(objects).toEqual(['Role/web-reads', 'Ingress/all']);
    expect(adopted.objects[1]).toEqual({ ...shared, metadata: { name: 'all', annotations: { a: 'b' } } });
  });

  test('what may not be one stays, and the reason is said', () => {
    const budget = { minReplicas: 1, maxReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: APP } };
    const vpa = {
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: { name: 'v' },
      spec: budget,
    };
    const { objects, staying } = fates([secret, vpa]);
    expect(objects).toEqual([]);
    expect(staying['Secret web-key']).toMatch(/stays where it is: expected a Secret without values/);
    expect(staying['VerticalPodAutoscaler v']).toMatch(/scales the old pods alone/);
  });

  test('beside another workload, only what leads to this one is its own', () => {
    const other: Fields = { ...deployment(pods()), metadata: { name: 'other' } };
    other['spec'] = {
      ...other['spec'],
      template: { ...other['spec'].template, metadata: { labels: { app: 'other' } } },
    };
    const { adoption } = takenOver([deploymentOf(), service(PUBLISHED), other, role, shared], {
      whole: true,
      workload: APP,
    });
    expect(adoption.adopted!.objects.map(({ kind }) => kind)).toEqual(['Ingress']);
    expect(adoption.fields.find(({ object }) => object === 'Role web-reads')!.text).toContain(
      'nobody knows whose it is',
    );
  });

  test('and without it, all of that stays', () => {
    const { objects, adopted } = fates([role, shared], false);
    expect([objects, adopted.spec['ingress']]).toEqual([[], undefined]);
  });

  test('a Service that can not move says why, and holds back the end', () => {
    const odd = { ...service([{ port: 80, targetPort: 'nobody' }]), metadata: { name: 'web-odd' } };
    const { adoption } = takenOver([deploymentOf(), service(PUBLISHED), odd], { whole: true });
    expect(adoption.adopted).toMatchObject({ alsoLeading: ['web-odd'], furtherServices: [] });
    expect(adoption.fields.find(({ object }) => object === 'Service web-odd')!.text).toMatch(
      /^it leads to a port that/,
    );
  });
});

// The shapes of applications that people have published; the words are ours.
describe('whole applications', () => {
  const app = (name: string, { container: own, ...pod }: Fields, spec: Fields = {}, label = 'app'): Fields => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { [label]: name } },
      ...spec,
      template: {
        metadata: { labels: { [label]: name } },
        spec: { ...pod, containers: [{ name: 'server', image: `registry.example.com/${name}:1`, ...own }] },
      },
    },
  });
  const to = (name: string, selected: string, spec: Fields, label = 'app'): Fields => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { [label]: selected }, ...spec },
  });
  const get = (path: string, port: unknown) => ({ httpGet: { path, port } });
  const web = [{ name: 'http', port: 80, targetPort: 8080 }];
  const ingress = (name: string, service: string, port = 80, more: Fields = {}): Fields => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, annotations: { 'kubernetes.io/ingress.class': 'gce' } },
    spec: { ...more, rules: [{ host: `${name}.example.com`, http: { paths: [pathTo(service, { number: port })] } }] },
  });
  const map = (name: string, data: Fields = { A: 'b' }) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data,
  });
  const rolled = (one: Fields, blueGreen: Fields) => ({
    ...one,
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    spec: { ...one['spec'], strategy: { blueGreen } },
  });

  const copying = (name: string, rules: Fields[]): Fields => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name },
    spec: {
      parentRefs: [{ name: 'edge' }],
      rules: rules.map(rule => ({ ...rule, backendRefs: [{ name, port: 80 }] })),
    },
  });
  const mirror = (name: string, more: Fields = {}) => [
    { type: 'RequestMirror', requestMirror: { backendRef: { name, port: 80 }, ...more } },
  ];

  /** Percent of such requests that are copied; undefined where they are not led. */
  const copied = (route: Fields, method: string, path: string) => {
    const found = ruleFor([route], { host: 'demo', path, method, query: new URLSearchParams(), headers: {} });
    const { percent = 100, fraction } = found?.rule['filters']?.[0]?.requestMirror ?? { percent: 0 };
    return found && (fraction ? fraction.numerator * 20 : percent);
  };

  test('copies are made of the same requests as before, in the same share, or the route stays as it is', () => {
    const share = fc.constantFrom<Fields | undefined>(
      undefined,
      {},
      { percent: 20 },
      { fraction: { numerator: 1, denominator: 5 } },
    );
    const rule = fc
      .record({ path: fc.constantFrom('/', '/a'), methods: fc.subarray(['GET', 'HEAD', 'POST']), share })
      .map(({ path, methods, share }) => ({
        matches: (methods.length ? methods : [undefined]).map(method => ({
          path: { type: 'PathPrefix', value: path },
          ...(method && { method }),
        })),
        ...(share && { filters: mirror('demo-preview', share) }),
      }));
    const [port] = [[{ name: 'http', port: 80, targetPort: 'http' }]];
    // What is not said is led as well, or there is no key for it.
    const rules = fc
      .tuple(fc.array(rule, { maxLength: 3 }), share)
      .map(([some, all]) => [...some, all ? { filters: mirror('demo-preview', all) } : {}]);
    let mapped = 0;
    fc.assert(
      fc.property(rules, rules => {
        const old = copying('demo', rules);
        const { adoption } = takenOver(
          [
            rolled(app('demo', { container: { ports: [{ name: 'http', containerPort: 8080 }] } }), {
              activeService: 'demo',
              previewService: 'demo-preview',
            }),
            to('demo', 'demo', { ports: port }),
            to('demo-preview', 'demo', { ports: port }),
            old,
          ],
          { whole: true, readiness: '/' },
        );
        const { spec, image } = adoption.adopted!;
        if (!spec['route']) return;
        mapped++;
        // As soon as the idle colour runs.
        const colours = { active: Colour.BLUE, blue: { image }, green: { image } };
        const { application } = decide({ ...spec, name: 'demo', ...colours } as NamedProps);
        const now = renderApplication(application).find(({ object }) => object.kind === 'HTTPRoute')!.object;
        for (const path of ['/', '/a/b']) {
          for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
            expect([path, method, copied(now, method, path)]).toEqual([path, method, copied(old, method, path)]);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(mapped).toBeGreaterThan(0);
  });

  const rows: [what: string, objects: Fields[], asked: Fields, is: Fields, staying: string[]][] = [
    [
      'a front end with a Service inside and a load balancer',
      [
        app('frontend', {
          serviceAccountName: 'default',
          container: { readinessProbe: get('/_healthz', 8080), ports: [{ containerPort: 8080 }] },
        }),
        to('frontend', 'frontend', { type: 'ClusterIP', ports: web }),
        to('frontend-external', 'frontend', { type: 'LoadBalancer', ports: web }),
      ],
      {},
      { services: { external: { type: 'LoadBalancer' } } },
      [],
    ],
    [
      'HTTP, gRPC and metrics at three ports, with an autoscaler and Services for stable and canary',
      [
        app('podinfo', {
          volumes: [{ name: 'data', emptyDir: {} }],
          container: {
            ports: [
              { name: 'http', containerPort: 9898 },
              { name: 'http-metrics', containerPort: 9797 },
              { name: 'grpc', containerPort: 9999 },
            ],
            readinessProbe: { exec: { command: ['podcli', 'check', 'http', 'localhost:9898/readyz'] } },
            volumeMounts: [{ name: 'data', mountPath: '/data' }],
            resources: { requests: { cpu: '100m' } },
          },
        }),
        ...['podinfo', 'podinfo-stable', 'podinfo-canary'].map(name =>
          to(name, 'podinfo', {
            ports: [
              { name: 'http', port: 9898, targetPort: 'http' },
              { name: 'grpc', port: 9999, targetPort: 'grpc' },
            ],
          }),
        ),
        {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: { name: 'podinfo' },
          spec: {
            scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'podinfo' },
            minReplicas: 2,
            maxReplicas: 4,
            metrics: [
              { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 99 } } },
            ],
          },
        },
      ],
      {},
      {
        ports: [
          { name: 'http', port: 9898 },
          { name: 'grpc', port: 9999 },
          { name: 'http-metrics', port: 9797, published: false },
        ],
        services: { stable: {}, canary: {} },
      },
      [],
    ],
    [
      'a Rollout with two Services and an Ingress before each',
      [
        rolled(app('demo', { container: { ports: [{ name: 'http', containerPort: 8080 }] } }, { replicas: 3 }), {
          activeService: 'demo',
          previewService: 'demo-preview',
        }),
        to('demo', 'demo', { type: 'NodePort', ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
        to('demo-preview', 'demo', { ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
        ingress('demo', 'demo'),
        ingress('demo-preview', 'demo-preview'),
      ],
      { readiness: '/' },
      { ingress: { host: 'demo.example.com', preview: { host: 'demo-preview.example.com' } }, traffic: 'overlap' },
      ['Service demo-preview'],
    ],
    [
      'a Rollout whose route copies what is read to the preview Service',
      [
        rolled(app('demo', { container: { ports: [{ name: 'http', containerPort: 8080 }] } }, { replicas: 3 }), {
          activeService: 'demo',
          previewService: 'demo-preview',
        }),
        to('demo', 'demo', { ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
        to('demo-preview', 'demo', { ports: [{ name: 'http', port: 80, targetPort: 'http' }] }),
        copying('demo', [
          { matches: ['GET', 'HEAD'].map(method => ({ method })), filters: mirror('demo-preview', { percent: 20 }) },
          {},
        ]),
      ],
      { readiness: '/' },
      { traffic: 'route', route: { gateway: { name: 'edge' }, mirror: { percent: 20 } } },
      ['Service demo-preview'],
    ],
    [
      'an Ingress of another name, and an autoscaler',
      [
        app(
          'front-end',
          {
            nodeSelector: { os: 'linux' },
            container: { ports: [{ containerPort: 8079 }], readinessProbe: get('/', 8079) },
          },
          {},
          'name',
        ),
        to(
          'front-end',
          'front-end',
          { type: 'ClusterIP', ports: [{ port: 80, targetPort: 8079, nodePort: 30001 }] },
          'name',
        ),
        ingress('ingress', 'front-end', 80, { ingressClassName: 'nginx' }),
      ],
      {},
      { nodeSelector: { os: 'linux' } },
      [],
    ],
    [
      'variables out of three ConfigMaps, a key out of a Secret, and no port in the container',
      [
        app('bank', {
          terminationGracePeriodSeconds: 5,
          volumes: [
            { name: 'publickey', secret: { secretName: 'jwt', items: [{ key: 'key.pub', path: 'publickey' }] } },
          ],
          container: {
            envFrom: [{ configMapRef: { name: 'one' } }, { configMapRef: { name: 'two' } }],
            env: [{ name: 'USER', valueFrom: { configMapKeyRef: { name: 'three', key: 'A' } } }],
            volumeMounts: [{ name: 'publickey', mountPath: '/root/.ssh', readOnly: true }],
            readinessProbe: get('/ready', 8080),
          },
        }),
        to('bank', 'bank', { type: 'LoadBalancer', ports: web }),
        map('one'),
        map('two'),
        map('three'),
      ],
      {},
      { config: { A: 'b' }, envFrom: [{ configMapRef: { name: 'two' } }] },
      ['ConfigMap one'],
    ],
    [
      'a store in the same file, which keeps state and is left alone',
      [
        app('cart', { container: { ports: [{ containerPort: 7070 }], readinessProbe: { grpc: { port: 7070 } } } }),
        to('cart', 'cart', { ports: [{ name: 'grpc', port: 7070, targetPort: 7070 }] }),
        app('redis', { container: {} }),
        to('redis', 'redis', { ports: [{ name: 'tcp', port: 6379 }] }),
      ],
      { workload: 'cart' },
      { ports: [{ name: 'grpc', port: 7070 }] },
      ['Deployment redis', 'Service redis'],
    ],
    [
      'files of a ConfigMap and of a Secret, each mounted whole',
      [
        rolled(
          app('kustomized', {
            volumes: [
              { name: 'c', configMap: { name: 'settings' } },
              { name: 's', secret: { secretName: 'keys' } },
            ],
            container: {
              ports: [{ name: 'http', containerPort: 8080 }],
              volumeMounts: [
                { name: 'c', mountPath: '/config' },
                { name: 's', mountPath: '/keys', readOnly: true },
              ],
            },
          }),
          { activeService: 'kustomized' },
        ),
        to('kustomized', 'kustomized', { ports: web }),
        map('settings', { 'a.properties': 'x=1' }),
      ],
      { readiness: '/' },
      { volumes: { c: { configMap: { name: 'settings' } }, s: { secret: { secretName: 'keys' } } } },
      [],
    ],
  ];

  test.each(rows)('%s: all of it is ours, but for what has a reason', (_, objects, asked, is, staying) => {
    const { adoption } = takenOver(objects, { ...asked, whole: true });
    expect(adoption.unaccounted).toEqual([]);
    expect(adoption.adopted!.spec).toMatchObject(is);
    expect(adoption.adopted!.alsoLeading).toEqual([]);
    const left = adoption.fields.filter(({ kind, field }) => kind === 'told' && field === '');
    expect(left.map(({ object }) => object)).toEqual(staying);
  });
});
