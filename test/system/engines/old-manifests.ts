import { parse, stringify } from 'yaml';

/** What runs before a takeover, as people have it who know nothing of ours. */
export interface Old {
  /** The kind of its workload, as kubectl knows it. */
  readonly workload: string;
  /** Its manifests, by name. */
  readonly files: { readonly [name: string]: string };
  /** Those that stay in the end. */
  readonly stays: readonly string[];
  /** What the plan asks for besides, before the Service leaves its file. */
  readonly beforeLettingGo?: readonly { readonly file: string; readonly text: (before: string) => string }[];
}

const pod = (config?: string) => ({
  metadata: { labels: { app: 'ping', team: 'shop' } },
  spec: {
    containers: [
      {
        name: 'server',
        image: 'pkw0301/app:1.0',
        imagePullPolicy: 'IfNotPresent',
        ports: [{ containerPort: 5000 }],
        ...(config && { envFrom: [{ configMapRef: { name: config } }] }),
        readinessProbe: { httpGet: { path: '/ping', port: 5000 }, periodSeconds: 1 },
        resources: { requests: { cpu: '10m' } },
      },
    ],
  },
});
const service = (name: string) =>
  stringify({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: { tier: 'web' } },
    spec: { selector: { app: 'ping' }, ports: [{ name: 'http', port: 5000 }], trafficDistribution: 'PreferClose' },
  });
const CONFIG = stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ping' }, data: { WARM: '0s' } });
const BUDGET = stringify({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'ping' },
  spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'ping' } } },
});

/** A Deployment with all that usually stands beside it. */
export const PLAIN: Old = {
  workload: 'deployment',
  stays: ['config.yaml'],
  files: {
    'config.yaml': CONFIG,
    'deployment.yaml': stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'ping' },
      spec: { replicas: 2, selector: { matchLabels: { app: 'ping' } }, template: pod('ping') },
    }),
    'service.yaml': service('ping'),
    'budget.yaml': BUDGET,
    'autoscaler.yaml': stringify({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'ping' },
      spec: {
        minReplicas: 2,
        maxReplicas: 4,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'ping' },
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
      },
    }),
  },
};

/** A blue-green Rollout of Argo Rollouts, and nothing that stays in its folder in the end. */
export const ROLLOUT: Old = {
  workload: 'rollout',
  stays: [],
  files: {
    'rollout.yaml': stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'ping' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'ping' } },
        strategy: {
          blueGreen: { activeService: 'ping', previewService: 'ping-preview', autoPromotionEnabled: false },
        },
        template: pod(),
      },
    }),
    'service.yaml': service('ping'),
    'preview.yaml': service('ping-preview'),
    'budget.yaml': BUDGET,
  },
  beforeLettingGo: [
    {
      file: 'rollout.yaml',
      text: text => {
        const rollout = parse(text);
        rollout.spec.strategy.blueGreen.activeService = 'ping-old';
        return stringify(rollout);
      },
    },
    { file: 'preview.yaml', text: text => `${text}---\n${service('ping-old')}` },
  ],
};
