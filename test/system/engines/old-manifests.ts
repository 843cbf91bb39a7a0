import { parse, stringify } from 'yaml';

/** What runs before a takeover, as people have it who know nothing of ours. */
export interface Old {
  /** What has the pods that users are on: a kind, as kubectl knows it, and a name. */
  readonly pods: readonly [kind: string, name: string];
  /** Its manifests, by name. */
  readonly files: { readonly [name: string]: string };
  /** Those that stay in the end. */
  readonly stays: readonly string[];
  /** Whether its Service says what ours does not. */
  readonly keeps?: true;
  /** What nobody has written, and goes with the rest. */
  readonly made?: readonly string[];
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

const AUTOSCALER = stringify({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'ping' },
  spec: {
    minReplicas: 2,
    maxReplicas: 4,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'ping' },
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  },
});
const deployment = (size: object) =>
  stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'ping' },
    spec: { ...size, selector: { matchLabels: { app: 'ping' } }, template: pod('ping') },
  });

/** A Deployment with all that usually stands beside it. */
export const PLAIN: Old = {
  pods: ['deployment', 'ping'],
  keeps: true,
  stays: ['config.yaml'],
  files: {
    'config.yaml': CONFIG,
    'deployment.yaml': deployment({ replicas: 2 }),
    'service.yaml': service('ping'),
    'budget.yaml': BUDGET,
    'autoscaler.yaml': AUTOSCALER,
  },
};

/** A blue-green Rollout of Argo Rollouts, and nothing that stays in its folder in the end. */
export const ROLLOUT: Old = {
  pods: ['rollout', 'ping'],
  keeps: true,
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

const canary = (spec: object) =>
  stringify({
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name: 'ping' },
    spec: {
      provider: 'kubernetes',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'ping' },
      autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name: 'ping' },
      service: { port: 5000 },
      analysis: { interval: '10s', threshold: 2, iterations: 2 },
      ...spec,
    },
  });

/** A blue-green Canary of Flagger, which has made the Service, and the pods that users are on. */
export const CANARY: Old = {
  pods: ['deployment', 'ping-primary'],
  stays: ['config.yaml'],
  files: {
    'config.yaml': CONFIG,
    'deployment.yaml': deployment({}),
    'autoscaler.yaml': AUTOSCALER,
    'canary.yaml': canary({}),
  },
  made: [
    'deployment/ping-primary',
    'horizontalpodautoscaler/ping-primary',
    'service/ping-primary',
    'service/ping-canary',
    'configmap/ping-primary',
  ],
  beforeLettingGo: [{ file: 'canary.yaml', text: () => canary({ suspend: true }) }],
};
