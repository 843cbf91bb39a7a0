import { parse } from 'yaml';
import { Colour } from '../../../lib/construct/props/colour';
import { Protocol } from '../../../lib/construct/props/port';
import { decide, type NamedProps } from '../../../lib/construct/resolve/application';
import { faultsOfManifest } from '../../../lib/construct/validate/kubernetes/strict-schema';
import type { Manifest } from '../../../lib/project/output/manifests';
import { ledToPlain, provingPlain } from '../../../lib/project/output/plain/moved';
import { type Plain, plainOf, withoutGate } from '../../../lib/project/output/plain/objects';
import { renderApplication } from '../../../lib/project/output/render-application';
import { yamlText } from '../../../lib/project/output/yaml-text';

type Fields = { [key: string]: any };

// As much as pods can say by keys, and what only podTemplate says.
const RICH: NamedProps = {
  name: 'shop',
  namespace: 'demo',
  active: Colour.GREEN,
  createNamespace: true,
  ports: [
    { name: 'http', port: 8080, servicePort: 80, appProtocol: 'http' },
    { name: 'dns', port: 5353, protocol: Protocol.UDP },
  ],
  readiness: { path: '/ready' },
  liveness: { tcpSocket: { port: 'http' } },
  startup: { grpc: { port: 8080 }, failureThreshold: 60 },
  env: { LEVEL: 'info', POD: { fieldRef: { fieldPath: 'metadata.name' } } },
  config: { HOST: 'database', PORT: '5432' },
  secrets: ['payment'],
  volumes: {
    tmp: { mountPath: '/tmp', scratch: true, emptyDir: {} },
    settings: { mountPath: '/etc/shop', readOnly: true, config: true },
  },
  resources: { requests: { cpu: '250m' } },
  autoscaling: { min: 3, max: 12, cpu: 70 },
  disruption: { maxUnavailable: '25%' },
  ingress: {
    host: 'shop.example.com',
    preview: { host: 'next.example.com' },
    annotations: { 'example.com/limit': '100' },
  },
  labels: { team: 'shop' },
  annotations: { 'example.com/scrape': 'true' },
  service: { annotations: { 'argocd.argoproj.io/sync-options': 'Validate=false', 'example.com/lb': 'public' } },
  services: { admin: { ports: [{ name: 'http', port: 8000 }] } },
  serviceAccount: { name: 'shop-web', annotations: { 'example.com/role': 'web' } },
  network: {
    idleFrom: [{ podSelector: { matchLabels: { team: 'testers' } } }],
    activeFrom: [{ namespaceSelector: { matchLabels: { entrance: 'yes' } } }],
  },
  podTemplate: {
    spec: { priorityClassName: 'shop', tolerations: [{ key: 'dedicated', operator: 'Exists' }] },
  },
  blue: { image: 'team/shop:1' },
  green: { image: 'team/shop:2', version: '2' },
} as NamedProps;

const QUEUE = {
  type: 'External',
  external: { metric: { name: 'queue-$(COLOUR)' }, target: { type: 'Value', value: '3' } },
};

function rendered(props: Partial<NamedProps> = {}): { plain: Plain; manifests: Manifest[] } {
  const { application, problems } = decide({ ...RICH, ...props });
  expect(problems.filter(({ warning }) => !warning)).toEqual([]);
  const manifests = renderApplication(application);
  return { plain: plainOf(application, manifests), manifests };
}

const find = (objects: readonly { readonly object: Fields }[], kind: string): Fields =>
  objects.find(({ object }) => object['kind'] === kind)!.object;

const inColour = (manifests: readonly Manifest[], kind: string) =>
  find(manifests.filter(({ path }) => path.startsWith('green/')) as { object: Fields }[], kind);

test('workers keep their names and selectors; what tells of a colour in them is said', () => {
  const scaled = { min: 1, max: 2, metrics: [QUEUE] };
  const workers = { mail: { args: ['mail'], autoscaling: scaled }, count: { args: ['c'], schedule: '@daily' } };
  const { plain } = rendered({ workers });
  expect(plain.shared.map(({ file }) => file).filter(file => /shop-(mail|count|workers)/.test(file))).toEqual([
    'networkpolicy-shop-workers.yaml',
    'cronjob-shop-count.yaml',
    'horizontalpodautoscaler-shop-mail.yaml',
    'poddisruptionbudget-shop-mail.yaml',
    'deployment-shop-mail.yaml',
  ]);
  const { template } = find(plain.shared, 'CronJob')['spec'].jobTemplate.spec;
  expect(Object.keys(template.metadata.labels).filter(label => label.startsWith('blue-green/'))).toEqual([
    'blue-green/worker',
  ]);
  // Nobody of the gate may come in any more.
  expect(JSON.stringify(find(plain.shared, 'NetworkPolicy'))).not.toContain('blue-green/gate');
  expect(plain.bound).toEqual(['workers.mail.autoscaling.metrics']);
  expect(rendered({ workers: { mail: { args: ['mail'] } } }).plain.bound).toEqual([]);
});

test('pods are equal, field by field, but for what tells colours apart and the name of their config', () => {
  const { plain, manifests } = rendered();
  const before = inColour(manifests, 'Deployment')['spec'];
  const after = find(plain.pods, 'Deployment')['spec'];
  const config = inColour(manifests, 'ConfigMap')['metadata'].name;
  const { app, ...labels } = after.template.metadata.labels;
  expect(app).toBe('shop');

  // What may differ is put back, and counted; then nothing differs.
  const colour = { 'app.kubernetes.io/name': 'shop', 'blue-green/colour': 'green' };
  const changes: string[] = [];
  const putBack = (value: any): any => {
    if (Array.isArray(value)) return value.map(putBack);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => {
        if (key === 'matchLabels') expect(field).toEqual({ app: 'shop' });
        const was = key === 'matchLabels' ? colour : field === 'shop-config' ? config : undefined;
        if (was !== undefined) changes.push(key);
        return [key, was ?? putBack(field)];
      }),
    );
  };
  const { 'blue-green/release': release, ...ours } = before.template.metadata.labels;
  expect({ ...labels, ...colour, 'app.kubernetes.io/managed-by': 'cdk8s-blue-green' }).toEqual(ours);
  expect(release).toMatch(/^[0-9a-f]{10}$/);
  const { labels: _, ...metadata } = after.template.metadata;
  const back = putBack({ ...after, template: { ...after.template, metadata } });
  back.template.metadata.labels = before.template.metadata.labels;
  expect(back).toEqual(before);
  expect(changes.sort()).toEqual(['matchLabels', 'matchLabels', 'matchLabels', 'name', 'name']);
});

test('its config, autoscaler, budget and ways in say what they said', () => {
  const { plain, manifests } = rendered();
  const selector = { matchLabels: { app: 'shop' } };
  expect(find(plain.pods, 'ConfigMap')['data']).toEqual(inColour(manifests, 'ConfigMap')['data']);
  const { scaleTargetRef, ...scaling } = find(plain.pods, 'HorizontalPodAutoscaler')['spec'];
  const { scaleTargetRef: old, ...scaled } = inColour(manifests, 'HorizontalPodAutoscaler')['spec'];
  expect([scaling, scaleTargetRef]).toEqual([scaled, { ...old, name: 'shop' }]);
  expect(find(plain.pods, 'PodDisruptionBudget')['spec']).toEqual({ maxUnavailable: '25%', selector });

  const service = manifests.find(({ path }) => path === 'release/traffic/Service.shop.k8s.yaml')!.object as Fields;
  expect(find(plain.shared, 'Service')['spec']).toEqual({ ...service['spec'], selector: { app: 'shop' } });
  for (const kind of ['Ingress', 'ServiceAccount']) {
    const { metadata: _, ...was } = manifests.find(({ object }) => object.kind === kind)!.object as Fields;
    expect(find(plain.shared, kind)).toMatchObject(was);
  }
});

test('nothing says anything of us, and of what others are told only what people had said', () => {
  const { plain } = rendered();
  const text = yamlText([...plain.pods.map(withoutGate), ...plain.shared].map(({ object }) => object));
  expect(text).not.toMatch(/blue-green|sync-wave|ServerSideApply/);
  expect(find(plain.shared, 'Service')['metadata'].annotations['example.com/lb']).toBe('public');
  expect(find(plain.pods, 'Deployment')['metadata']).not.toHaveProperty('annotations');
});

test('what users come through stays in the cluster, whatever becomes of its file', () => {
  const { plain } = rendered();
  const options = plain.shared.map(({ object: { kind, metadata } }) => [
    kind,
    metadata.annotations['argocd.argoproj.io/sync-options'],
    metadata.annotations['kustomize.toolkit.fluxcd.io/prune'],
  ]);
  const guards = ['Prune=false,Delete=false', 'disabled'];
  expect(options.sort()).toEqual([
    ['Ingress', ...guards],
    ['Namespace', ...guards],
    ['Service', ...guards],
    ['Service', `Validate=false,${guards[0]}`, guards[1]],
    ['ServiceAccount', ...guards],
  ]);
});

test('each of them is what Kubernetes takes, in a file of its own', () => {
  const { plain } = rendered();
  const files = [...plain.pods.map(withoutGate), ...plain.shared];
  expect(files.flatMap(({ object }) => faultsOfManifest(object as never))).toEqual([]);
  expect(new Set(files.map(({ file }) => file)).size).toBe(files.length);
  expect(files.map(({ object }) => parse(yamlText(object)))).toEqual(files.map(({ object }) => object));
});

test('who reached the active colour reaches the plain pods, and the gate only until it has proved them', () => {
  const { plain } = rendered();
  const policy = plain.pods.find(({ object }) => object['kind'] === 'NetworkPolicy')!;
  const peers = (object: Fields) => object['spec'].ingress.flatMap(({ from }: Fields) => from);
  const [testers, entrance] = [
    { podSelector: { matchLabels: { team: 'testers' } } },
    { namespaceSelector: { matchLabels: { entrance: 'yes' } } },
  ];
  expect(peers(policy.object)).toEqual([
    { podSelector: { matchLabels: { 'blue-green/gate': 'shop' } } },
    testers,
    entrance,
  ]);
  expect(peers(withoutGate(policy).object)).toEqual([testers, entrance]);

  // A rule that names nobody would be for everybody.
  const alone = rendered({ network: { activeFrom: [entrance] } }).plain;
  expect(find(alone.pods.map(withoutGate), 'NetworkPolicy')['spec'].ingress).toEqual([{ from: [entrance] }]);
  expect(rendered({ network: {} }).plain.pods.map(({ file }) => file)).not.toContain('networkpolicy.yaml');
});

test('plain pods have a label that no colour has, whatever labels people use', () => {
  const { plain } = rendered({ labels: { app: 'mine' } });
  expect(find(plain.pods, 'Deployment')['spec'].selector).toEqual({ matchLabels: { 'k8s-app': 'shop' } });
  expect(find(plain.pods, 'Deployment')['spec'].template.metadata.labels.app).toBe('mine');
});

test('what pods say of colours themselves is told by its path', () => {
  const affinity = {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: 'zone',
          labelSelector: { matchExpressions: [{ key: 'blue-green/colour', operator: 'In', values: ['blue'] }] },
        },
      ],
    },
  };
  expect(rendered({ podTemplate: { spec: { affinity } } }).plain.bound).toEqual([
    'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].key',
  ]);
});

test('that its pods look which colour is active, and that it is scaled by a query of one colour, is told too', () => {
  expect(rendered({ live: { variable: 'COLOUR', file: '/etc/blue-green/active' } }).plain.bound).toEqual([
    expect.stringMatching(/^spec\.template\.spec\.containers\[0\]\.env\[0\]/),
    'live.file',
  ]);
  const trigger = { type: 'prometheus', metadata: { query: 'rate{colour="$(COLOUR)"}' } };
  const scaled = rendered({ replicas: undefined, autoscaling: { min: 2, max: 9, keda: { triggers: [trigger] } } });
  expect(scaled.plain.bound).toEqual(['autoscaling.keda.triggers']);
  expect(find(scaled.plain.pods, 'ScaledObject')).toMatchObject({
    metadata: { name: 'shop' },
    spec: { scaleTargetRef: { name: 'shop' }, advanced: { horizontalPodAutoscalerConfig: { name: 'shop' } } },
  });
});

describe('while users are led to plain pods', () => {
  const { application } = decide(RICH);
  const usual = renderApplication(application);
  const proving = provingPlain(application);
  const moved = ledToPlain(proving, renderApplication(proving));
  const specs = (manifests: readonly Manifest[]) =>
    new Map(manifests.map(({ path, object }) => [path, yamlText(object)]));

  test('the Service and the gate with its Services are all that differs', () => {
    const [before, after] = [specs(usual), specs(moved)];
    const differing = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
    expect(differing.every(path => /^release\/(verify|traffic)\//.test(path))).toBe(true);
    expect(differing.filter(path => path.startsWith('release/traffic'))).toEqual([
      'release/traffic/Service.shop.k8s.yaml',
      'release/traffic/Service.shop-admin.k8s.yaml',
    ]);
  });

  test('the gate is another Job than the one that has proved the colour, and asks the plain pods alone', () => {
    const job = (manifests: readonly Manifest[]) => manifests.find(({ object }) => object.kind === 'Job')!.object;
    expect(job(moved).metadata.name).not.toBe(job(usual).metadata.name);
    const services = moved.filter(
      ({ path, object }) => path.startsWith('release/verify/') && object.kind === 'Service',
    );
    expect(services.map(({ object }) => (object as Fields)['spec'].selector)).toEqual([
      { app: 'shop' },
      { app: 'shop' },
    ]);
  });
});
