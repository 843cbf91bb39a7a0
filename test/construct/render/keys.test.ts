import {
  type ColourProps,
  ExternalTrafficPolicy,
  MetricBaseline,
  MetricPreset,
  type MetricProps,
  MirroredMethod,
  PathType,
  Protocol,
  RoutePathType,
  ServiceType,
  TrafficMode,
} from '../../../lib/construct';
import { applicationShape } from '../../../lib/construct/props/application';
import { Colour } from '../../../lib/construct/props/colour';
import { colourShape, RELEASE_KEYS } from '../../../lib/construct/props/release';
import { watchJob } from '../../../lib/construct/render/watch';
import { decide } from '../../../lib/construct/resolve/application';
import { frozen } from '../../../lib/construct/resolve/freeze';
import { isMadeFor } from '../../../lib/construct/resolve/identities';
import type { Named } from './any/application';
import { PING } from './ping';
import { type KubernetesObject, objects } from './rendered';

const DEPLOYMENT = 'blue/Deployment.ping-blue.k8s.yaml';
const SERVICE = 'release/traffic/Service.ping.k8s.yaml';
const GATE = 'release/verify/Job.ping-verify-<hash>.k8s.yaml';
const RECORD = 'release/verify/ConfigMap.ping-release.k8s.yaml';
const EXPAND = 'migrate/blue/Job.ping-expand-<hash>.k8s.yaml';
const CONTRACT = 'migrate/blue/Job.ping-contract-<hash>.k8s.yaml';
const WORKER = 'release/traffic/Deployment.ping-mail.k8s.yaml';
const POD = 'spec.template.spec';
const CONTAINER = `${POD}.containers.0`;
const AUTOSCALER = 'blue/HorizontalPodAutoscaler.ping-blue.k8s.yaml';
const SCALED = 'blue/ScaledObject.ping-blue.k8s.yaml';
const QUEUE = {
  type: 'External',
  external: { metric: { name: 'queue-$(COLOUR)' }, target: { type: 'Value', value: '30' } },
};
const LIVE = { live: { file: '/etc/blue-green/users.txt' } };
const LOOKED_AT = { image: 'pkw0301/app:2.0', preview: true };
const RETIRED = { image: 'pkw0301/app:2.0', retired: true };
const SLOWLY = { scaleDown: { stabilizationWindowSeconds: 600 } };
const MEMORY = { requests: { memory: '1Gi' } };
const KEDA = {
  triggers: [{ type: 'prometheus', metadata: { query: 'rate{colour="$(COLOUR)"}', threshold: '10' } }],
  pollingInterval: 15,
};
const CPU = { resources: { requests: { cpu: '100m' } } };

const MEASURED: Partial<Named> = {
  namespace: 'demo',
  analysis: { source: 'http://prometheus:9090', metrics: [{ name: 'errors', preset: MetricPreset.HTTP, max: 1 }] },
};

const WATCHED: Partial<Named> = { ...MEASURED, watch: { minutes: 1 } };
const WATCH_JOB = 'release/watch/Job.ping-watch-<hash>.k8s.yaml';
// What a promotion would note.
const WATCH = watchJob(decide({ ...PING, ...WATCHED, active: Colour.BLUE }).application)!.hash;

const SHARED: Partial<Named> = {
  ...WATCHED,
  traffic: TrafficMode.ROUTE,
  route: { gateway: { name: 'public' } },
  weight: 5,
};
const hashOfShare = (weight: number) =>
  watchJob(decide({ ...PING, ...SHARED, weight, active: Colour.BLUE }).application)!.hash;

const { name, blue, green, ...SPEC } = PING;
const FROZEN = frozen(name, SPEC, undefined, { image: 'pkw0301/app:3' });

// What blue of PING runs, for the second time.
const RESTARTED = frozen(name, SPEC, undefined, { image: 'pkw0301/app:1.0', count: 1 });

// What no Service publishes unless it is asked to.
const PORTS = [
  { name: 'http', port: 5000 },
  { name: 'admin', port: 8081, published: false },
];

type Row = [key: string, props: Partial<Named>, file: string, place: string, value: unknown];

// What each key adds: the props, and what then stands where.
const ROWS: readonly Row[] = [
  [
    'image',
    { image: 'pkw0301/app', blue: { image: 'pkw0301/app:3' } },
    DEPLOYMENT,
    `${CONTAINER}.image`,
    'pkw0301/app:3',
  ],
  [
    'allowLatest',
    { allowLatest: true, blue: { image: 'pkw0301/app:latest' } },
    DEPLOYMENT,
    `${CONTAINER}.image`,
    'pkw0301/app:latest',
  ],
  // Frozen: what the application says is not laid under it.
  ['release', { blue: FROZEN, drainSeconds: 99 }, DEPLOYMENT, `${POD}.terminationGracePeriodSeconds`, 40],
  ['release', { blue: FROZEN }, DEPLOYMENT, 'spec.template.metadata.labels.blue-green/release', FROZEN.release],
  ['format', { blue: { image: 'pkw0301/app:3', format: 1 } }, DEPLOYMENT, `${POD}.terminationGracePeriodSeconds`, 40],
  ['port', { port: 80 }, DEPLOYMENT, `${CONTAINER}.ports`, [{ containerPort: 80, name: 'http', protocol: 'TCP' }]],
  [
    'ports',
    { port: undefined, ports: [{ name: 'web', port: 80, servicePort: 8000, appProtocol: 'http' }] },
    SERVICE,
    'spec.ports',
    [{ appProtocol: 'http', name: 'web', port: 8000, protocol: 'TCP', targetPort: 'web' }],
  ],
  [
    'ports',
    {
      port: undefined,
      ports: [
        { name: 'tcp', port: 53 },
        { name: 'udp', port: 53, protocol: Protocol.UDP },
      ],
    },
    'blue/Service.ping-blue.k8s.yaml',
    'spec.ports',
    [
      { name: 'tcp', port: 53, protocol: 'TCP', targetPort: 'tcp' },
      { name: 'udp', port: 53, protocol: 'UDP', targetPort: 'udp' },
    ],
  ],
  ['replicas', { replicas: 7 }, DEPLOYMENT, 'spec.replicas', 7],
  ['replicas', {}, DEPLOYMENT, 'spec.replicas', 2],
  [
    'autoscaling',
    { ...CPU, autoscaling: { min: 3, max: 9 } },
    'blue/HorizontalPodAutoscaler.ping-blue.k8s.yaml',
    'spec',
    {
      maxReplicas: 9,
      metrics: [
        { resource: { name: 'cpu', target: { averageUtilization: 80, type: 'Utilization' } }, type: 'Resource' },
      ],
      minReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'ping-blue' },
    },
  ],
  ['autoscaling', { ...CPU, autoscaling: { min: 3, max: 9 } }, DEPLOYMENT, 'spec.replicas', undefined],
  [
    'autoscaling',
    { autoscaling: { min: 3, max: 9, memory: 60, metrics: [QUEUE], behavior: SLOWLY }, resources: MEMORY },
    AUTOSCALER,
    'spec.metrics',
    [
      { resource: { name: 'memory', target: { averageUtilization: 60, type: 'Utilization' } }, type: 'Resource' },
      { type: 'External', external: { metric: { name: 'queue-blue' }, target: { type: 'Value', value: '30' } } },
    ],
  ],
  [
    'autoscaling',
    { autoscaling: { min: 3, max: 9, metrics: [QUEUE], behavior: SLOWLY } },
    AUTOSCALER,
    'spec.behavior',
    SLOWLY,
  ],
  // What stands in a queue is the other colour's to do.
  ...(['minReplicas', 'maxReplicas'] as const).map(
    (field): Row => [
      'autoscaling',
      { autoscaling: { min: 3, max: 9, metrics: [QUEUE] }, green: RETIRED },
      AUTOSCALER.replaceAll('blue', 'green'),
      `spec.${field}`,
      1,
    ],
  ),
  [
    'autoscaling',
    { autoscaling: { min: 3, max: 9, behavior: SLOWLY, keda: KEDA } },
    SCALED,
    'spec',
    {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'ping-blue' },
      minReplicaCount: 3,
      maxReplicaCount: 9,
      pollingInterval: 15,
      advanced: { horizontalPodAutoscalerConfig: { name: 'ping-blue', behavior: SLOWLY } },
      triggers: [{ type: 'prometheus', metadata: { query: 'rate{colour="blue"}', threshold: '10' } }],
    },
  ],
  ['autoscaling', { autoscaling: { min: 3, max: 9, keda: KEDA } }, DEPLOYMENT, 'spec.replicas', undefined],
  ['autoscaling', { autoscaling: { min: 3, max: 9, keda: KEDA } }, AUTOSCALER, '', undefined],
  [
    'autoscaling',
    { autoscaling: { min: 3, max: 9, keda: KEDA } },
    SCALED,
    'metadata.annotations',
    expect.not.objectContaining({ 'autoscaling.keda.sh/paused-replicas': expect.anything() }),
  ],
  ...[undefined, 1].map(
    (replicas): Row => [
      'idle',
      {
        autoscaling: { min: 3, max: 9, keda: KEDA },
        idle: { replicas },
        green: RETIRED,
      },
      SCALED.replaceAll('blue', 'green'),
      'metadata.annotations',
      expect.objectContaining({ 'autoscaling.keda.sh/paused-replicas': String(replicas ?? 0) }),
    ],
  ),
  ['autoscaling', { autoscaling: { min: 3, external: true } }, DEPLOYMENT, 'spec.replicas', undefined],
  ['autoscaling', { autoscaling: { min: 3, external: true } }, AUTOSCALER, '', undefined],
  [
    'autoscaling',
    { autoscaling: { min: 3, external: true } },
    DEPLOYMENT,
    'metadata.annotations.blue-green/fewest-pods',
    '3',
  ],
  [
    'autoscaling',
    { autoscaling: { min: 3, external: true }, green: RETIRED },
    DEPLOYMENT.replaceAll('blue', 'green'),
    'spec.replicas',
    0,
  ],
  [
    'raised',
    { ...CPU, autoscaling: { min: 3, max: 9 }, blue: { image: 'pkw0301/app:1.0', raised: 12 } },
    'blue/HorizontalPodAutoscaler.ping-blue.k8s.yaml',
    'spec.minReplicas',
    12,
  ],
  [
    'raised',
    { ...CPU, autoscaling: { min: 3, max: 9 }, blue: { image: 'pkw0301/app:1.0', raised: 12 } },
    'blue/HorizontalPodAutoscaler.ping-blue.k8s.yaml',
    'metadata.annotations.blue-green/raised-from',
    '3-9',
  ],
  ['again', { blue: RESTARTED }, DEPLOYMENT, 'spec.template.metadata.labels.blue-green/release', RESTARTED.release],
  ['disruption', {}, 'blue/PodDisruptionBudget.ping-blue.k8s.yaml', 'spec.maxUnavailable', 1],
  [
    'disruption',
    { disruption: { minAvailable: '50%' } },
    'blue/PodDisruptionBudget.ping-blue.k8s.yaml',
    'spec.minAvailable',
    '50%',
  ],
  ['disruption', { disruption: { none: true } }, 'blue/PodDisruptionBudget.ping-blue.k8s.yaml', '', undefined],
  [
    'idle',
    { idle: { replicas: 1 }, green: { image: 'pkw0301/app:2.0', retired: true } },
    'green/Deployment.ping-green.k8s.yaml',
    'spec.replicas',
    1,
  ],
  [
    'live',
    { live: { variable: 'COLOUR' }, env: { NAME: 'ping-$(COLOUR)' } },
    DEPLOYMENT,
    `${CONTAINER}.env`,
    [
      { name: 'COLOUR', valueFrom: { fieldRef: { fieldPath: "metadata.labels['blue-green/colour']" } } },
      { name: 'NAME', value: 'ping-$(COLOUR)' },
    ],
  ],
  [
    'live',
    LIVE,
    DEPLOYMENT,
    `${POD}.volumes`,
    [
      {
        name: 'blue-green-live',
        configMap: { name: 'ping-active', items: [{ key: 'active', path: 'users.txt' }], optional: true },
      },
    ],
  ],
  [
    'live',
    LIVE,
    DEPLOYMENT,
    `${CONTAINER}.volumeMounts`,
    [{ name: 'blue-green-live', mountPath: '/etc/blue-green', readOnly: true }],
  ],
  // It comes with the Services: after the gate.
  ['live', LIVE, 'release/traffic/ConfigMap.ping-active.k8s.yaml', 'data', { active: 'blue' }],
  ['live', { live: { variable: 'COLOUR' } }, 'release/traffic/ConfigMap.ping-active.k8s.yaml', '', undefined],
  ['service', { service: { tellsColour: true } }, SERVICE, 'metadata.labels.blue-green/leads-to', 'blue'],
  ['service', { service: { tellsColour: true } }, SERVICE, 'metadata.labels.blue-green/role', 'active'],
  [
    'service',
    { service: { tellsColour: true } },
    'release/traffic/Service.ping-preview.k8s.yaml',
    'metadata.labels.blue-green/leads-to',
    'green',
  ],
  [
    'service',
    { service: { tellsColour: true }, traffic: TrafficMode.OVERLAP, overlap: true },
    SERVICE,
    'metadata.labels.blue-green/leads-to',
    'both',
  ],
  ['service', {}, SERVICE, 'metadata.labels.blue-green/leads-to', undefined],
  [
    'idle',
    { replicas: 5, idle: { preview: 2 }, green: LOOKED_AT },
    'green/Deployment.ping-green.k8s.yaml',
    'spec.replicas',
    2,
  ],
  [
    'preview',
    { replicas: 5, idle: { preview: 2 }, green: LOOKED_AT },
    'green/Deployment.ping-green.k8s.yaml',
    'spec.replicas',
    2,
  ],
  // What must stay of five may be all of two.
  [
    'preview',
    { replicas: 5, idle: { preview: 2 }, disruption: { minAvailable: 4 }, green: LOOKED_AT },
    'green/PodDisruptionBudget.ping-green.k8s.yaml',
    'spec',
    expect.objectContaining({ maxUnavailable: 1 }),
  ],
  ...(
    [
      [{ ...CPU, autoscaling: { min: 4, max: 9 } }, 'HorizontalPodAutoscaler', { minReplicas: 2, maxReplicas: 9 }],
      [
        { autoscaling: { min: 4, max: 9, metrics: [QUEUE] } },
        'HorizontalPodAutoscaler',
        { minReplicas: 2, maxReplicas: 2 },
      ],
      [{ autoscaling: { min: 4, max: 9, keda: KEDA } }, 'ScaledObject', { minReplicaCount: 2, maxReplicaCount: 2 }],
    ] as const
  ).map(
    ([props, kind, sizes]): Row => [
      'preview',
      { ...(props as Partial<Named>), idle: { preview: 2 }, green: LOOKED_AT },
      `green/${kind}.ping-green.k8s.yaml`,
      'spec',
      expect.objectContaining(sizes),
    ],
  ),
  [
    'env',
    { env: { LEVEL: 'info', EMPTY: '', NODE: { fieldRef: { fieldPath: 'spec.nodeName' } } } },
    DEPLOYMENT,
    `${CONTAINER}.env`,
    [
      { name: 'LEVEL', value: 'info' },
      { name: 'EMPTY', value: '' },
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ],
  ],
  [
    'config',
    { config: { A: '' } },
    DEPLOYMENT,
    `${CONTAINER}.envFrom`,
    [{ configMapRef: { name: 'ping-blue-e5a6f33372' } }],
  ],
  ['config', { config: { A: '' } }, 'blue/ConfigMap.ping-blue-e5a6f33372.k8s.yaml', 'data', { A: '' }],
  ['config', { config: { A: '' } }, 'blue/ConfigMap.ping-blue-e5a6f33372.k8s.yaml', 'immutable', true],
  [
    'files',
    { files: { '/etc/a.conf': { text: 'a;\n' }, '/etc/b': { base64: 'AA==' } } },
    'blue/ConfigMap.ping-blue-files-<hash>.k8s.yaml',
    'binaryData',
    { 'etc.b': 'AA==' },
  ],
  [
    'files',
    { files: { '/etc/a.conf': { text: '' }, '/bin/b': { base64: 'AA==', executable: true } } },
    DEPLOYMENT,
    `${POD}.volumes.0.configMap.items`,
    [
      { key: 'bin.b', path: 'bin.b', mode: 0o755 },
      { key: 'etc.a.conf', path: 'etc.a.conf' },
    ],
  ],
  [
    'files',
    { files: { '/etc/a.conf': { text: '' } } },
    DEPLOYMENT,
    `${CONTAINER}.volumeMounts`,
    [{ mountPath: '/etc/a.conf', name: 'release-files', readOnly: true, subPath: 'etc.a.conf' }],
  ],
  ['files', { files: { '/etc/a.conf': { text: '' } } }, DEPLOYMENT, `${CONTAINER}.envFrom`, undefined],
  ['secrets', { secrets: ['a', 'b'] }, DEPLOYMENT, `${CONTAINER}.envFrom.1`, { secretRef: { name: 'b' } }],
  ['resources', CPU, DEPLOYMENT, `${CONTAINER}.resources`, { requests: { cpu: '100m' } }],
  ['readiness', {}, DEPLOYMENT, `${CONTAINER}.readinessProbe`, { httpGet: { path: '/ping', port: 'http' } }],
  ['readiness', { readiness: { none: true } }, DEPLOYMENT, `${CONTAINER}.readinessProbe`, undefined],
  [
    'readiness',
    { readiness: { httpGet: { port: 8080, httpHeaders: [{ name: 'Accept', value: '*' }] }, periodSeconds: 3 } },
    DEPLOYMENT,
    `${CONTAINER}.readinessProbe`,
    { httpGet: { httpHeaders: [{ name: 'Accept', value: '*' }], path: '/', port: 8080 }, periodSeconds: 3 },
  ],
  ['liveness', { liveness: { tcpSocket: {} } }, DEPLOYMENT, `${CONTAINER}.livenessProbe.tcpSocket`, { port: 'http' }],
  ['startup', { startup: { grpc: {} } }, DEPLOYMENT, `${CONTAINER}.startupProbe.grpc`, { port: 5000 }],
  [
    'startup',
    { startup: { exec: { command: ['true'] }, failureThreshold: 60 } },
    DEPLOYMENT,
    `${CONTAINER}.startupProbe`,
    { exec: { command: ['true'] }, failureThreshold: 60 },
  ],
  ['serviceAccount', { serviceAccount: { name: 'web' } }, DEPLOYMENT, `${POD}.serviceAccountName`, 'web'],
  ['serviceAccount', { serviceAccount: { token: true } }, DEPLOYMENT, `${POD}.automountServiceAccountToken`, true],
  [
    'serviceAccount',
    { serviceAccount: { annotations: { 'example.com/role': 'web' } } },
    'base/ServiceAccount.ping.k8s.yaml',
    'metadata.annotations.example\\.com/role',
    'web',
  ],
  [
    'serviceAccount',
    { serviceAccount: { name: 'web', existing: true } },
    DEPLOYMENT,
    'metadata.annotations.blue-green/existing-account',
    'web',
  ],
  [
    // Whatever a colour waits for has to be there.
    'serviceAccount',
    { serviceAccount: { name: 'web', existing: true } },
    'base/ConfigMap.ping-base.k8s.yaml',
    'data.application',
    'ping',
  ],
  ['command', { command: ['/app', '-v'] }, DEPLOYMENT, `${CONTAINER}.command`, ['/app', '-v']],
  ['args', { args: ['--port', '80'] }, DEPLOYMENT, `${CONTAINER}.args`, ['--port', '80']],
  [
    'volumes',
    { volumes: { tmp: { mountPath: '/tmp', scratch: true, emptyDir: {} } } },
    DEPLOYMENT,
    `${POD}.volumes`,
    [{ emptyDir: {}, name: 'tmp' }],
  ],
  [
    'volumes',
    { volumes: { ca: { mountPath: '/ca', subPath: 'ca.crt', readOnly: true, secret: { secretName: 'ca' } } } },
    DEPLOYMENT,
    `${CONTAINER}.volumeMounts`,
    [{ mountPath: '/ca', name: 'ca', readOnly: true, subPath: 'ca.crt' }],
  ],
  [
    'volumes',
    { config: { A: '' }, volumes: { settings: { mountPath: '/etc/app', config: true } } },
    DEPLOYMENT,
    `${POD}.volumes`,
    [{ configMap: { name: 'ping-blue-e5a6f33372' }, name: 'settings' }],
  ],
  [
    'securityContext',
    { securityContext: { readOnlyRootFilesystem: false, runAsUser: 1 } },
    DEPLOYMENT,
    `${CONTAINER}.securityContext`,
    {
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: false,
      runAsUser: 1,
    },
  ],
  ['drainSeconds', { drainSeconds: 25 }, DEPLOYMENT, `${CONTAINER}.lifecycle.preStop.exec.command`, ['sleep', '25']],
  ['drainSeconds', { drainSeconds: 25 }, DEPLOYMENT, `${POD}.terminationGracePeriodSeconds`, 55],
  ['drainSeconds', { drainSeconds: 0 }, DEPLOYMENT, `${CONTAINER}.lifecycle`, undefined],
  ['labels', { labels: { team: 'a' } }, DEPLOYMENT, 'spec.template.metadata.labels.team', 'a'],
  ['labels', { labels: { team: 'a' } }, SERVICE, 'metadata.labels.team', 'a'],
  ['annotations', { annotations: { a: 'b' } }, DEPLOYMENT, 'spec.template.metadata.annotations', { a: 'b' }],
  ['annotations', { annotations: { a: 'b' } }, DEPLOYMENT, 'metadata.annotations.a', undefined],
  [
    'envFrom',
    { secrets: ['mail'], envFrom: [{ prefix: 'A_', configMapRef: { name: 'a', optional: true } }] },
    DEPLOYMENT,
    `${CONTAINER}.envFrom`,
    [{ secretRef: { name: 'mail' } }, { configMapRef: { name: 'a', optional: true }, prefix: 'A_' }],
  ],
  [
    'initContainers',
    { initContainers: [{ name: 'wait', image: 'busybox:1.36', securityContext: { runAsUser: 1 } }] },
    DEPLOYMENT,
    `${POD}.initContainers`,
    [
      {
        image: 'busybox:1.36',
        name: 'wait',
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
          runAsUser: 1,
        },
      },
    ],
  ],
  [
    'initContainers',
    { initContainers: [{ name: 'wait', image: 'busybox:1.36' }], migrate: { expand: { command: ['up'] } } },
    EXPAND,
    `${POD}.initContainers.0.name`,
    'wait',
  ],
  ['sidecars', { sidecars: [{ name: 'log', image: 'log:1' }] }, DEPLOYMENT, `${POD}.containers.1.image`, 'log:1'],
  [
    'sidecars',
    { sidecars: [{ name: 'log', image: 'log:1' }] },
    DEPLOYMENT,
    `${POD}.containers.1.securityContext.readOnlyRootFilesystem`,
    true,
  ],
  [
    'sidecars',
    { sidecars: [{ name: 'log', image: 'log:1' }], migrate: { expand: { command: ['up'] } } },
    EXPAND,
    `${POD}.containers.1`,
    undefined,
  ],
  ['imagePullSecrets', { imagePullSecrets: [{ name: 'a' }] }, DEPLOYMENT, `${POD}.imagePullSecrets`, [{ name: 'a' }]],
  ['nodeSelector', { nodeSelector: { disk: 'fast' } }, DEPLOYMENT, `${POD}.nodeSelector`, { disk: 'fast' }],
  [
    'nodeSelector',
    { nodeSelector: { disk: 'fast' }, blue: { image: 'pkw0301/app:1.0', nodeSelector: { zone: 'a' } } },
    DEPLOYMENT,
    `${POD}.nodeSelector`,
    { disk: 'fast', zone: 'a' },
  ],
  [
    'tolerations',
    { tolerations: [{ operator: 'Exists' }] },
    DEPLOYMENT,
    `${POD}.tolerations`,
    [{ operator: 'Exists' }],
  ],
  [
    'affinity',
    { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } } },
    DEPLOYMENT,
    `${POD}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution`,
    [],
  ],
  ['priorityClassName', { priorityClassName: 'high' }, DEPLOYMENT, `${POD}.priorityClassName`, 'high'],
  [
    'podTemplate',
    { podTemplate: { spec: { priorityClassName: 'high' } } },
    DEPLOYMENT,
    `${POD}.priorityClassName`,
    'high',
  ],
  [
    'colourObjects',
    { colourObjects: [{ apiVersion: 'a/v1', kind: 'A', metadata: { name: 'a-$(COLOUR)' }, spec: '$(COLOUR)' }] },
    'blue/A.a-blue.k8s.yaml',
    'spec',
    'blue',
  ],
  ['workers', { workers: { mail: { command: ['mail'] } } }, WORKER, `${CONTAINER}.command`, ['mail']],
  [
    'workers',
    { workers: { mail: { command: ['mail'] } } },
    WORKER,
    'spec.template.metadata.labels',
    {
      'app.kubernetes.io/managed-by': 'cdk8s-blue-green',
      'app.kubernetes.io/version': '1.0',
      'blue-green/release': decide({ ...PING, active: Colour.BLUE, workers: { mail: { command: ['mail'] } } })
        .application.blue.id,
      'blue-green/worker': 'ping-mail',
    },
  ],
  ['workers', { workers: { mail: { command: ['mail'] } } }, WORKER, 'spec.replicas', 1],
  // Where something is dropped, Argo CD takes no newer commit until then.
  ['workers', { workers: { mail: { command: ['mail'] } } }, WORKER, 'spec.progressDeadlineSeconds', 60],
  ['workers', { workers: { mail: { command: ['mail'] } } }, WORKER, 'spec.strategy.type', 'RollingUpdate'],
  ['workers', { workers: { mail: { args: ['mail'], overlap: false } } }, WORKER, 'spec.strategy', { type: 'Recreate' }],
  [
    'workers',
    { workers: { mail: { args: ['mail'] } } },
    WORKER,
    'metadata.annotations.argocd\\.argoproj\\.io/sync-options',
    'ServerSideApply=true,PruneLast=true',
  ],
  // Nothing of what serves is left, and what the worker says comes last.
  [
    'workers',
    {
      command: ['serve'],
      args: ['-v'],
      env: { A: '1', B: '2' },
      config: { C: '3' },
      liveness: { path: '/alive' },
      workers: {
        mail: {
          command: ['mail'],
          env: { B: '4' },
          liveness: { tcpSocket: { port: 9100 } },
          podTemplate: { spec: { containers: [{ name: 'ping', tty: true }] } },
        },
      },
    },
    WORKER,
    `${POD}.containers`,
    [
      {
        name: 'ping',
        image: 'pkw0301/app:1.0',
        command: ['mail'],
        env: [
          { name: 'A', value: '1' },
          { name: 'B', value: '4' },
        ],
        envFrom: [{ configMapRef: { name: 'ping-blue-e8c3d517bb' } }],
        livenessProbe: { tcpSocket: { port: 9100 } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
        tty: true,
      },
    ],
  ],
  [
    'workers',
    { ...CPU, workers: { mail: { args: ['mail'], autoscaling: { min: 1, max: 4 } } } },
    'release/traffic/HorizontalPodAutoscaler.ping-mail.k8s.yaml',
    'spec.scaleTargetRef.name',
    'ping-mail',
  ],
  [
    'workers',
    { workers: { mail: { args: ['mail'], autoscaling: { min: 1, max: 4, keda: KEDA } } } },
    'release/traffic/ScaledObject.ping-mail.k8s.yaml',
    'spec.triggers.0.metadata.query',
    'rate{colour="blue"}',
  ],
  [
    'workers',
    { workers: { mail: { args: ['mail'], autoscaling: { min: 1, external: true } } } },
    WORKER,
    'spec.replicas',
    undefined,
  ],
  // As for a colour: so that others know how many there are to be.
  [
    'workers',
    { workers: { mail: { args: ['mail'], autoscaling: { min: 2, external: true } } } },
    WORKER,
    'metadata.annotations.blue-green/fewest-pods',
    '2',
  ],
  // What is started now and then is a CronJob, whose runs no mesh and no other container keeps from ending.
  [
    'workers',
    {
      sidecars: [{ name: 'log', image: 'log:1' }],
      workers: {
        mail: { args: ['mail'], schedule: '30 3 * * *', overlap: false, deadlineSeconds: 600, drainSeconds: 5 },
      },
    },
    'release/traffic/CronJob.ping-mail.k8s.yaml',
    'spec',
    {
      schedule: '30 3 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      jobTemplate: {
        metadata: { labels: { 'blue-green/worker': 'ping-mail' } },
        spec: {
          activeDeadlineSeconds: 600,
          backoffLimit: 6,
          template: {
            metadata: {
              labels: expect.objectContaining({ 'sidecar.istio.io/inject': 'false', 'blue-green/worker': 'ping-mail' }),
              annotations: expect.objectContaining({ 'linkerd.io/inject': 'disabled' }),
            },
            spec: expect.objectContaining({
              restartPolicy: 'Never',
              terminationGracePeriodSeconds: 5,
              containers: [expect.objectContaining({ name: 'ping', image: 'pkw0301/app:1.0', args: ['mail'] })],
            }),
          },
        },
      },
    },
  ],
  [
    'workers',
    { workers: { mail: { args: ['mail'], schedule: '@hourly', timeZone: 'Europe/Berlin' } } },
    'release/traffic/CronJob.ping-mail.k8s.yaml',
    'spec.concurrencyPolicy',
    'Allow',
  ],
  [
    'workers',
    { workers: { mail: { args: ['mail'], schedule: '@hourly' } } },
    'release/traffic/CronJob.ping-mail.k8s.yaml',
    'metadata.annotations.argocd\\.argoproj\\.io/sync-options',
    'ServerSideApply=true,PruneLast=true',
  ],
  ['service', { service: { type: ServiceType.NODE_PORT, nodePort: 30001 } }, SERVICE, 'spec.ports.0.nodePort', 30001],
  ['service', { service: { port: 80 } }, 'green/Service.ping-green.k8s.yaml', 'spec.ports.0.port', 80],
  [
    'service',
    {
      service: {
        type: ServiceType.LOAD_BALANCER,
        annotations: { a: 'b' },
        externalTrafficPolicy: ExternalTrafficPolicy.LOCAL,
        loadBalancerClass: 'example.com/balancer',
        loadBalancerSourceRanges: ['203.0.113.0/24'],
      },
    },
    SERVICE,
    'spec',
    {
      externalTrafficPolicy: 'Local',
      loadBalancerClass: 'example.com/balancer',
      loadBalancerSourceRanges: ['203.0.113.0/24'],
      ports: [{ name: 'http', port: 5000, protocol: 'TCP', targetPort: 'http' }],
      selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' },
      type: 'LoadBalancer',
    },
  ],
  [
    'service',
    { service: { type: ServiceType.LOAD_BALANCER, annotations: { a: 'b' } } },
    'release/traffic/Service.ping-preview.k8s.yaml',
    'spec.type',
    'ClusterIP',
  ],
  [
    'service',
    { service: { name: 'web' } },
    'release/traffic/Service.web.k8s.yaml',
    'metadata.annotations.blue-green/role',
    'active',
  ],
  [
    'service',
    { service: { preview: 'next' } },
    'release/traffic/Service.next.k8s.yaml',
    'spec.selector.blue-green/colour',
    'green',
  ],
  ['service', { service: { name: 'ping' } }, SERVICE, 'metadata.annotations.blue-green/role', undefined],
  [
    'ingress',
    { ingress: { host: 'ping.example.com', tls: 'cert', className: 'nginx', annotations: { a: 'b' } } },
    'base/Ingress.ping.k8s.yaml',
    'spec',
    {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'ping.example.com',
          http: {
            paths: [{ backend: { service: { name: 'ping', port: { number: 5000 } } }, path: '/', pathType: 'Prefix' }],
          },
        },
      ],
      tls: [{ hosts: ['ping.example.com'], secretName: 'cert' }],
    },
  ],
  [
    'createNamespace',
    { createNamespace: true, namespace: 'demo' },
    'base/Namespace.demo.k8s.yaml',
    '',
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        annotations: {
          'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,ServerSideApply=true',
          'argocd.argoproj.io/sync-wave': '-10',
          'kustomize.toolkit.fluxcd.io/prune': 'disabled',
        },
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s-blue-green', 'app.kubernetes.io/name': 'ping' },
        name: 'demo',
      },
    },
  ],
  [
    'gate',
    { gate: { image: 'mirror.example.com/curl:8' } },
    GATE,
    `${POD}.containers.0.image`,
    'mirror.example.com/curl:8',
  ],
  ['smoke', { smoke: [{ path: '/ping' }] }, GATE, `${POD}.containers.0.args.12`, '/ping'],
  ['smoke', { smoke: { image: 'team/tests:1' } }, GATE, `${POD}.containers.0.image`, 'team/tests:1'],
  ['analysis', { ...MEASURED, gate: { analysis: '1m' } }, GATE, `${POD}.containers.0.name`, 'analysis'],
  ['analysis', { ...MEASURED, gate: { analysis: '1m' } }, GATE, `${POD}.initContainers.0.name`, 'verify'],
  ['watch', WATCHED, 'release/watch/ConfigMap.ping-watch.k8s.yaml', 'data.watch', 'none'],
  // A minute to measure and two to wait, one for late answers, and ten until the pod runs.
  ['watch', { ...WATCHED, watched: WATCH }, WATCH_JOB, 'spec.activeDeadlineSeconds', 840],
  ['watch', { ...WATCHED, watched: WATCH }, WATCH_JOB, `${POD}.terminationGracePeriodSeconds`, 1],
  // A share of the requests is watched where it goes, and each share by a Job of its own.
  [
    'watch',
    { ...SHARED, watched: hashOfShare(5) },
    WATCH_JOB,
    'spec.template.metadata.annotations',
    expect.objectContaining({ 'blue-green/weight': '5' }),
  ],
  ['watch', { ...SHARED, watched: hashOfShare(5) }, WATCH_JOB, `${POD}.containers.0.args.3`, 'green'],
  ['watch', { ...SHARED, weight: 25, watched: hashOfShare(5) }, WATCH_JOB, '', undefined],
  // An edit after the promotion makes no second watch.
  ['watch', { ...WATCHED, watch: { minutes: 2 }, watched: WATCH }, WATCH_JOB, '', undefined],
  ['watch', { ...WATCHED, gate: { image: 'a:1' }, watched: WATCH }, WATCH_JOB, '', undefined],
  ['analysis', MEASURED, GATE, `${POD}.containers.0.name`, 'verify'],
  // Six hundred for what the gate proves, and for the figures a minute, two of waiting, and one for late answers.
  ['gate', { ...MEASURED, gate: { analysis: '1m' } }, GATE, 'spec.activeDeadlineSeconds', 840],
  [
    'migrate',
    { migrate: { expand: { command: ['up'], args: ['-v'] }, deadlineSeconds: 60 } },
    EXPAND,
    'spec.activeDeadlineSeconds',
    60,
  ],
  ['migrate', { migrate: { expand: { command: ['up'] } } }, EXPAND, `${CONTAINER}.command`, ['up']],
  ['migrate', { migrate: { contract: { command: ['down'] } } }, CONTRACT, '', undefined],
  [
    'contracted',
    { migrate: { contract: { command: ['down'] } }, blue: { image: 'pkw0301/app:1.0', contracted: true } },
    CONTRACT,
    `${CONTAINER}.command`,
    ['down'],
  ],
  ['gate', { gate: { deadlineSeconds: 60 } }, GATE, 'spec.activeDeadlineSeconds', 60],
  [
    'gate',
    { gate: { podTemplate: { spec: { priorityClassName: 'high' } } } },
    GATE,
    `${POD}.priorityClassName`,
    'high',
  ],
  ['gate', { gate: { skipped: 'no nodes' } }, GATE, '', undefined],
  ['gate', { gate: { skipped: 'no nodes' } }, RECORD, 'data.gate', 'skipped: no nodes'],
  ['gate', { gate: { attempt: 2 } }, RECORD, 'data.gate', 'attempt 2'],
  ['traffic', { traffic: TrafficMode.OVERLAP }, SERVICE, 'spec.selector.blue-green/colour', 'blue'],
  [
    'traffic',
    { traffic: TrafficMode.OVERLAP, overlap: true },
    SERVICE,
    'spec.selector',
    { 'app.kubernetes.io/name': 'ping' },
  ],
  [
    'ports',
    { port: undefined, ports: PORTS },
    SERVICE,
    'spec.ports',
    [{ name: 'http', port: 5000, protocol: 'TCP', targetPort: 'http' }],
  ],
  ['ports', { port: undefined, ports: PORTS }, 'blue/Service.ping-blue.k8s.yaml', 'spec.ports.1', undefined],
  ['ports', { port: undefined, ports: PORTS }, DEPLOYMENT, `${CONTAINER}.ports.1.name`, 'admin'],
  [
    'readiness',
    { port: undefined, ports: PORTS, readiness: { path: '/health', port: 'admin' } },
    DEPLOYMENT,
    `${CONTAINER}.readinessProbe`,
    { httpGet: { path: '/health', port: 'admin' } },
  ],
  [
    'services',
    {
      port: undefined,
      ports: PORTS,
      services: {
        admin: { ports: [{ name: 'admin', port: 80 }], annotations: { a: 'b' }, preview: 'ping-next-admin' },
      },
    },
    'release/traffic/Service.ping-admin.k8s.yaml',
    'spec',
    {
      ports: [{ name: 'admin', port: 80, protocol: 'TCP', targetPort: 'admin' }],
      selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' },
      type: 'ClusterIP',
    },
  ],
  [
    'services',
    { services: { inside: { preview: 'next-inside' } } },
    'release/traffic/Service.next-inside.k8s.yaml',
    'spec.selector.blue-green/colour',
    'green',
  ],
  [
    'services',
    { services: { pods: { headless: true, template: { spec: { ipFamilyPolicy: 'PreferDualStack' } } } } },
    'release/traffic/Service.ping-pods.k8s.yaml',
    'spec',
    {
      clusterIP: 'None',
      ipFamilyPolicy: 'PreferDualStack',
      ports: [{ name: 'http', port: 5000, protocol: 'TCP', targetPort: 'http' }],
      selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' },
      type: 'ClusterIP',
    },
  ],
  [
    'services',
    { traffic: TrafficMode.OVERLAP, overlap: true, services: { inside: {} } },
    'release/traffic/Service.ping-inside.k8s.yaml',
    'spec.selector',
    { 'app.kubernetes.io/name': 'ping' },
  ],
  // The release that users are on has no port of that name yet: where it has another one, that stands alone.
  [
    'services',
    {
      port: undefined,
      ports: PORTS,
      blue: FROZEN,
      services: { all: { ports: [{ name: 'http' }, { name: 'admin' }] } },
    },
    'release/traffic/Service.ping-all.k8s.yaml',
    'spec.ports',
    [{ name: 'http', port: 5000, protocol: 'TCP', targetPort: 'http' }],
  ],
  [
    'serviceTemplate',
    { serviceTemplate: { metadata: { labels: { team: 'a' } }, spec: { trafficDistribution: 'PreferClose' } } },
    SERVICE,
    'spec',
    {
      ports: [{ name: 'http', port: 5000, protocol: 'TCP', targetPort: 'http' }],
      selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' },
      trafficDistribution: 'PreferClose',
      type: 'ClusterIP',
    },
  ],
  [
    'serviceTemplate',
    { serviceTemplate: { metadata: { labels: { team: 'a' } } } },
    SERVICE,
    'metadata.labels.team',
    'a',
  ],
  [
    'ingress',
    {
      port: undefined,
      ports: [
        { name: 'http', port: 5000 },
        { name: 'hooks', port: 5001 },
      ],
      ingress: {
        host: 'a.example.com',
        tls: 'a',
        rules: [
          { path: '/hooks', pathType: PathType.EXACT, port: 'hooks' },
          { host: 'b.example.com', tls: 'b' },
        ],
      },
    },
    'base/Ingress.ping.k8s.yaml',
    'spec',
    {
      rules: [
        {
          host: 'a.example.com',
          http: {
            paths: [
              { backend: { service: { name: 'ping', port: { number: 5000 } } }, path: '/', pathType: 'Prefix' },
              { backend: { service: { name: 'ping', port: { number: 5001 } } }, path: '/hooks', pathType: 'Exact' },
            ],
          },
        },
        {
          host: 'b.example.com',
          http: {
            paths: [{ backend: { service: { name: 'ping', port: { number: 5000 } } }, path: '/', pathType: 'Prefix' }],
          },
        },
      ],
      tls: [
        { hosts: ['a.example.com'], secretName: 'a' },
        { hosts: ['b.example.com'], secretName: 'b' },
      ],
    },
  ],
  [
    'ingress',
    { ingress: { host: 'a.example.com', preview: { host: 'next.example.com', tls: 'next' } } },
    'base/Ingress.ping-preview.k8s.yaml',
    'spec',
    {
      rules: [
        {
          host: 'next.example.com',
          http: {
            paths: [
              { backend: { service: { name: 'ping-preview', port: { number: 5000 } } }, path: '/', pathType: 'Prefix' },
            ],
          },
        },
      ],
      tls: [{ hosts: ['next.example.com'], secretName: 'next' }],
    },
  ],
  [
    'ingressTemplate',
    {
      ingress: { host: 'ping.example.com' },
      ingressTemplate: {
        spec: {
          rules: [
            {
              host: 'ping.example.com',
              http: {
                paths: [{ path: '/help', pathType: 'Exact', backend: { resource: { kind: 'Bucket', name: 'help' } } }],
              },
            },
            { host: 'www.example.com' },
          ],
        },
      },
    },
    'base/Ingress.ping.k8s.yaml',
    'spec.rules',
    [
      {
        host: 'ping.example.com',
        http: {
          paths: [
            { backend: { service: { name: 'ping', port: { number: 5000 } } }, path: '/', pathType: 'Prefix' },
            { backend: { resource: { kind: 'Bucket', name: 'help' } }, path: '/help', pathType: 'Exact' },
          ],
        },
      },
      { host: 'www.example.com' },
    ],
  ],
  [
    'route',
    { traffic: TrafficMode.ROUTE, weight: 20, route: { gateway: { name: 'public' } } },
    'release/traffic/HTTPRoute.ping.k8s.yaml',
    'spec',
    {
      parentRefs: [{ name: 'public' }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [
            { name: 'ping-blue', port: 5000, weight: 80 },
            { name: 'ping-green', port: 5000, weight: 20 },
          ],
        },
      ],
    },
  ],
  [
    'route',
    {
      traffic: TrafficMode.ROUTE,
      route: { gateway: { name: 'public' }, previewHeader: { name: 'x-preview', value: 'yes' } },
    },
    'release/traffic/HTTPRoute.ping.k8s.yaml',
    'spec.rules.0',
    {
      matches: [
        { path: { type: 'PathPrefix', value: '/' }, headers: [{ type: 'Exact', name: 'x-preview', value: 'yes' }] },
      ],
      backendRefs: [{ name: 'ping-green', port: 5000 }],
    },
  ],
  [
    'route',
    {
      port: undefined,
      ports: [
        { name: 'http', port: 5000 },
        { name: 'grpc', port: 5001, servicePort: 50 },
      ],
      traffic: TrafficMode.ROUTE,
      weight: 20,
      route: { gateway: { name: 'public' }, rules: [{ path: '/hooks', pathType: RoutePathType.EXACT, port: 'grpc' }] },
    },
    'release/traffic/HTTPRoute.ping.k8s.yaml',
    'spec.rules.1',
    {
      matches: [{ path: { type: 'Exact', value: '/hooks' } }],
      backendRefs: [
        { name: 'ping-blue', port: 50, weight: 80 },
        { name: 'ping-green', port: 50, weight: 20 },
      ],
    },
  ],
  [
    'route',
    {
      traffic: TrafficMode.ROUTE,
      weight: 20,
      route: {
        gateway: { name: 'public' },
        hostnames: ['a.example.com'],
        grpc: { hostnames: ['grpc.example.com'], services: ['ping.v1.Ping'] },
        previewHeader: { name: 'x-preview', value: 'yes' },
      },
    },
    'release/traffic/GRPCRoute.ping.k8s.yaml',
    'spec.rules',
    [
      {
        matches: [
          {
            method: { type: 'Exact', service: 'ping.v1.Ping' },
            headers: [{ type: 'Exact', name: 'x-preview', value: 'yes' }],
          },
        ],
        backendRefs: [{ name: 'ping-green', port: 5000 }],
      },
      {
        matches: [{ method: { type: 'Exact', service: 'ping.v1.Ping' } }],
        backendRefs: [
          { name: 'ping-blue', port: 5000, weight: 80 },
          { name: 'ping-green', port: 5000, weight: 20 },
        ],
      },
    ],
  ],
  [
    'route',
    {
      traffic: TrafficMode.ROUTE,
      route: {
        gateway: { name: 'public' },
        previewHeader: { name: 'x-preview', value: 'yes' },
        mirror: { percent: 10, methods: [MirroredMethod.GET] },
      },
    },
    'release/traffic/HTTPRoute.ping.k8s.yaml',
    'spec.rules',
    [
      {
        // The header leads what is copied, too: of two rules for a path the one with a method goes first.
        matches: [
          { path: { type: 'PathPrefix', value: '/' }, headers: [{ type: 'Exact', name: 'x-preview', value: 'yes' }] },
          {
            path: { type: 'PathPrefix', value: '/' },
            method: 'GET',
            headers: [{ type: 'Exact', name: 'x-preview', value: 'yes' }],
          },
        ],
        backendRefs: [{ name: 'ping-green', port: 5000 }],
      },
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' }, method: 'GET' }],
        filters: [
          { type: 'RequestMirror', requestMirror: { backendRef: { name: 'ping-green', port: 5000 }, percent: 10 } },
        ],
        backendRefs: [
          { name: 'ping-blue', port: 5000, weight: 100 },
          { name: 'ping-green', port: 5000, weight: 0 },
        ],
      },
      {
        matches: [{ path: { type: 'PathPrefix', value: '/' } }],
        backendRefs: [
          { name: 'ping-blue', port: 5000, weight: 100 },
          { name: 'ping-green', port: 5000, weight: 0 },
        ],
      },
    ],
  ],
  [
    'route',
    { traffic: TrafficMode.ROUTE, route: { gateway: { name: 'public' }, mirror: { percent: 100 } } },
    'release/traffic/HTTPRoute.ping.k8s.yaml',
    'spec.rules.0.filters',
    // In all versions of the Gateway API it is all of them where nothing is said.
    [{ type: 'RequestMirror', requestMirror: { backendRef: { name: 'ping-green', port: 5000 } } }],
  ],
  [
    'route',
    {
      traffic: TrafficMode.ROUTE,
      green: RETIRED,
      route: { gateway: { name: 'public' }, mirror: { percent: 10 } },
    },
    'release/traffic/HTTPRoute.ping.k8s.yaml',
    // The rule stays, since rules have numbers that figures go by.
    'spec.rules.0',
    {
      matches: ['GET', 'HEAD'].map(method => ({ path: { type: 'PathPrefix', value: '/' }, method })),
      backendRefs: [
        { name: 'ping-blue', port: 5000, weight: 100 },
        { name: 'ping-green', port: 5000, weight: 0 },
      ],
    },
  ],
  [
    'route',
    {
      traffic: TrafficMode.ROUTE,
      route: {
        gateway: { name: 'public' },
        hostnames: ['a.example.com'],
        grpc: { hostnames: ['grpc.example.com'] },
        mirror: { percent: 5, grpc: ['ping.v1.Ping/Get', 'ping.v1.Clock'] },
      },
    },
    'release/traffic/GRPCRoute.ping.k8s.yaml',
    'spec.rules.0',
    {
      matches: [
        { method: { type: 'Exact', service: 'ping.v1.Ping', method: 'Get' } },
        { method: { type: 'Exact', service: 'ping.v1.Clock' } },
      ],
      filters: [
        { type: 'RequestMirror', requestMirror: { backendRef: { name: 'ping-green', port: 5000 }, percent: 5 } },
      ],
      backendRefs: [
        { name: 'ping-blue', port: 5000, weight: 100 },
        { name: 'ping-green', port: 5000, weight: 0 },
      ],
    },
  ],
  [
    'network',
    { network: { idleFrom: [{ podSelector: { matchLabels: { team: 'qa' } } }] } },
    'release/traffic/NetworkPolicy.ping-idle.k8s.yaml',
    'spec',
    {
      podSelector: {
        matchLabels: { 'app.kubernetes.io/name': 'ping' },
        matchExpressions: [{ key: 'blue-green/colour', operator: 'In', values: ['green'] }],
      },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { 'blue-green/gate': 'ping' } } },
            { podSelector: { matchLabels: { team: 'qa' } } },
          ],
        },
      ],
    },
  ],
  ['network', { network: {} }, 'release/verify/NetworkPolicy.ping-open.k8s.yaml', 'spec.ingress', [{}]],
  [
    'network',
    { network: { activeFrom: [{ ipBlock: { cidr: '10.0.0.0/8' } }] } },
    'release/verify/NetworkPolicy.ping-open.k8s.yaml',
    'spec.ingress.1',
    { from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] },
  ],
  ['createNamespace', { namespace: 'demo' }, 'base/Namespace.demo.k8s.yaml', '', undefined],
  [
    'version',
    { blue: { image: 'pkw0301/app:1.0', version: 'spring' } },
    DEPLOYMENT,
    'spec.template.metadata.labels.app\\.kubernetes\\.io/version',
    'spring',
  ],
  [
    'retired',
    { green: { image: 'pkw0301/app:2.0', retired: true } },
    'green/Deployment.ping-green.k8s.yaml',
    'spec.replicas',
    0,
  ],
  [
    'retired',
    { ...CPU, autoscaling: { min: 3, max: 9 }, green: { image: 'pkw0301/app:2.0', retired: true } },
    'green/HorizontalPodAutoscaler.ping-green.k8s.yaml',
    'spec.minReplicas',
    1,
  ],
  [
    'retired',
    { disruption: { minAvailable: 1 }, green: { image: 'pkw0301/app:2.0', retired: true } },
    'green/PodDisruptionBudget.ping-green.k8s.yaml',
    'spec.maxUnavailable',
    1,
  ],
];

test.each(ROWS)('%s: %j', (_, props, file, place, value) => {
  const made = objects({ ...PING, ...props }, Colour.BLUE);
  const path = Object.keys(made).find(name => name === file || name.replace(/-[0-9a-f]{10}\./, '-<hash>.') === file);
  expect(at(path === undefined ? undefined : made[path], place)).toEqual(value);
  // Whatever is made for it, nothing that a user brings along may be called so.
  const isOurs = isMadeFor(decide({ ...PING, ...props, active: Colour.BLUE }).application);
  const unknown = Object.entries(made).filter(
    ([, object]) =>
      !isOurs(object) && object['kind'] !== 'Namespace' && !object['metadata'].labels['blue-green/application'],
  );
  expect(unknown.map(([name]) => name)).toEqual([]);
});

test('objects of a colour stand with its pods, each with the name of its colour, and restart nothing', () => {
  const monitor = {
    apiVersion: 'a.example.com/v1',
    kind: 'Monitor',
    metadata: { name: '$(COLOUR)-m', labels: { 'app.kubernetes.io/name': 'm' }, annotations: { a: '$$(COLOUR)' } },
    spec: { of: ['ping-$(COLOUR)', '$$(COLOUR)', '$(OTHER)'] },
  };
  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'm-$(COLOUR)' } };
  const green = { ...PING.green, colourObjects: [claim] };
  const made = objects({ ...PING, namespace: 'demo', colourObjects: [monitor], green }, Colour.BLUE);
  expect(made['blue/Monitor.blue-m.k8s.yaml']).toEqual({
    apiVersion: 'a.example.com/v1',
    kind: 'Monitor',
    metadata: {
      annotations: {
        a: '$$(COLOUR)',
        'argocd.argoproj.io/sync-options': 'ServerSideApply=true',
        'argocd.argoproj.io/sync-wave': '0',
      },
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-blue-green',
        'app.kubernetes.io/name': 'm',
        'blue-green/application': 'ping',
        'blue-green/colour': 'blue',
      },
      name: 'blue-m',
      namespace: 'demo',
    },
    spec: { of: ['ping-blue', '$$(COLOUR)', '$(OTHER)'] },
  });
  expect(Object.keys(made).filter(file => file.includes('Monitor'))).toHaveLength(1);
  expect(at(made['green/PersistentVolumeClaim.m-green.k8s.yaml'], 'metadata.annotations')).toMatchObject({
    'kustomize.toolkit.fluxcd.io/prune': 'disabled',
  });
  const { 'blue/Monitor.blue-m.k8s.yaml': _, 'green/PersistentVolumeClaim.m-green.k8s.yaml': __, ...rest } = made;
  expect(rest).toEqual(objects({ ...PING, namespace: 'demo' }, Colour.BLUE));
});

test('objects of the own stand in the base; what may never be well comes last, and what is in a claim is never pruned', () => {
  const named = (apiVersion: string, kind: string) => ({ apiVersion, kind, metadata: { name: 'm' } });
  const own = [
    { ...named('a.example.com/v1', 'Monitor'), spec: { empty: [] } },
    named('v1', 'ConfigMap'),
    named('v1', 'PersistentVolumeClaim'),
  ];
  const made = objects({ ...PING, namespace: 'demo', objects: own }, Colour.BLUE);
  expect(made['base/Monitor.m.k8s.yaml']).toEqual({
    apiVersion: 'a.example.com/v1',
    kind: 'Monitor',
    metadata: {
      annotations: {
        'argocd.argoproj.io/sync-options': 'ServerSideApply=true',
        'argocd.argoproj.io/sync-wave': '20',
      },
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-blue-green',
        'app.kubernetes.io/name': 'ping',
        'blue-green/application': 'ping',
      },
      name: 'm',
      namespace: 'demo',
    },
    spec: { empty: [] },
  });
  const annotations = (file: string) => (made[`base/${file}.m.k8s.yaml`] as KubernetesObject).metadata.annotations!;
  expect(annotations('ConfigMap')['argocd.argoproj.io/sync-wave']).toBe('-10');
  expect(annotations('PersistentVolumeClaim')).toMatchObject({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
});

test('an object of the whole cluster stands in no namespace, comes before the pods, and is never pruned', () => {
  const role = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'ping-m' },
    rules: [],
  };
  const clusterKinds = ['ClusterRole.rbac.authorization.k8s.io'];
  const made = objects({ ...PING, namespace: 'demo', clusterKinds, objects: [role] }, Colour.BLUE);
  expect(made['base/ClusterRole.ping-m.k8s.yaml']).toEqual({
    ...role,
    metadata: {
      annotations: {
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false,ServerSideApply=true',
        'argocd.argoproj.io/sync-wave': '-10',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      },
      labels: {
        'app.kubernetes.io/managed-by': 'cdk8s-blue-green',
        'app.kubernetes.io/name': 'ping',
        'blue-green/application': 'ping',
      },
      name: 'ping-m',
    },
  });
});

test('an object in another namespace says from which one it is, so that nobody takes away the like of another environment', () => {
  const monitor = (namespace: string, name = 'ping-m') => ({
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, namespace },
  });
  const objectNamespaces = ['monitoring'];
  const own = [monitor('monitoring'), monitor('demo', 'ping-n')];
  const colourObjects = [monitor('monitoring', 'ping-$(COLOUR)')];
  const made = objects({ ...PING, namespace: 'demo', objectNamespaces, objects: own, colourObjects }, Colour.BLUE);
  const from = (file: string) => {
    const { namespace, labels, annotations } = made[file]!['metadata'];
    return [namespace, labels['blue-green/application'], labels['blue-green/namespace'], Object.keys(annotations)];
  };
  const pruned = ['argocd.argoproj.io/sync-options', 'argocd.argoproj.io/sync-wave'];
  expect(from('base/ServiceMonitor.ping-m.k8s.yaml')).toEqual(['monitoring', 'ping', 'demo', pruned]);
  expect(from('blue/ServiceMonitor.ping-blue.k8s.yaml')).toEqual(['monitoring', 'ping', 'demo', pruned]);
  expect(from('base/ServiceMonitor.ping-n.k8s.yaml')).toEqual(['demo', 'ping', undefined, pruned]);
});

test('what a colour is to bring along next is judged before anybody deploys it', () => {
  const wrong = (props: Partial<Named>) =>
    decide({ ...PING, namespace: 'demo', active: Colour.BLUE, blue: FROZEN, green: FROZEN, ...props }).problems.map(
      ({ path }) => path.join('.'),
    );
  const rule = (fields: object) => ({
    apiVersion: 'a.io/v1',
    kind: 'Rule',
    metadata: { name: 'ping-$(COLOUR)', ...fields },
  });
  expect(wrong({ colourObjects: [rule({}), rule({ namespace: 'other' })] })).toEqual([
    'colourObjects.1.metadata.name',
    'colourObjects.1.metadata.namespace',
  ]);
  expect(wrong({ colourObjects: [rule({})] })).toEqual([]);
  // What is frozen keeps its own.
  const green = { ...FROZEN, colourObjects: [rule({ namespace: 'demo' })] };
  expect(wrong({ colourObjects: [rule({})], green }).filter(path => path.includes('colourObjects'))).toEqual([]);
});

test('what pods get their settings from may be of their colour: its name stands in the names there, and nowhere else', () => {
  const name = 'ping-$(COLOUR)';
  const sources = [{ secretRef: { name } }, { configMapRef: { name: 'ping-$$(COLOUR)' } }];
  const props = {
    ...PING,
    secrets: [name],
    envFrom: sources,
    env: { TOKEN: { secretKeyRef: { name, key: 'token' } }, SAID: 'is $(COLOUR)' },
    volumes: {
      tls: { mountPath: '/tls', readOnly: true, secret: { secretName: name } },
      data: { mountPath: '/data', readOnly: true, persistentVolumeClaim: { claimName: name } },
      all: {
        mountPath: '/all',
        readOnly: true,
        projected: { sources: [{ secret: { name } }, { configMap: { name } }] },
      },
    },
    sidecars: [{ name: 'proxy', image: 'a/proxy:1', args: ['$(COLOUR)'], envFrom: sources }],
    podTemplate: { spec: { volumes: [{ name: 'more', secret: { secretName: name } }] } },
    workers: { mail: { args: ['mail'] } },
    blue: { image: 'pkw0301/app:1.0' },
    green: { image: 'pkw0301/app:1.0' },
  };
  const made = objects(props, Colour.GREEN);
  const pods = (file: string) => {
    const { spec, metadata } = made[file]!['spec'].template;
    return { text: JSON.stringify(spec), release: metadata.labels['blue-green/release'] };
  };
  const [blue, green, mail] = [
    'blue/Deployment.ping-blue.k8s.yaml',
    'green/Deployment.ping-green.k8s.yaml',
    'release/traffic/Deployment.ping-mail.k8s.yaml',
  ].map(pods);
  expect(blue!.text.match(/ping-blue/g)).toHaveLength(9);
  expect(blue!.text.match(/\$+\(COLOUR\)/g)).toEqual(['$(COLOUR)', '$$(COLOUR)', '$(COLOUR)', '$$(COLOUR)']);
  expect(green!.text).toBe(
    blue!.text.replaceAll('ping-blue', 'ping-green').replaceAll('colour":"blue', 'colour":"green'),
  );
  expect(mail!.text).toContain('ping-green');
  expect(mail!.text).not.toContain('ping-blue');
  // Both run one release.
  expect(new Set([blue, green, mail].map(one => one!.release)).size).toBe(1);
});

test('there is an example of every key', () => {
  const keys = new Set([...Object.keys(applicationShape), ...Object.keys(colourShape)]);
  expect([...new Set(ROWS.map(([key]) => key))].sort()).toEqual([...keys].sort());
});

test.each([
  ['container', `${CONTAINER}.resources`],
  ['pod', `${POD}.resources`],
] as const)('a key whose row passes it to the %s stands there as it is, of a migration too', (part, place) => {
  const row = jest.replaceProperty<{ passedTo: string }, 'passedTo'>(RELEASE_KEYS.resources, 'passedTo', part);
  const made = objects({ ...PING, ...CPU, migrate: { expand: { command: ['up'] } } }, Colour.BLUE);
  row.restore();
  const jobs = Object.keys(made).filter(file => file.startsWith('migrate/blue/Job.'));
  expect(jobs).toHaveLength(1);
  for (const file of [DEPLOYMENT, ...jobs]) expect(at(made[file], place)).toEqual(CPU.resources);
});

test.each(
  Object.entries({
    image: 'pkw0301/app:9',
    replicas: 5,
    env: { OWN: 'x' },
    drainSeconds: 1,
    readiness: { tcpSocket: {} },
    annotations: { own: 'x' },
    podTemplate: { spec: { priorityClassName: 'own' } },
  } satisfies ColourProps),
)('%s of a colour is of that colour alone', (key, value) => {
  const plain = objects(PING, Colour.BLUE);
  const own = objects({ ...PING, green: { ...PING.green, [key]: value } }, Colour.BLUE);
  expect(own['green/Deployment.ping-green.k8s.yaml']).not.toEqual(plain['green/Deployment.ping-green.k8s.yaml']);
  expect(own[DEPLOYMENT]).toEqual(plain[DEPLOYMENT]);
});

test('a colour listens on another number than the other one, under the same name', () => {
  const made = objects({ ...PING, green: { ...PING.green, port: 6000 } }, Colour.BLUE);
  const ports = (colour: string) => at(made[`${colour}/Deployment.ping-${colour}.k8s.yaml`], `${CONTAINER}.ports`);
  expect(ports('blue')).toEqual([{ containerPort: 5000, name: 'http', protocol: 'TCP' }]);
  expect(ports('green')).toEqual([{ containerPort: 6000, name: 'http', protocol: 'TCP' }]);
  expect(at(made[SERVICE], 'spec.ports.0.targetPort')).toBe('http');
});

test('a colour that nobody has deployed to stands ready with what the other one runs, at its idle size', () => {
  const { green, ...onlyBlue } = PING;
  const made = objects(onlyBlue, Colour.BLUE);
  expect(at(made['green/Deployment.ping-green.k8s.yaml'], 'spec.replicas')).toBe(0);
  expect(at(made['green/Deployment.ping-green.k8s.yaml'], `${CONTAINER}.image`)).toBe(PING.blue.image);
});

test('another config is another ConfigMap, and the pods follow it', () => {
  const named = (value: string) => {
    const made = objects({ ...PING, config: { A: value } }, Colour.BLUE);
    const [path] = Object.keys(made).filter(file => file.startsWith('blue/ConfigMap.'));
    expect(at(made[DEPLOYMENT], `${CONTAINER}.envFrom.0.configMapRef.name`)).toBe(made[path!]!['metadata'].name);
    return path;
  };
  expect(named('1')).not.toEqual(named('2'));
  expect(named('1')).toEqual(named('1'));
});

test('figures by route are those of the rules that lead users, and no retirement makes another watch of it', () => {
  const measured = (mirror: object, green: ColourProps = PING.green) => {
    const { application } = decide({
      ...PING,
      ...WATCHED,
      active: Colour.BLUE,
      green,
      analysis: { source: 'http://a', metrics: [{ name: 'errors', preset: MetricPreset.ENVOY_GATEWAY, max: 1 }] },
      traffic: TrafficMode.ROUTE,
      route: {
        gateway: { name: 'public' },
        rules: [{ path: '/api' }],
        previewHeader: { name: 'x', value: 'y' },
        ...mirror,
      },
    });
    return JSON.stringify(watchJob(application));
  };
  expect(measured({})).toContain('rule/(1|3)');
  expect(measured({ mirror: { percent: 10 } })).toContain('rule/(1|2|4|5)');
  expect(measured({ mirror: { percent: 10 } }, RETIRED)).toBe(measured({ mirror: { percent: 10 } }));
});

test('the other colour is compared with while it has requests: in the gate, and in the watch of a share or beside copies', () => {
  const metrics = [
    { name: 'other', preset: MetricPreset.HTTP, baseline: MetricBaseline.OTHER, max: 1 },
    { name: 'before', preset: MetricPreset.HTTP, baseline: MetricBaseline.BEFORE, max: 1 },
  ];
  const watched = (more: Partial<Named> = {}, of: MetricProps[] = metrics) => {
    const route = { gateway: { name: 'public' } };
    const analysis = { source: 'http://a', metrics: of };
    const { application } = decide({
      ...PING,
      active: Colour.BLUE,
      watch: { minutes: 1 },
      traffic: TrafficMode.ROUTE,
      route,
      analysis,
      ...more,
    });
    return watchJob(application)?.job['spec'].template.spec.containers[0].args.filter((word: string) =>
      ['other', 'before'].includes(word),
    );
  };
  expect(watched()).toEqual(['before']);
  expect(watched({ weight: 5 })).toEqual(['other', 'before']);
  expect(watched({ route: { gateway: { name: 'public' }, mirror: { percent: 10 } } })).toEqual(['other', 'before']);
  expect(watched({}, metrics.slice(0, 1))).toBeUndefined();
});

// The value at a place such as `spec.ports.0.name`; a dot in a key is written `\.`.
function at(object: KubernetesObject | undefined, place: string): unknown {
  const steps = place === '' ? [] : place.split(/(?<!\\)\./).map(step => step.replaceAll('\\.', '.'));
  return steps.reduce<any>((value, step) => value?.[step], object);
}
