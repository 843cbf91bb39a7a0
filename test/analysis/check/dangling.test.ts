import { reviewed, texts } from './output';

const deployment = (name: string) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web-${name} }
spec:
  replicas: 2
  selector: { matchLabels: { app: web, version: ${name} } }
  template:
    metadata: { labels: { app: web, version: ${name} } }
    spec: { containers: [{ name: app, image: "web:${name}", readinessProbe: { httpGet: { path: /, port: 80 } } }] }
`;
const service = (name: string, version: string) => `apiVersion: v1
kind: Service
metadata: { name: ${name}, labels: { of: ${name} } }
spec: { selector: { app: web, version: ${version} }, ports: [{ port: 80 }] }
`;
const APPLICATION = [deployment('blue'), deployment('green'), service('web', 'blue'), service('web-green', 'green')];

const autoscaler = (target: string) => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: beside }
spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web-${target} } }
`;
const keda = (target: string) => `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: beside }
spec: { minReplicaCount: 2, scaleTargetRef: { name: web-${target} }, triggers: [] }
`;
const budget = (version: string) => `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: beside }
spec: { maxUnavailable: 1, selector: { matchLabels: { app: web, version: ${version} } } }
`;
const policy = (version: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: beside }
spec: { podSelector: { matchLabels: { version: ${version} } }, policyTypes: [Egress], egress: [{}] }
`;
const podMonitor = (version: string) => `apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: { name: beside }
spec: { selector: { matchLabels: { version: ${version} } } }
`;
const serviceMonitor = (version: string) => `apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: beside }
spec: { selector: { matchLabels: { of: web-${version} } } }
`;
const files = (...documents: readonly string[]) => texts({ 'all.yaml': documents.join('---\n') });
const found = (base: readonly string[], head: readonly string[]) =>
  reviewed(files(...base), files(...head)).findings.filter(({ rule }) => rule === 'BG040');

const KINDS = [
  ['HorizontalPodAutoscaler', autoscaler],
  ['ScaledObject', keda],
  ['PodDisruptionBudget', budget],
  ['NetworkPolicy', policy],
  ['PodMonitor', podMonitor],
  ['ServiceMonitor', serviceMonitor],
] as const;

describe.each(KINDS)('%s', (kind, beside) => {
  test('that was for a colour, and names what is not there, is found', () => {
    expect(found([...APPLICATION, beside('green')], [...APPLICATION, beside('gren')])).toEqual([
      expect.objectContaining({
        severity: 'warning',
        place: 'default/web',
        object: `${kind} beside`,
        message: `${kind} beside was for Deployment web-green, and is for nothing that is here`,
      }),
    ]);
  });

  test('is found where the colour goes and it stays', () => {
    const [blue, , users] = APPLICATION as [string, string, string];
    expect(found([...APPLICATION, beside('green')], [blue, users, beside('green')])).toHaveLength(1);
  });

  test('goes on with its colour, or to the other one, or goes away: nothing is found', () => {
    expect(found([...APPLICATION, beside('green')], [...APPLICATION, beside('green')])).toEqual([]);
    expect(found([...APPLICATION, beside('green')], APPLICATION)).toEqual([]);
    expect(found([...APPLICATION, beside('blue')], [...APPLICATION, beside('green')])).toEqual([]);
  });

  test('for what never was here is not found: it may be elsewhere', () => {
    expect(found([...APPLICATION, beside('other')], [...APPLICATION, beside('another')])).toEqual([]);
    expect(found(APPLICATION, [...APPLICATION, beside('other')])).toEqual([]);
  });
});

test('a policy for all pods, and a monitor of all namespaces, is for no colour', () => {
  const all = policy('green').replace('{ matchLabels: { version: green } }', '{}');
  const everywhere = podMonitor('green').replace('spec: {', 'spec: { namespaceSelector: { any: true },');
  const [blue, , users] = APPLICATION as [string, string, string];
  expect(found([...APPLICATION, all, everywhere], [blue, users, all, everywhere])).toEqual([]);
});

test('a monitor of other namespaces looks there', () => {
  const there = podMonitor('green').replace('spec: {', 'spec: { namespaceSelector: { matchNames: [elsewhere] },');
  expect(found([...APPLICATION, there], APPLICATION.slice(0, 1))).toEqual([]);
});
