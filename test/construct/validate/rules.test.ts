import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MetricBaseline, MetricPreset, type MetricProps } from '../../../lib/construct/props/analysis';
import { KedaMetricType, type KedaScaling } from '../../../lib/construct/props/autoscaling';
import { Colour } from '../../../lib/construct/props/colour';
import { HttpScheme } from '../../../lib/construct/props/probe';
import { ExternalTrafficPolicy, ServiceType } from '../../../lib/construct/props/service';
import { MirroredMethod, type MirrorProps, TrafficMode } from '../../../lib/construct/props/traffic';
import type { WorkerProps } from '../../../lib/construct/props/worker';
import { decide, type NamedProps } from '../../../lib/construct/resolve/application';
import { currentFormat } from '../../../lib/construct/resolve/format';
import { frozen } from '../../../lib/construct/resolve/freeze';
import { pathText } from '../../../lib/construct/validate/problem';
import { SMALL_APPLICATION } from '../small-application';

type Changes = Partial<NamedProps>;

interface MinimalPair {
  readonly rule: string;
  readonly what: string;
  /** What is laid over the small application to break the rule … */
  readonly breaks: Changes;
  /** … the places where that is said … */
  readonly at: readonly string[];
  /** … and what comes as near to it as can be, and is fine. */
  readonly almost: Changes;
}

// What `bluegreen deploy` writes.
const FROZEN = frozen('ping', { port: 5000, readiness: { path: '/ping' } }, undefined, { image: 'a:1' });

// Keys count as well.
const MEBIBYTE: Record<string, string> = Object.fromEntries([...'ABCDEFGH'].map(key => [key, 'x'.repeat(120_000)]));
MEBIBYTE['I'] = 'x'.repeat(1024 * 1024 - 9 - 8 * 120_000);

// What the spec says by now, of which that release has the first.
const ADDED_PORT: Changes = {
  port: undefined,
  ports: [
    { name: 'http', port: 5000 },
    { name: 'web', port: 5001 },
  ],
  blue: FROZEN,
  green: undefined,
};

// A port that only probes ask.
const PROBED: Changes = {
  port: undefined,
  ports: [
    { name: 'http', port: 5000 },
    { name: 'admin', port: 8081, published: false },
  ],
};

const ROUTE = { gateway: { name: 'public' } };

// An application without a port.
const WORKERS_ALONE: Changes = {
  port: undefined,
  readiness: undefined,
  command: ['stand-by'],
  workers: { mail: { args: ['mail'] } },
};

const TRIGGER = { type: 'cron', metadata: { desiredReplicas: '3' } };
const KEDA = { triggers: [TRIGGER] };

const ERRORS: MetricProps = { name: 'errors', preset: MetricPreset.HTTP, max: 1 };
const OTHER = MetricBaseline.OTHER;
const URL: Partial<MetricProps> = { preset: undefined, url: 'http://a' };

// An application of which one thing is measured.
const measuring = (metric: Partial<MetricProps>, source = 'http://a', ...more: MetricProps[]): Changes => ({
  namespace: 'demo',
  analysis: { source, metrics: [{ ...ERRORS, ...metric }, ...more] },
});

// A migration of which something is laid over the pods.
const migrated = (spec: object): Changes => ({
  migrate: { expand: { command: ['up'] }, podTemplate: { spec } },
});

// An application of whose requests some are copied.
const copying = (mirror: MirrorProps, more: object = {}): Changes => ({
  traffic: TrafficMode.ROUTE,
  route: { ...ROUTE, hostnames: ['a.example.com'], ...more, mirror },
});
const CALLS = { grpc: { hostnames: ['grpc.example.com'], services: ['a.v1.A'] } };
const PATHS = (count: number) => ({ rules: Array.from({ length: count }, (_, path) => ({ path: `/${path}` })) });

const MINIMAL_PAIRS: readonly MinimalPair[] = [
  {
    rule: 'mirrorsGoByTheRoutes',
    what: 'a method and a call twice, and calls of what the GRPCRoute is not for',
    breaks: copying(
      { percent: 1, methods: [MirroredMethod.GET, MirroredMethod.GET], grpc: ['a.v1.A/B', 'a.v1.A/B', 'a.v1.B'] },
      CALLS,
    ),
    at: ['route.mirror.methods[1]', 'route.mirror.grpc[1]', 'route.mirror.grpc[2]'],
    almost: copying({ percent: 1, methods: [MirroredMethod.GET, MirroredMethod.HEAD], grpc: ['a.v1.A/B'] }, CALLS),
  },
  {
    rule: 'mirrorsGoByTheRoutes',
    what: 'calls where no gRPC goes by a route',
    breaks: copying({ percent: 1, grpc: ['a.v1.A'] }),
    at: ['route.mirror.grpc'],
    almost: copying({ percent: 1, grpc: ['a.v1.A'] }, CALLS),
  },
  {
    rule: 'routesHaveRoom',
    what: 'more paths than an HTTPRoute may have rules for',
    breaks: copying({ percent: 1 }, PATHS(8)),
    at: ['route.rules'],
    almost: copying({ percent: 1 }, PATHS(7)),
  },
  {
    rule: 'routesHaveRoom',
    what: 'more paths without copies',
    breaks: { traffic: TrafficMode.ROUTE, route: { ...ROUTE, ...PATHS(16) } },
    at: ['route.rules'],
    almost: { traffic: TrafficMode.ROUTE, route: { ...ROUTE, ...PATHS(15) } },
  },
  {
    rule: 'routesHaveOwnHosts',
    what: 'one host for HTTP and for gRPC',
    breaks: {
      traffic: TrafficMode.ROUTE,
      route: { ...ROUTE, hostnames: ['*.example.com'], grpc: { hostnames: ['a.example.com'] } },
    },
    at: ['route.grpc.hostnames[0]'],
    almost: {
      traffic: TrafficMode.ROUTE,
      route: { ...ROUTE, hostnames: ['*.example.com'], grpc: { hostnames: ['example.com'] } },
    },
  },
  {
    rule: 'routesHaveOwnHosts',
    what: 'all hosts for HTTP',
    breaks: { traffic: TrafficMode.ROUTE, route: { ...ROUTE, grpc: { hostnames: ['a.example.com'] } } },
    at: ['route.hostnames'],
    almost: { traffic: TrafficMode.ROUTE, route: ROUTE },
  },
  {
    rule: 'routesLeadToPorts',
    what: 'a port that no Service publishes, and a path for two',
    breaks: {
      ...PROBED,
      traffic: TrafficMode.ROUTE,
      route: {
        ...ROUTE,
        rules: [{ path: '/' }, { path: '/b', port: 'admin' }],
        hostnames: ['a'],
        grpc: { port: 'grcp', hostnames: ['b'] },
      },
    },
    at: ['route.rules[1].port', 'route.grpc.port', 'route.rules[0]'],
    almost: {
      ...PROBED,
      traffic: TrafficMode.ROUTE,
      route: {
        ...ROUTE,
        rules: [{ path: '/a' }, { path: '/b', port: 'http' }],
        hostnames: ['a'],
        grpc: { port: 'http', hostnames: ['b'] },
      },
    },
  },
  {
    rule: 'ingressWaysAreDistinct',
    what: 'one path twice, and two certificates of one host',
    breaks: { ingress: { host: 'a.example.com', tls: 'a', rules: [{ path: '/' }, { path: '/b', tls: 'b' }] } },
    at: ['ingress.rules[0]', 'ingress.rules[1].tls'],
    almost: {
      ingress: { host: 'a.example.com', tls: 'a', rules: [{ path: '/a' }, { host: 'b.example.com', tls: 'b' }] },
    },
  },
  {
    rule: 'ingressWaysAreDistinct',
    what: 'a host of users for the idle colour',
    breaks: { ingress: { host: 'a.example.com', preview: { host: 'a.example.com' } } },
    at: ['ingress.preview.host'],
    almost: { ingress: { host: 'a.example.com', preview: { host: 'next.example.com' } } },
  },
  {
    rule: 'ingressLeadsToAPort',
    what: 'a further way to a port that there is not',
    breaks: { ...PROBED, ingress: { host: 'a', rules: [{ path: '/b', port: 'admin' }] } },
    at: ['ingress.rules[0].port'],
    almost: { ...PROBED, ingress: { host: 'a', rules: [{ path: '/b', port: 'http' }] } },
  },
  {
    rule: 'unpublishedPortsStayInside',
    what: 'the port that Services, probes and Ingress mean',
    breaks: { port: undefined, ports: [{ name: 'http', port: 5000, published: false }] },
    at: ['ports[0].published'],
    almost: PROBED,
  },
  {
    rule: 'unpublishedPortsStayInside',
    what: 'a number that nothing publishes',
    breaks: {
      port: undefined,
      ports: [
        { name: 'http', port: 5000 },
        { name: 'admin', port: 8081, servicePort: 80, published: false },
      ],
    },
    at: ['ports[1].servicePort'],
    almost: PROBED,
  },
  {
    rule: 'ingressLeadsToAPort',
    what: 'a port that the Service does not publish',
    breaks: { ...PROBED, ingress: { host: 'a', port: 'admin' } },
    at: ['ingress.port'],
    almost: { ...PROBED, ingress: { host: 'a', port: 'http' } },
  },
  {
    rule: 'probesAskOneWay',
    what: 'a port without the path that is asked there',
    breaks: { ...PROBED, readiness: { tcpSocket: {}, port: 'admin' } },
    at: ['readiness.port'],
    almost: { ...PROBED, readiness: { path: '/health', port: 'admin' } },
  },
  {
    rule: 'probesAskOneWay',
    what: 'the port of a path that there is not',
    breaks: { ...PROBED, readiness: { path: '/health', port: 'amdin' } },
    at: ['readiness.port'],
    almost: { ...PROBED, readiness: { path: '/health', port: 8081 } },
  },
  {
    rule: 'furtherServicesPublishPorts',
    what: 'a port that there is not, and a number for two',
    breaks: {
      ...PROBED,
      services: {
        a: { ports: [{ name: 'amdin' }] },
        b: {
          ports: [
            { name: 'http', port: 80 },
            { name: 'admin', port: 80 },
          ],
        },
        c: {
          ports: [
            { name: 'http', port: 80 },
            { name: 'http', port: 81 },
          ],
        },
      },
    },
    at: ['services.a.ports[0].name', 'services.b.ports[1]', 'services.c.ports[1].name'],
    almost: { ...PROBED, services: { a: { ports: [{ name: 'admin' }] }, b: { ports: [{ name: 'http', port: 80 }] } } },
  },
  {
    rule: 'servicesHaveOwnNames',
    what: 'two Services of one name',
    breaks: { services: { blue: {}, web: { preview: 'ping' } } },
    at: ['services.blue', 'services.web.preview'],
    almost: { services: { blue: { name: 'ping-azure' }, web: { preview: 'ping-web-preview' } } },
  },
  {
    rule: 'serviceFieldsFitItsType',
    what: 'what another type has, also of a further Service',
    breaks: {
      services: {
        a: { loadBalancerClass: 'x', ports: [{ name: 'http', nodePort: 30000 }] },
        b: { type: ServiceType.NODE_PORT, headless: true },
      },
    },
    at: ['services.a.loadBalancerClass', 'services.a.ports[0].nodePort', 'services.b.headless'],
    almost: {
      services: {
        a: { type: ServiceType.LOAD_BALANCER, loadBalancerClass: 'x', ports: [{ name: 'http', nodePort: 30000 }] },
        b: { headless: false, type: ServiceType.NODE_PORT },
      },
    },
  },
  {
    rule: 'nodePortsAreDistinct',
    what: 'one port of the nodes for two Services',
    breaks: {
      service: { type: ServiceType.NODE_PORT, nodePort: 30000 },
      services: { a: { type: ServiceType.NODE_PORT, ports: [{ name: 'http', nodePort: 30000 }] } },
    },
    at: ['services.a.ports[0].nodePort'],
    almost: {
      service: { type: ServiceType.NODE_PORT, nodePort: 30000 },
      services: { a: { type: ServiceType.NODE_PORT, ports: [{ name: 'http', nodePort: 30001 }] } },
    },
  },
  {
    rule: 'serviceTemplateKeepsOurs',
    what: 'whom a further Service leads to',
    breaks: { services: { a: { template: { spec: { selector: { app: 'other' } } } } } },
    at: ['services.a.template.spec.selector'],
    almost: { services: { a: { template: { spec: { ipFamilyPolicy: 'PreferDualStack' } } } } },
  },
  {
    rule: 'templateFieldsAreKubernetes',
    what: 'a field that Kubernetes would drop without a word',
    breaks: { serviceTemplate: { spec: { ipFamilyPolice: 'PreferDualStack' } } },
    at: ['serviceTemplate.spec.ipFamilyPolice'],
    almost: { serviceTemplate: { spec: { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] } } },
  },
  {
    rule: 'serviceTemplateKeepsOurs',
    what: 'whom users reach, and what the Service is called, would be said twice',
    breaks: {
      serviceTemplate: {
        metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web', team: 'a' } },
        spec: { selector: { app: 'web' }, type: 'NodePort', clusterIP: 'None' },
      },
    },
    at: [
      'serviceTemplate.metadata.name',
      'serviceTemplate.metadata.labels.app.kubernetes.io/name',
      'serviceTemplate.spec.selector',
      'serviceTemplate.spec.type',
      'serviceTemplate.spec.clusterIP',
    ],
    almost: { serviceTemplate: { metadata: { labels: { team: 'a' } }, spec: { clusterIP: '10.0.0.10' } } },
  },
  {
    rule: 'serviceTemplateKeepsOurs',
    what: 'nothing would be left of the Service',
    breaks: { serviceTemplate: { spec: null } },
    at: ['serviceTemplate.spec'],
    almost: { serviceTemplate: { spec: { externalIPs: null } } },
  },
  {
    rule: 'ingressTemplateKeepsOurs',
    what: 'there is nothing to lay it over',
    breaks: { ingressTemplate: { spec: { defaultBackend: { service: { name: 'sorry', port: { number: 80 } } } } } },
    at: ['ingressTemplate'],
    almost: {
      ingress: { host: 'a.example.com' },
      ingressTemplate: { spec: { defaultBackend: { service: { name: 'sorry', port: { number: 80 } } } } },
    },
  },
  {
    rule: 'ingressTemplateKeepsOurs',
    what: 'users would be led elsewhere',
    breaks: {
      ingress: { host: 'a.example.com', tls: 'a' },
      ingressTemplate: {
        spec: {
          rules: [{ host: 'a.example.com', http: { paths: [{ path: '/', pathType: 'Prefix' }] } }],
          tls: [{ secretName: 'a', hosts: [] }],
        },
      },
    },
    at: ['ingressTemplate.spec.rules[0].http.paths[0]', 'ingressTemplate.spec.tls[0]'],
    almost: {
      ingress: { host: 'a.example.com', tls: 'a' },
      ingressTemplate: {
        spec: {
          rules: [{ host: 'a.example.com', http: { paths: [{ path: '/help', pathType: 'Prefix' }] } }],
          tls: [{ secretName: 'b', hosts: ['b.example.com'] }],
        },
      },
    },
  },
  {
    rule: 'servicesHaveOwnNames',
    what: 'users would come through the Service of one colour',
    breaks: { service: { name: 'ping-blue' } },
    at: ['service.name'],
    almost: { service: { name: 'ping-web' } },
  },
  {
    rule: 'servicesHaveOwnNames',
    what: 'one Service would lead to both the active and the idle colour',
    breaks: { service: { preview: 'ping' } },
    at: ['service.preview'],
    almost: { service: { name: 'web', preview: 'ping' } },
  },
  {
    rule: 'activeColourRunsSomething',
    what: 'neither colour',
    breaks: { blue: undefined, green: undefined },
    at: [''],
    almost: { green: undefined },
  },
  {
    rule: 'activeColourRunsSomething',
    what: 'the active one is missing',
    breaks: { blue: undefined },
    at: ['active'],
    almost: { blue: undefined, active: Colour.GREEN },
  },
  {
    rule: 'activeColourRunsSomething',
    what: 'the active one is retired',
    breaks: { blue: { image: 'a:1', retired: true } },
    at: ['blue.retired'],
    almost: { green: { image: 'a:1', retired: true } },
  },
  {
    rule: 'repositoryHasNoTag',
    what: 'tag',
    breaks: { image: 'a/b:1' },
    at: ['image'],
    almost: { image: 'localhost:5000/b' },
  },
  {
    rule: 'repositoryHasNoTag',
    what: 'digest',
    breaks: { image: `a/b@sha256:${'0'.repeat(64)}` },
    at: ['image'],
    almost: { image: 'a/b' },
  },
  {
    rule: 'imageIsPinned',
    what: 'no tag',
    breaks: { blue: { image: 'a/b' } },
    at: ['blue.image'],
    almost: { blue: { image: `a/b@sha256:${'0'.repeat(64)}` } },
  },
  {
    rule: 'imageIsPinned',
    what: 'no tag after a port',
    breaks: { blue: { image: 'localhost:5000/b' } },
    at: ['blue.image'],
    almost: { blue: { image: 'localhost:5000/b:1' } },
  },
  {
    rule: 'imageIsPinned',
    what: 'latest',
    breaks: { blue: { image: 'a:latest' } },
    at: ['blue.image'],
    almost: { blue: { image: `a:latest@sha256:${'0'.repeat(64)}` } },
  },
  {
    rule: 'imageIsPinned',
    what: 'capitals',
    breaks: { blue: { image: 'A:1' } },
    at: ['blue.image'],
    almost: { blue: { image: 'a:A' } },
  },
  {
    rule: 'formatIsKnown',
    what: 'a newer version made it',
    breaks: { blue: { image: 'a:1', format: currentFormat() + 1 } },
    at: ['blue.format'],
    almost: { blue: { image: 'a:1', format: currentFormat() } },
  },
  {
    rule: 'frozenIsUntouched',
    what: 'edited after its deploy',
    breaks: { blue: { ...FROZEN, drainSeconds: 11 } },
    at: ['blue.release'],
    almost: { blue: { ...FROZEN, replicas: 3 } },
  },
  {
    rule: 'namespaceIsNamed',
    what: 'nobody names it',
    breaks: { createNamespace: true },
    at: ['createNamespace'],
    almost: { createNamespace: true, namespace: 'demo' },
  },
  {
    rule: 'serviceFieldsFitItsType',
    what: 'nodePort',
    breaks: { service: { nodePort: 30000 } },
    at: ['service.nodePort'],
    almost: { service: { type: ServiceType.NODE_PORT, nodePort: 30000 } },
  },
  {
    rule: 'serviceFieldsFitItsType',
    what: 'loadBalancerClass',
    breaks: { service: { type: ServiceType.NODE_PORT, loadBalancerClass: 'a' } },
    at: ['service.loadBalancerClass'],
    almost: { service: { type: ServiceType.LOAD_BALANCER, loadBalancerClass: 'a' } },
  },
  {
    rule: 'portsAgree',
    what: 'another name',
    breaks: { green: { image: 'a:1', ports: [{ name: 'web', port: 5000 }] } },
    at: ['green.ports'],
    almost: {
      green: {
        image: 'a:1',
        ports: [
          { name: 'http', port: 5001 },
          { name: 'web', port: 5000 },
        ],
      },
    },
  },
  {
    rule: 'ingressLeadsToAPort',
    what: 'no such port',
    breaks: { ingress: { host: 'a', port: 'web' } },
    at: ['ingress.port'],
    almost: { ingress: { host: 'a', port: 'http' } },
  },
  {
    rule: 'portsExist',
    what: 'none',
    breaks: { port: undefined },
    at: ['blue.port', 'green.port'],
    almost: { port: 1 },
  },
  {
    rule: 'portsExist',
    what: 'two ways',
    breaks: { ports: [{ name: 'http', port: 1 }] },
    at: ['port'],
    almost: { port: undefined, ports: [{ name: 'http', port: 1 }] },
  },
  {
    rule: 'portsAreDistinct',
    what: 'name',
    breaks: {
      port: undefined,
      ports: [
        { name: 'a', port: 1 },
        { name: 'a', port: 2 },
      ],
    },
    at: ['ports[1].name'],
    almost: {
      port: undefined,
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 2 },
      ],
    },
  },
  {
    rule: 'portsAreDistinct',
    what: 'number',
    breaks: {
      port: undefined,
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 1 },
      ],
    },
    at: ['ports[1].port'],
    almost: {
      port: undefined,
      ports: [
        { name: 'a', port: 1 },
        { name: 'b', port: 1, protocol: 'UDP' as never },
      ],
    },
  },
  {
    rule: 'readinessIsGiven',
    what: 'none',
    breaks: { readiness: undefined },
    at: ['blue.readiness', 'green.readiness'],
    almost: { readiness: { none: true } },
  },
  {
    rule: 'probesAskOneWay',
    what: 'two ways',
    breaks: { liveness: { path: '/', tcpSocket: {} } },
    at: ['liveness'],
    almost: { liveness: { path: '/', none: false } },
  },
  {
    rule: 'probesAskOneWay',
    what: 'an unknown port',
    breaks: { liveness: { tcpSocket: { port: 'web' } } },
    at: ['liveness.tcpSocket.port'],
    almost: { liveness: { tcpSocket: { port: 5001 } } },
  },
  {
    rule: 'probesAskOneWay',
    what: 'success twice',
    breaks: { startup: { path: '/', successThreshold: 2 } },
    at: ['startup.successThreshold'],
    almost: { readiness: { path: '/', successThreshold: 2 } },
  },
  {
    rule: 'probesAskOneWay',
    what: 'a readiness probe that ends',
    breaks: { readiness: { path: '/', terminationGracePeriodSeconds: 1 } },
    at: ['readiness.terminationGracePeriodSeconds'],
    almost: { liveness: { path: '/', terminationGracePeriodSeconds: 1 } },
  },
  {
    rule: 'oneSize',
    what: 'both',
    breaks: { replicas: 2, autoscaling: { min: 2, max: 2 }, resources: { requests: { cpu: 1 } } },
    at: ['replicas'],
    almost: { autoscaling: { min: 2, max: 2 }, resources: { requests: { cpu: 1 } } },
  },
  {
    rule: 'oneSize',
    what: 'idle above full',
    breaks: { replicas: 3, idle: { replicas: 4 } },
    at: ['idle.replicas'],
    almost: { replicas: 3, idle: { replicas: 3 } },
  },
  {
    rule: 'oneSize',
    what: 'an autoscaler at 0',
    breaks: { autoscaling: { min: 1, max: 1 }, resources: { requests: { cpu: 1 } }, idle: { replicas: 0 } },
    at: ['idle.replicas'],
    almost: { idle: { replicas: 0 } },
  },
  {
    rule: 'autoscalingIsMeasurable',
    what: 'no request',
    breaks: { autoscaling: { min: 1, max: 1 }, resources: { requests: { memory: 1 } } },
    at: ['autoscaling'],
    almost: { autoscaling: { min: 1, max: 1, memory: 80 }, resources: { requests: { memory: 1 } } },
  },
  {
    rule: 'autoscalingIsOfOneKind',
    what: 'from more to fewer',
    breaks: { autoscaling: { min: 2, max: 1 }, resources: { requests: { cpu: 1 } } },
    at: ['autoscaling.min'],
    almost: { autoscaling: { min: 1, max: 2 }, resources: { requests: { cpu: 1 } } },
  },
  {
    rule: 'liveHasItsOwn',
    what: 'a variable of that name',
    breaks: { live: { variable: 'COLOUR' }, env: { COLOUR: 'red' } },
    at: ['live.variable'],
    almost: { live: { variable: 'COLOUR' }, env: { SHADE: '$(COLOUR)' } },
  },
  {
    rule: 'liveHasItsOwn',
    what: 'a folder where another volume is mounted',
    breaks: {
      live: { file: '/etc/ping/active' },
      volumes: { other: { mountPath: '/etc/ping/', readOnly: true, configMap: { name: 'a' } } },
    },
    at: ['live.file'],
    almost: {
      live: { file: '/etc/ping/active' },
      volumes: { other: { mountPath: '/etc/pong', readOnly: true, configMap: { name: 'a' } } },
    },
  },
  {
    rule: 'liveHasItsOwn',
    what: 'a volume of that name',
    breaks: {
      live: { file: '/etc/ping/active' },
      volumes: { 'blue-green-live': { mountPath: '/etc/pong', readOnly: true, configMap: { name: 'a' } } },
    },
    at: ['volumes.blue-green-live'],
    almost: {
      live: { variable: 'COLOUR' },
      volumes: { 'blue-green-live': { mountPath: '/etc/pong', readOnly: true, configMap: { name: 'a' } } },
    },
  },
  {
    rule: 'previewIsSmaller',
    what: 'more for a look than for users',
    breaks: { replicas: 3, idle: { preview: 4 } },
    at: ['idle.preview'],
    almost: { replicas: 3, idle: { preview: 3 } },
  },
  {
    rule: 'previewIsSmaller',
    what: 'somebody else scales',
    breaks: { autoscaling: { min: 3, external: true }, idle: { preview: 1 } },
    at: ['idle.preview'],
    almost: { autoscaling: { min: 3, max: 3, keda: KEDA }, idle: { preview: 1 } },
  },
  {
    rule: 'previewIsSmaller',
    what: 'with no number of pods',
    breaks: { green: { image: 'a:1', preview: true } },
    at: ['green.preview'],
    almost: { idle: { preview: 1 }, green: { image: 'a:1', preview: true } },
  },
  {
    rule: 'activeColourRunsSomething',
    what: 'the active one is only looked at',
    breaks: { idle: { preview: 1 }, blue: { image: 'a:1', preview: true } },
    at: ['blue.preview'],
    almost: { idle: { preview: 1 }, green: { image: 'a:1', preview: true } },
  },
  {
    rule: 'sharedTrafficIsServed',
    what: 'users would come to what is only looked at',
    breaks: {
      traffic: TrafficMode.OVERLAP,
      overlap: true,
      idle: { preview: 1 },
      green: { image: 'a:1', preview: true },
    },
    at: ['overlap'],
    almost: { traffic: TrafficMode.OVERLAP, overlap: true, idle: { preview: 1 } },
  },
  {
    rule: 'autoscalingIsOfOneKind',
    what: 'no maximum',
    breaks: { autoscaling: { min: 2, cpu: 50 }, resources: { requests: { cpu: 1 } } },
    at: ['autoscaling.max'],
    almost: { autoscaling: { min: 2, external: true } },
  },
  {
    rule: 'autoscalingIsOfOneKind',
    what: 'what somebody else says',
    breaks: { autoscaling: { min: 2, max: 9, external: true, behavior: {}, keda: KEDA } },
    at: ['autoscaling.max', 'autoscaling.behavior', 'autoscaling.keda'],
    almost: { autoscaling: { min: 2, max: 9, behavior: {}, keda: KEDA } },
  },
  {
    rule: 'autoscalingIsOfOneKind',
    what: 'a measure of Kubernetes for KEDA',
    breaks: { autoscaling: { min: 2, max: 9, cpu: 50, keda: KEDA }, resources: { requests: { cpu: 1 } } },
    at: ['autoscaling.cpu'],
    almost: {
      autoscaling: {
        ...{ min: 2, max: 9 },
        keda: { triggers: [{ type: 'cpu', metricType: KedaMetricType.UTILIZATION, metadata: { value: '50' } }] },
      },
      resources: { requests: { cpu: 1 } },
    },
  },
  {
    rule: 'oneSize',
    what: 'pods of a retired colour that somebody else scales',
    breaks: { autoscaling: { min: 2, external: true }, idle: { replicas: 1 } },
    at: ['idle.replicas'],
    almost: { autoscaling: { min: 2, max: 2, keda: KEDA }, idle: { replicas: 0 } },
  },
  {
    rule: 'raisedIsAutoscaled',
    what: 'raised, where somebody else scales',
    breaks: { autoscaling: { min: 2, external: true }, blue: { image: 'a:1', raised: 3 } },
    at: ['blue.raised'],
    almost: { autoscaling: { min: 2, max: 2, keda: KEDA }, blue: { image: 'a:1', raised: 3 } },
  },
  {
    rule: 'autoscalingIsMeasurable',
    what: 'a share that KEDA can not measure',
    breaks: {
      autoscaling: {
        ...{ min: 1, max: 2 },
        keda: { triggers: [{ type: 'memory', metricType: KedaMetricType.UTILIZATION, metadata: { value: '50' } }] },
      },
    },
    at: ['autoscaling.keda.triggers[0]'],
    almost: {
      autoscaling: {
        ...{ min: 1, max: 2 },
        keda: { triggers: [{ type: 'memory', metricType: KedaMetricType.AVERAGE_VALUE, metadata: { value: '50Mi' } }] },
      },
    },
  },
  ...[
    {
      what: 'a type that there is not',
      metric: { type: 'Pod' },
      at: 'autoscaling.metrics[0].type',
      almost: { type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: 1 } } },
    },
    {
      what: 'another field than the one of its type',
      metric: { type: 'Pods', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: 1 } } },
      at: 'autoscaling.metrics[0].resource',
      almost: { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: 1 } } },
    },
    {
      what: 'a target without its amount',
      metric: { type: 'External', external: { metric: { name: 'a' }, target: { type: 'Value', averageValue: 1 } } },
      at: 'autoscaling.metrics[0].external.target',
      almost: { type: 'External', external: { metric: { name: 'a' }, target: { type: 'Value', value: 1 } } },
    },
    {
      what: 'a container that there is not',
      metric: {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'web', target: { type: 'Utilization', averageUtilization: 50 } },
      },
      at: 'autoscaling.metrics[0].containerResource.container',
      almost: {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'ping', target: { type: 'Utilization', averageUtilization: 50 } },
      },
    },
  ].map(({ what, metric, at, almost }) => ({
    rule: 'metricsAreWhole',
    what,
    breaks: { autoscaling: { min: 1, max: 2, metrics: [metric] } },
    at: [at],
    almost: { autoscaling: { min: 1, max: 2, metrics: [almost] } },
  })),
  ...(
    [
      {
        what: 'two of one name',
        keda: { triggers: [TRIGGER, TRIGGER].map(one => ({ ...one, name: 'a' })) },
        at: 'triggers[1].name',
        almost: { triggers: [{ ...TRIGGER, name: 'a' }, TRIGGER] },
      },
      {
        what: 'what is remembered of a clock',
        keda: { triggers: [{ ...TRIGGER, useCachedMetrics: true }] },
        at: 'triggers[0].useCachedMetrics',
        almost: { triggers: [{ ...TRIGGER, type: 'kafka', useCachedMetrics: true }] },
      },
      {
        what: 'CPU, and nobody says of what',
        keda: { triggers: [{ type: 'cpu', metadata: { value: '50' } }] },
        at: 'triggers[0]',
        almost: { triggers: [{ type: 'cpu', metricType: KedaMetricType.AVERAGE_VALUE, metadata: { value: '50m' } }] },
      },
      {
        what: 'a fallback for what Kubernetes measures',
        keda: {
          triggers: [{ type: 'cpu', metricType: KedaMetricType.AVERAGE_VALUE, metadata: { value: '50m' } }],
          fallback: { failureThreshold: 3, replicas: 2 },
        },
        at: 'fallback',
        almost: { triggers: [TRIGGER], fallback: { failureThreshold: 3, replicas: 2 } },
      },
      {
        what: 'a modifier that there is not',
        keda: { triggers: [TRIGGER], scalingModifiers: { formula: 'a', target: '1', type: 'Value' } },
        at: 'scalingModifiers.type',
        almost: { triggers: [TRIGGER], scalingModifiers: { formula: 'a', target: '1', metricType: 'Value' } },
      },
      {
        what: 'a formula without a target',
        keda: { triggers: [TRIGGER], scalingModifiers: { formula: 'a' } },
        at: 'scalingModifiers',
        almost: { triggers: [TRIGGER], scalingModifiers: { formula: 'a', target: '1' } },
      },
    ] as { what: string; keda: KedaScaling; at: string; almost: KedaScaling }[]
  ).map(({ what, keda, at, almost }) => ({
    rule: 'triggersAreTakenByKeda',
    what,
    breaks: { autoscaling: { min: 1, max: 2, keda } },
    at: [`autoscaling.keda.${at}`],
    almost: { autoscaling: { min: 1, max: 2, keda: almost } },
  })),
  {
    rule: 'disruptionLeavesRoom',
    what: 'all must stay',
    breaks: { replicas: 3, disruption: { minAvailable: 3 } },
    at: ['disruption.minAvailable'],
    almost: { replicas: 3, disruption: { minAvailable: 2 } },
  },
  {
    rule: 'disruptionLeavesRoom',
    what: 'none may go',
    breaks: { disruption: { maxUnavailable: '0%' } },
    at: ['disruption.maxUnavailable'],
    almost: { disruption: { maxUnavailable: '1%' } },
  },
  {
    rule: 'disruptionLeavesRoom',
    what: 'two ways',
    breaks: { disruption: { maxUnavailable: 1, none: true } },
    at: ['disruption'],
    almost: { disruption: { maxUnavailable: 1, none: false } },
  },
  {
    rule: 'requestsFitIntoLimits',
    what: 'above',
    breaks: { resources: { requests: { memory: '1025Mi' }, limits: { memory: '1Gi' } } },
    at: ['resources.requests.memory'],
    almost: { resources: { requests: { memory: '1024Mi' }, limits: { memory: '1Gi' } } },
  },
  {
    rule: 'requestsFitIntoLimits',
    what: 'no quantity',
    breaks: { resources: { limits: { cpu: '1 core' } } },
    at: ['resources.limits.cpu'],
    almost: { resources: { limits: { cpu: '1e3' } } },
  },
  {
    rule: 'secretValuesStayOut',
    what: 'by name',
    breaks: { env: { API_KEY: 'abcdef' } },
    at: ['env.API_KEY'],
    almost: { env: { API_KEY_FILE: '/run/key', API_KEY: { secretKeyRef: { name: 'a', key: 'b' } } } },
  },
  {
    rule: 'secretValuesStayOut',
    what: 'by value',
    breaks: { annotations: { note: 'AKIA0123456789ABCDEF' } },
    at: ['annotations.note'],
    almost: { annotations: { note: 'AKIA0123456789ABCDE' } },
  },
  {
    rule: 'secretValuesStayOut',
    what: 'by address',
    breaks: { config: { URL: 'https://a:b@c/' } },
    at: ['config.URL'],
    almost: { config: { URL: 'https://a:$(PASSWORD)@c/' } },
  },
  {
    rule: 'secretValuesStayOut',
    what: 'in podTemplate',
    breaks: {
      podTemplate: {
        spec: { initContainers: [{ name: 'a', image: 'a:1', env: [{ name: 'TOKEN', value: 'abcdef' }] }] },
      },
    },
    at: ['podTemplate.spec.initContainers[0].env[0].value'],
    almost: {
      podTemplate: {
        spec: { initContainers: [{ name: 'token', image: 'a:1', env: [{ name: 'A', value: 'abcdef' }] }] },
      },
    },
  },
  {
    rule: 'ownObjectsAreTheApplications',
    what: 'what is no object of a namespace of its own',
    breaks: {
      objects: [
        { kind: 'A' },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'other' } },
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'a' } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ping-preview' }, spec: {} },
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, stringData: { A: 'b' } },
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' }, dat: {} },
        {
          apiVersion: 'a/v1',
          kind: 'A',
          metadata: { name: 'a', annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
        },
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'a' },
          spec: {
            schedule: '@daily',
            jobTemplate: { spec: { template: { metadata: { labels: { 'app.kubernetes.io/name': 'ping' } } } } },
          },
        },
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'c' },
          spec: { selector: { 'app.kubernetes.io/name': 'ping' } },
        },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'd', labels: { 'blue-green/colour': 'blue' } } },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'e' }, spec: { any: [{ text: 'to ping-$(COLOUR)' }] } },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'f' }, spec: { scaleTargetRef: { name: 'ping-green' } } },
      ],
    },
    at: [
      'objects[0]',
      'objects[0]',
      'objects[1].metadata.namespace',
      'objects[2].kind',
      'objects[3].metadata.name',
      'objects[4].stringData',
      'objects[5].kind',
      'objects[6].dat',
      'objects[7].metadata.annotations.argocd.argoproj.io/sync-wave',
      'objects[8].spec.jobTemplate.spec.template.metadata.labels.app.kubernetes.io/name',
      'objects[9].spec.selector',
      'objects[10].metadata.labels.blue-green/colour',
      'objects[11].spec.any[0].text',
      'objects[12].spec.scaleTargetRef.name',
    ],
    almost: {
      objects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ping-bluebell' }, data: {} },
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } },
        { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'ping' }, any: 1 },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'b', labels: { 'app.kubernetes.io/name': 'b' } } },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'c' }, spec: { text: 'left for Kubernetes: $$(COLOUR)' } },
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'ping-b' },
          spec: { selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': 'blue' } },
        },
      ],
    },
  },
  {
    rule: 'ownObjectsAreTheApplications',
    what: 'of the whole cluster, what is not allowed, in a namespace, or called like what others have',
    breaks: {
      clusterKinds: ['ClusterRole.rbac.authorization.k8s.io', 'Provider.pkg.example.io'],
      objects: [
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'ping-a' } },
        { apiVersion: 'example.io/v1', kind: 'ClusterRole', metadata: { name: 'ping-b' } },
        { apiVersion: 'pkg.example.io/v1', kind: 'Provider', metadata: { name: 'ping-c', namespace: 'demo' } },
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'view' } },
      ],
    },
    at: ['objects[0].kind', 'objects[1].kind', 'objects[2].metadata.namespace', 'objects[3].metadata.name'],
    almost: {
      clusterKinds: ['ClusterRole.rbac.authorization.k8s.io', 'Provider.pkg.example.io'],
      objects: [
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'ping-a' } },
        { apiVersion: 'pkg.example.io/v1', kind: 'Provider', metadata: { name: 'ping-c' } },
        { apiVersion: 'example.io/v1', kind: 'Provider', metadata: { name: 'c', namespace: 'demo' } },
      ],
      namespace: 'demo',
    },
  },
  {
    rule: 'ownObjectsAreTheApplications',
    what: 'in another namespace, which is not allowed, or called like what others have there',
    breaks: {
      namespace: 'demo',
      objectNamespaces: ['monitoring'],
      objects: [
        { apiVersion: 'example.io/v1', kind: 'Rule', metadata: { name: 'ping-a', namespace: 'kube-system' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prometheus', namespace: 'monitoring' } },
      ],
    },
    at: ['objects[0].metadata.namespace', 'objects[1].metadata.name'],
    almost: {
      namespace: 'demo',
      objectNamespaces: ['monitoring'],
      objects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'prometheus-ping', namespace: 'monitoring' } },
      ],
      colourObjects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ping-$(COLOUR)-a', namespace: 'monitoring' } },
      ],
    },
  },
  {
    rule: 'colourObjectsAreTheColours',
    what: 'of the whole cluster, though that is allowed to the application',
    breaks: {
      clusterKinds: ['Provider.pkg.example.io'],
      colourObjects: [{ apiVersion: 'pkg.example.io/v1', kind: 'Provider', metadata: { name: 'ping-$(COLOUR)' } }],
    },
    at: ['colourObjects[0].kind'],
    almost: {
      clusterKinds: ['Provider.pkg.example.io'],
      colourObjects: [{ apiVersion: 'example.io/v1', kind: 'Provider', metadata: { name: 'ping-$(COLOUR)' } }],
    },
  },
  {
    rule: 'ownObjectsAreDistinct',
    what: 'one object twice: of the application, of a colour, of two colours',
    breaks: {
      objects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } },
        { apiVersion: 'a.example.com/v1', kind: 'Monitor', metadata: { name: 'ping-green' } },
      ],
      colourObjects: [
        { apiVersion: 'b.example.com/v1', kind: 'Monitor', metadata: { name: 'ping-$(COLOUR)' } },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: '$(COLOUR)-blue' } },
      ],
      green: {
        image: 'a:1',
        colourObjects: [
          { apiVersion: 'b.example.com/v1', kind: 'Monitor', metadata: { name: 'ping-$(COLOUR)' } },
          { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'blue-$(COLOUR)' } },
          { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'blue-$(COLOUR)' } },
        ],
      },
    },
    at: ['objects[1].metadata.name', 'green.colourObjects[0].metadata.name', 'green.colourObjects[2].metadata.name'],
    almost: {
      objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }],
      colourObjects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a-$(COLOUR)' } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a-$(COLOUR)' } },
      ],
    },
  },
  {
    rule: 'colourObjectsAreTheColours',
    what: 'what both colours would make, or what is at work while idle',
    breaks: {
      colourObjects: [
        { kind: 'A' },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'a' } },
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'a-$(COLOUR)', namespace: 'other' } },
        { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'a-$(COLOUR)' } },
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'ping-$(COLOUR)' }, spec: {} },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b-$(COLOUR)' }, dat: {} },
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          metadata: { name: 'c-$(COLOUR)' },
          spec: { schedule: '@daily', jobTemplate: { spec: { template: { spec: { containers: [] } } } } },
        },
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'd-$(COLOUR)' },
          spec: { selector: { 'app.kubernetes.io/name': 'ping' } },
        },
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: 'ScaledObject',
          metadata: { name: 'e-$(COLOUR)' },
          spec: { scaleTargetRef: { name: 'ping-$(COLOUR)' } },
        },
      ],
    },
    at: [
      'colourObjects[0]',
      'colourObjects[0]',
      'colourObjects[1].metadata.name',
      'colourObjects[2].metadata.namespace',
      'colourObjects[3].kind',
      'colourObjects[4].metadata.name',
      'colourObjects[5].dat',
      'colourObjects[6].kind',
      'colourObjects[7].spec.selector',
      'colourObjects[8].spec.scaleTargetRef.name',
    ],
    almost: {
      replicas: undefined,
      autoscaling: { external: true, min: 2 },
      colourObjects: [
        { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'a-$(COLOUR)' }, spec: { template: { spec: { any: 1 } } } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'ping-$(COLOUR)-own' }, data: {} },
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'ping-$(COLOUR)-own' },
          spec: { selector: { 'app.kubernetes.io/name': 'ping', 'blue-green/colour': '$(COLOUR)' } },
        },
        {
          apiVersion: 'keda.sh/v1alpha1',
          kind: 'ScaledObject',
          metadata: { name: 'ping-$(COLOUR)' },
          spec: { scaleTargetRef: { name: 'ping-$(COLOUR)' } },
        },
      ],
    },
  },
  {
    rule: 'filesHoldOneThing',
    what: 'both and neither',
    breaks: { files: { '/a': { text: '', base64: '' }, '/b': { executable: true } } },
    at: ['files./a', 'files./b'],
    almost: { files: { '/a': { text: '' }, '/b': { base64: '', executable: true } } },
  },
  {
    rule: 'filesFitIntoAConfigMap',
    what: 'a byte too many, of those that base64 stands for',
    breaks: { files: { '/a': { base64: `${'A'.repeat(1_398_100)}AAA=` } } },
    at: ['files'],
    almost: { files: { '/a': { base64: `${'A'.repeat(1_398_100)}AA==` } } },
  },
  {
    rule: 'filesAreDistinct',
    what: 'one key of a ConfigMap, and a folder that is a file',
    breaks: { files: { '/a/b.c': { text: '' }, '/a/b/c': { text: '' }, '/a/b/c/d': { text: '' } } },
    at: ['files./a/b/c', 'files./a/b/c/d'],
    almost: { files: { '/a/b.c': { text: '' }, '/a/b_c': { text: '' } } },
  },
  {
    rule: 'filesHavePlacesOfTheirOwn',
    what: 'a folder that nothing can be mounted into, and a mount',
    breaks: {
      files: { '/a/x': { text: '' }, '/b/x': { text: '' }, '/c': { text: '' } },
      volumes: {
        a: { mountPath: '/a/', configMap: { name: 'a' } },
        b: { mountPath: '/b', readOnly: true, emptyDir: {} },
        c: { mountPath: '/c', secret: { secretName: 'c' } },
        'release-files': { mountPath: '/d', secret: { secretName: 'd' } },
      },
    },
    at: ['volumes.release-files', 'files./a/x', 'files./b/x', 'files./c'],
    almost: {
      files: { '/a/x': { text: '' }, '/ab': { text: '' }, '/c': { text: '' } },
      volumes: {
        a: { mountPath: '/a', scratch: true, emptyDir: {} },
        ab: { mountPath: '/ab/c', configMap: { name: 'a' } },
      },
    },
  },
  {
    rule: 'configFitsIntoAConfigMap',
    what: 'a byte too much',
    breaks: { config: { ...MEBIBYTE, I: `${MEBIBYTE['I']}x` } },
    at: ['config'],
    almost: { config: MEBIBYTE },
  },
  {
    rule: 'textsFitIntoAProgram',
    what: 'a variable with its name',
    breaks: { config: { TABLE: 'x'.repeat(131_066) }, env: { TABLE: 'é'.repeat(65_533) } },
    at: ['config.TABLE', 'env.TABLE'],
    almost: { config: { TABLE: 'x'.repeat(131_065) }, env: { TABLE: 'é'.repeat(65_532) } },
  },
  {
    rule: 'textsFitIntoAProgram',
    what: 'an argument, wherever it is given',
    breaks: {
      args: ['x'.repeat(131_072)],
      podTemplate: { spec: { containers: [{ name: 'side', image: 'a:1', command: ['x'.repeat(131_072)] }] } },
    },
    at: ['args[0]', 'podTemplate.spec.containers[0].command[0]'],
    almost: {
      args: ['x'.repeat(131_071)],
      annotations: { 'example.com/a': 'x'.repeat(131_072) },
      podTemplate: { metadata: { annotations: { 'example.com/b': 'x'.repeat(131_072) } } },
    },
  },
  {
    rule: 'volumesHaveOneSource',
    what: 'none',
    breaks: { volumes: { a: { mountPath: '/a', config: false } } },
    at: ['volumes.a'],
    almost: { volumes: { a: { mountPath: '/a', scratch: true, emptyDir: {}, config: false } } },
  },
  {
    rule: 'volumesHaveOneSource',
    what: 'one path',
    breaks: {
      volumes: {
        a: { mountPath: '/a', scratch: true, emptyDir: {} },
        b: { mountPath: '/a', scratch: true, emptyDir: {} },
      },
    },
    at: ['volumes.b.mountPath'],
    almost: {
      volumes: {
        a: { mountPath: '/a', scratch: true, emptyDir: {} },
        b: { mountPath: '/a/b', scratch: true, emptyDir: {} },
      },
    },
  },
  {
    rule: 'volumesHaveOneSource',
    what: 'no config',
    breaks: { volumes: { a: { mountPath: '/a', config: true } } },
    at: ['volumes.a.config'],
    almost: { volumes: { a: { mountPath: '/a', config: true } }, config: { A: '' } },
  },
  {
    rule: 'networkFieldsAreKubernetes',
    what: 'a peer that is nobody',
    breaks: { network: { idleFrom: [{}] } },
    at: ['network.idleFrom[0]'],
    almost: { network: { idleFrom: [] } },
  },
  {
    rule: 'networkFieldsAreKubernetes',
    what: 'an unknown field',
    breaks: { network: { activeFrom: [{ podSelectors: {} }] } },
    at: ['network.activeFrom[0].podSelectors'],
    almost: { network: { activeFrom: [{ podSelector: {} }] } },
  },
  {
    rule: 'podsKeepNoState',
    what: 'an emptyDir that may be written, without a permit',
    breaks: { volumes: { a: { mountPath: '/a', emptyDir: {} } } },
    at: ['volumes.a.emptyDir'],
    almost: {
      volumes: {
        a: { mountPath: '/a', scratch: true, emptyDir: {} },
        b: { mountPath: '/b', readOnly: true, emptyDir: {} },
      },
    },
  },
  {
    rule: 'podsKeepNoState',
    what: 'a claim that is made for the pod, without a permit',
    breaks: { volumes: { a: { mountPath: '/a', ephemeral: {} } } },
    at: ['volumes.a.ephemeral'],
    almost: { volumes: { a: { mountPath: '/a', scratch: true, ephemeral: {} } } },
  },
  {
    rule: 'podsKeepNoState',
    what: 'a claim that may be written',
    breaks: { volumes: { a: { mountPath: '/a', persistentVolumeClaim: { claimName: 'a' } } } },
    at: ['volumes.a.persistentVolumeClaim'],
    almost: {
      volumes: {
        a: { mountPath: '/a', readOnly: true, persistentVolumeClaim: { claimName: 'a' } },
        b: { mountPath: '/b', nfs: { server: 'a', path: '/', readOnly: true } },
      },
    },
  },
  {
    rule: 'podsKeepNoState',
    what: 'a permit for what does not go with the pod',
    breaks: { volumes: { a: { mountPath: '/a', scratch: true, nfs: { server: 'a', path: '/' } } } },
    at: ['volumes.a.scratch'],
    almost: {
      volumes: { a: { mountPath: '/a', scratch: true, csi: { driver: 'a' } }, b: { mountPath: '/b', secret: {} } },
    },
  },
  {
    rule: 'podsKeepNoState',
    what: 'a folder of the node, be it only read',
    breaks: { podTemplate: { spec: { volumes: [{ name: 'a', hostPath: { path: '/a' } }] } } },
    at: ['podTemplate.spec.volumes[0].hostPath'],
    almost: { podTemplate: { spec: { volumes: [{ name: 'a', hostPath: null, downwardAPI: {} }] } } },
  },
  {
    rule: 'podsKeepNoState',
    what: 'a claim that another container may write',
    breaks: {
      volumes: { a: { mountPath: '/a', readOnly: true, persistentVolumeClaim: { claimName: 'a' } } },
      podTemplate: {
        spec: { initContainers: [{ name: 'i', image: 'i:1', volumeMounts: [{ name: 'a', mountPath: '/a' }] }] },
      },
    },
    at: ['volumes.a.persistentVolumeClaim'],
    almost: {
      volumes: { a: { mountPath: '/a', readOnly: true, persistentVolumeClaim: { claimName: 'a' } } },
      podTemplate: {
        spec: {
          initContainers: [{ name: 'i', image: 'i:1', volumeMounts: [{ name: 'a', mountPath: '/a', readOnly: true }] }],
        },
      },
    },
  },
  {
    rule: 'podsKeepNoState',
    what: 'scratch space of podTemplate',
    breaks: {
      podTemplate: {
        spec: {
          volumes: [{ name: 'a', emptyDir: {} }],
          containers: [{ name: 'ping', volumeMounts: [{ name: 'a', mountPath: '/a' }] }],
        },
      },
    },
    at: ['podTemplate.spec.volumes[0].emptyDir'],
    almost: {
      volumes: { a: { mountPath: '/a', scratch: true, emptyDir: {} } },
      podTemplate: {
        spec: {
          volumes: [{ name: 'a', emptyDir: { medium: 'Memory' } }],
          containers: [{ name: 'proxy', image: 'p:1', volumeMounts: [{ name: 'a', mountPath: '/a' }] }],
        },
      },
    },
  },
  {
    rule: 'labelsAreTheUsers',
    what: 'ours',
    breaks: { labels: { 'blue-green/colour': 'blue' } },
    at: ['labels.blue-green/colour'],
    almost: { labels: { 'example.com/colour': 'blue', 'app.kubernetes.io/part-of': 'shop' } },
  },
  {
    rule: 'podTemplateKeepsTheColour',
    what: 'a selected label',
    breaks: { podTemplate: { metadata: { labels: { 'blue-green/release': null } } } },
    at: ['podTemplate.metadata.labels.blue-green/release'],
    almost: { podTemplate: { metadata: { labels: { team: 'shop' } } } },
  },
  {
    rule: 'podTemplateKeepsTheColour',
    what: 'no containers',
    breaks: { podTemplate: { spec: { containers: null } } },
    at: ['podTemplate.spec.containers'],
    almost: { podTemplate: { spec: { dnsPolicy: null, containers: [] } } },
  },
  {
    rule: 'podTemplateKeepsTheContainer',
    what: 'another image',
    breaks: { podTemplate: { spec: { containers: [{ name: 'ping', image: 'a:1' }] } } },
    at: ['podTemplate.spec.containers[0].image'],
    almost: { podTemplate: { spec: { containers: [{ name: 'proxy', image: 'a:1' }] } } },
  },
  {
    rule: 'podTemplateKeepsTheContainer',
    what: 'another port name',
    breaks: {
      podTemplate: { spec: { containers: [{ name: 'ping', ports: [{ containerPort: 5000, name: 'web' }] }] } },
    },
    at: ['podTemplate.spec.containers[0].ports[0].name'],
    almost: {
      podTemplate: {
        spec: {
          containers: [
            {
              name: 'ping',
              ports: [
                { containerPort: 5001, name: 'web' },
                { containerPort: 5000, protocol: 'UDP', name: 'web' },
              ],
            },
          ],
        },
      },
    },
  },
  {
    rule: 'podTemplateKeepsTheContainer',
    what: 'no ports',
    breaks: { podTemplate: { spec: { containers: [{ name: 'ping', ports: null }] } } },
    at: ['podTemplate.spec.containers[0].ports'],
    almost: { podTemplate: { spec: { containers: [{ name: 'proxy', image: 'p:1', ports: null }] } } },
  },
  {
    rule: 'accountsAgree',
    what: 'other annotations for one account',
    breaks: {
      serviceAccount: { annotations: { role: 'a' } },
      blue: { image: 'a:1', serviceAccount: { annotations: { role: 'b' } } },
    },
    at: ['blue.serviceAccount.annotations'],
    almost: {
      serviceAccount: { annotations: { role: 'a' } },
      blue: { image: 'a:1', serviceAccount: { name: 'shop', annotations: { role: 'b' } } },
    },
  },
  {
    rule: 'applicationHasPorts',
    what: 'the colours alone',
    breaks: { port: undefined, blue: { image: 'a:1', port: 1 }, green: { image: 'a:1', port: 1 } },
    at: ['port'],
    almost: { port: 2, blue: { image: 'a:1', port: 1 }, green: { image: 'a:1', port: 1 } },
  },
  {
    rule: 'serviceFieldsFitItsType',
    what: 'nodePort of a port',
    breaks: { port: undefined, ports: [{ name: 'a', port: 1, nodePort: 30000 }] },
    at: ['ports[0].nodePort'],
    almost: {
      port: undefined,
      ports: [{ name: 'a', port: 1, nodePort: 30000 }],
      service: { type: ServiceType.NODE_PORT },
    },
  },
  {
    rule: 'podTemplateLeavesTimeToDrain',
    what: 'as long',
    breaks: { drainSeconds: 20, podTemplate: { spec: { terminationGracePeriodSeconds: 20 } } },
    at: ['podTemplate.spec.terminationGracePeriodSeconds'],
    almost: { drainSeconds: 20, podTemplate: { spec: { terminationGracePeriodSeconds: 21 } } },
  },
  {
    rule: 'fieldsAreKubernetes',
    what: 'an unknown field',
    breaks: { securityContext: { runAs: 1 } },
    at: ['securityContext.runAs'],
    almost: { securityContext: { runAsUser: 1 } },
  },
  {
    rule: 'fieldsAreKubernetes',
    what: 'a value that is none',
    breaks: { securityContext: { seccompProfile: { type: 'Default' } } },
    at: ['securityContext.seccompProfile.type'],
    almost: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } },
  },
  {
    rule: 'fieldsAreKubernetes',
    what: 'a field that is missing',
    breaks: { env: { A: { configMapKeyRef: { name: 'a' } } } },
    at: ['env.A.configMapKeyRef.key'],
    almost: { env: { A: { configMapKeyRef: { name: 'a', key: 'b' } } } },
  },
  {
    rule: 'fieldsAreKubernetes',
    what: "a field of the tests' environment that is missing",
    breaks: { smoke: { image: 'a/tests:1', env: { A: { configMapKeyRef: { name: 'a' } } } } },
    at: ['smoke.env.A.configMapKeyRef.key'],
    almost: { smoke: { image: 'a/tests:1', env: { A: { configMapKeyRef: { name: 'a', key: 'b' } } } } },
  },
  {
    rule: 'gateFieldsAreKubernetes',
    what: 'a value that is none',
    breaks: { gate: { podTemplate: { spec: { dnsPolicy: 'Sometimes' } } } },
    at: ['gate.podTemplate.spec.dnsPolicy'],
    almost: { gate: { podTemplate: { spec: { dnsPolicy: 'Default' } } } },
  },
  {
    rule: 'gatePodsStayJobs',
    what: 'a label that a Service selects',
    breaks: { gate: { podTemplate: { metadata: { labels: { 'blue-green/colour': 'blue' } } } } },
    at: ['gate.podTemplate.metadata.labels.blue-green/colour'],
    almost: { gate: { podTemplate: { metadata: { labels: { colour: 'blue' } } } } },
  },
  {
    rule: 'gatePodsStayJobs',
    what: 'a pod that starts again',
    breaks: { gate: { podTemplate: { spec: { restartPolicy: 'OnFailure' } } } },
    at: ['gate.podTemplate.spec.restartPolicy'],
    almost: { gate: { podTemplate: { spec: { restartPolicy: 'Never' } } } },
  },
  {
    rule: 'migrationPodsStayJobs',
    what: "an image that is not the release's",
    breaks: migrated({ containers: [{ name: 'ping', image: 'other:1' }] }),
    at: ['migrate.podTemplate.spec.containers[0].image'],
    almost: migrated({ containers: [{ name: 'ping', imagePullPolicy: 'Always' }] }),
  },
  {
    rule: 'raisedIsAutoscaled',
    what: 'a fixed number of pods',
    breaks: { blue: { image: 'a:1', raised: 4 } },
    at: ['blue.raised'],
    almost: {
      blue: { image: 'a:1', raised: 4 },
      autoscaling: { min: 2, max: 4 },
      resources: { requests: { cpu: 1 } },
    },
  },
  {
    rule: 'smokeAsksAPort',
    what: 'a port that the release does not have',
    breaks: { smoke: [{ path: '/' }, { path: '/', port: 'https' }] },
    at: ['smoke[1].port'],
    almost: { smoke: [{ path: '/' }, { path: '/', port: 'http' }] },
  },
  {
    rule: 'smokeAsksOneThing',
    what: 'nothing to ask for, and what says nothing beside gRPC',
    breaks: { smoke: [{ port: 'http' }, { grpc: {}, path: '/', status: 200 }] },
    at: ['smoke[0]', 'smoke[1].path', 'smoke[1].status'],
    almost: { smoke: [{ path: '/' }, { grpc: { service: 'a.B' }, port: 'http', scheme: HttpScheme.HTTPS, tries: 1 }] },
  },
  ...(
    [
      ['two ways to ask', { query: 'x' }, '', {}],
      ['no way to ask', { preset: undefined }, '', {}],
      ['no limit', { max: undefined }, '', { min: 1 }],
      ['limits that nothing is within', { min: 2 }, '.max', { min: 1 }],
      ['a time where none is measured', { max: '5s' }, '.max', { quantile: 0.5, max: '5s' }],
      ['a time without its unit', { quantile: 0.5 }, '.max', { quantile: 0.5, max: '1ms' }],
      ['what only an address has', { token: { secret: 'a' } }, '.token', { preset: undefined, query: 'x' }],
      [
        'a comparison of what is of now alone',
        { ...URL, json: 'a', baseline: OTHER },
        '.baseline',
        { baseline: OTHER },
      ],
      [
        'a comparison with itself, by a preset',
        { preset: MetricPreset.INGRESS_NGINX, baseline: OTHER },
        '.baseline',
        { preset: MetricPreset.INGRESS_NGINX, baseline: MetricBaseline.BEFORE },
      ],
      [
        'a comparison with itself, by a query',
        { preset: undefined, query: 'x', baseline: OTHER },
        '.baseline',
        { preset: undefined, query: 'x$(COLOUR)', baseline: OTHER },
      ],
      [
        'a comparison of one release',
        { preset: undefined, query: '$(COLOUR)$(RELEASE)', baseline: MetricBaseline.BEFORE },
        '.query',
        { preset: undefined, query: '$(COLOUR)$(RELEASE)' },
      ],
      ['an address without a path', URL, '', { ...URL, json: 'a' }],
      [
        'a word that stands for nothing',
        { preset: undefined, query: '$(APP)' },
        '.query',
        { preset: undefined, query: '$(COLOUR)' },
      ],
      [
        'a secret in git',
        { ...URL, json: 'a', headers: { Authorization: 'Bearer x' } },
        '.headers.Authorization',
        { ...URL, json: 'a', headers: { Accept: 'any' } },
      ],
      [
        'two who sign',
        { ...URL, json: 'a', ca: { secret: 'a', configMap: 'a' } },
        '.ca',
        { ...URL, json: 'a', ca: { secret: 'a' } },
      ],
    ] as const
  ).map(
    ([what, wrong, at, right]): MinimalPair => ({
      rule: 'metricsCanBeMeasured',
      what,
      breaks: measuring(wrong),
      at: [`analysis.metrics[0]${at}`],
      almost: measuring(right),
    }),
  ),
  {
    rule: 'metricsCanBeMeasured',
    what: 'nobody to ask',
    breaks: { namespace: 'demo', analysis: { metrics: [ERRORS] } },
    at: ['analysis'],
    almost: { namespace: 'demo', analysis: { metrics: [{ ...ERRORS, ...URL, json: 'a' }] } },
  },
  {
    rule: 'metricsCanBeMeasured',
    what: 'one name for two',
    breaks: measuring({}, 'http://a', ERRORS),
    at: ['analysis.metrics[1].name'],
    almost: measuring({}, 'http://a', { ...ERRORS, name: 'others' }),
  },
  {
    rule: 'gateHasWhatToMeasure',
    what: 'no metric',
    breaks: { gate: { analysis: '1m' } },
    at: ['gate.analysis'],
    almost: { ...measuring({}), gate: { analysis: '1m' } },
  },
  {
    rule: 'gateHasWhatToMeasure',
    what: 'figures of the colour that users are on alone',
    breaks: { ...measuring({ preset: MetricPreset.INGRESS_NGINX }), gate: { analysis: '1m' } },
    at: ['gate.analysis'],
    almost: { ...measuring({ preset: MetricPreset.ISTIO }), gate: { analysis: '1m' } },
  },
  {
    rule: 'watchHasWhatToMeasure',
    what: 'no metric',
    breaks: { watch: { minutes: 5 } },
    at: ['watch'],
    almost: { ...measuring({}), watch: { minutes: 5 } },
  },
  {
    rule: 'watchHasWhatToMeasure',
    what: 'only what nobody can be compared with',
    breaks: { ...measuring({ baseline: OTHER }), watch: { minutes: 5 } },
    at: ['watch'],
    almost: { ...measuring({ baseline: MetricBaseline.BEFORE }), watch: { minutes: 5 } },
  },
  {
    rule: 'metricsKnowTheirNamespace',
    what: 'no namespace',
    breaks: { ...measuring({}), namespace: undefined },
    at: ['analysis'],
    almost: measuring({}),
  },
  {
    rule: 'gateContainersAreWhole',
    what: 'who measures, where nothing is measured',
    breaks: { gate: { podTemplate: { spec: { containers: [{ name: 'analysis', tty: true }] } } } },
    at: ['gate.podTemplate.spec.containers[0]'],
    almost: {
      ...measuring({}),
      gate: { analysis: '1m', podTemplate: { spec: { containers: [{ name: 'analysis', tty: true }] } } },
    },
  },
  {
    rule: 'gateKeepsItsProgram',
    what: 'another program that measures',
    breaks: {
      ...measuring({}),
      gate: { analysis: '1m', podTemplate: { spec: { containers: [{ name: 'analysis', args: [] }] } } },
    },
    at: ['gate.podTemplate.spec.containers[0].args'],
    almost: {
      ...measuring({}),
      gate: { analysis: '1m', podTemplate: { spec: { containers: [{ name: 'analysis', env: [] }] } } },
    },
  },
  {
    rule: 'migrationsAreTheApplications',
    what: 'a migration of one colour in an application without any',
    breaks: { blue: { image: 'a:1', migrate: { expand: { command: ['up'] } } } },
    at: ['blue.migrate'],
    almost: { migrate: {}, blue: { image: 'a:1', migrate: { expand: { command: ['up'] } } } },
  },
  {
    rule: 'contractedHasAMigration',
    what: 'nothing that could run',
    breaks: { migrate: { expand: { command: ['up'] } }, blue: { image: 'a:1', contracted: true } },
    at: ['blue.contracted'],
    almost: { migrate: { contract: { command: ['down'] } }, blue: { image: 'a:1', contracted: true } },
  },
  {
    rule: 'trafficKeysFitTheMode',
    what: 'a route that is missing',
    breaks: { traffic: TrafficMode.ROUTE },
    at: ['traffic'],
    almost: { traffic: TrafficMode.ROUTE, route: ROUTE },
  },
  {
    rule: 'trafficKeysFitTheMode',
    what: 'a route that nothing uses',
    breaks: { traffic: TrafficMode.OVERLAP, route: ROUTE },
    at: ['route'],
    almost: { traffic: TrafficMode.OVERLAP },
  },
  {
    rule: 'trafficKeysFitTheMode',
    what: 'a share of a selector',
    breaks: { weight: 5 },
    at: ['weight'],
    almost: { traffic: TrafficMode.ROUTE, route: ROUTE, weight: 5 },
  },
  {
    rule: 'trafficKeysFitTheMode',
    what: 'an overlap of a selector',
    breaks: { overlap: true },
    at: ['overlap'],
    almost: { traffic: TrafficMode.OVERLAP, overlap: true },
  },
  {
    rule: 'sharedTrafficIsServed',
    what: 'a share for a retired colour',
    breaks: { traffic: TrafficMode.ROUTE, route: ROUTE, weight: 5, green: { image: 'a:1', retired: true } },
    at: ['weight'],
    almost: { traffic: TrafficMode.ROUTE, route: ROUTE, green: { image: 'a:1', retired: true } },
  },
  {
    rule: 'sharedTrafficIsServed',
    what: 'an overlap with a colour that nobody deployed to',
    breaks: { traffic: TrafficMode.OVERLAP, overlap: true, green: undefined },
    at: ['overlap'],
    almost: { traffic: TrafficMode.OVERLAP, green: undefined },
  },
  {
    rule: 'sourcesAreNamed',
    what: 'two sources in one entry',
    breaks: { envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'b' } }] },
    at: ['envFrom[0]'],
    almost: { envFrom: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'b' } }] },
  },
  {
    rule: 'sourcesAreNamed',
    what: 'no source at all',
    breaks: { envFrom: [{ prefix: 'A_' }] },
    at: ['envFrom[0]'],
    almost: { envFrom: [{ prefix: 'A_', secretRef: { name: 'a', optional: true } }] },
  },
  {
    rule: 'sourcesAreNamed',
    what: 'a Secret without a name',
    breaks: { imagePullSecrets: [{}] },
    at: ['imagePullSecrets[0]'],
    almost: { imagePullSecrets: [{ name: 'registry' }] },
  },
  {
    rule: 'fieldsAreKubernetes',
    what: 'a toleration with a word that there is not',
    breaks: { tolerations: [{ operator: 'Equals', key: 'a' }] },
    at: ['tolerations[0].operator'],
    almost: { tolerations: [{ operator: 'Equal', key: 'a' }] },
  },
  {
    rule: 'fieldsAreKubernetes',
    what: 'a sidecar without a name',
    breaks: { sidecars: [{ image: 'log:1' }] },
    at: ['sidecars[0].name'],
    almost: { sidecars: [{ name: 'log', image: 'log:1' }] },
  },
  ...(
    [
      ['that runs nothing of its own', 'workers.mail', {}, { args: ['mail'] }],
      ['that runs no word of its own', 'workers.mail', { args: [] }, { args: ['mail'] }],
      ['that is started, with a size', 'workers.mail.replicas', { schedule: '@daily', replicas: 0 }, { replicas: 0 }],
      [
        'that is started, with an autoscaler',
        'workers.mail.autoscaling',
        { schedule: '@daily', autoscaling: { min: 1, external: true } },
        { schedule: '@daily' },
      ],
      [
        'that always runs, with runs',
        'workers.mail.backoffLimit',
        { backoffLimit: 1 },
        { schedule: '@daily', backoffLimit: 1 },
      ],
      [
        'that is started, with pods that no Job may have',
        'workers.mail.podTemplate.spec.restartPolicy',
        { schedule: '@daily', podTemplate: { spec: { restartPolicy: 'Always' } } },
        { schedule: '@daily', podTemplate: { spec: { restartPolicy: 'OnFailure' } } },
      ],
      ['whose probe asks a port by the path alone', 'workers.mail.liveness.path', { liveness: { path: '/' } }, {}],
      [
        'whose probe says no port',
        'workers.mail.liveness.httpGet',
        { liveness: { httpGet: { path: '/' } } },
        { liveness: { httpGet: { path: '/', port: 9100 } } },
      ],
      [
        'whose probe says a port by a name that it does not have',
        'workers.mail.liveness.httpGet.port',
        { liveness: { httpGet: { path: '/', port: 'http' } } },
        { liveness: { exec: { command: ['alive'] } } },
      ],
      [
        'with two sizes',
        'workers.mail.replicas',
        { replicas: 1, autoscaling: { min: 1, external: true } },
        { replicas: 0 },
      ],
      [
        'whose autoscaler measures nothing',
        'workers.mail.autoscaling',
        { autoscaling: { min: 1, max: 2 } },
        { autoscaling: { min: 1, max: 2 }, resources: { requests: { cpu: '1' } } },
      ],
      [
        'with a field that Kubernetes does not know',
        'workers.mail.podTemplate.spec.prioClass',
        { podTemplate: { spec: { prioClass: 'low' } } },
        { podTemplate: { spec: { priorityClassName: 'low' } } },
      ],
      [
        'with a time to end in another place',
        'workers.mail.podTemplate.spec.terminationGracePeriodSeconds',
        { podTemplate: { spec: { terminationGracePeriodSeconds: 60 } } },
        { drainSeconds: 60 },
      ],
      [
        'that a Deployment can not be',
        'workers.mail.podTemplate.spec.restartPolicy',
        { podTemplate: { spec: { restartPolicy: 'Never' } } },
        { podTemplate: { spec: { restartPolicy: 'Always' } } },
      ],
      [
        'whose pods its Deployment would not find',
        'workers.mail.podTemplate.metadata.labels.blue-green/worker',
        { podTemplate: { metadata: { labels: { 'blue-green/worker': 'x' } } } },
        { podTemplate: { metadata: { labels: { team: 'x' } } } },
      ],
    ] satisfies [string, string, WorkerProps, WorkerProps][]
  ).map(
    ([what, place, breaks, almost]): MinimalPair => ({
      rule: 'workersAreWhole',
      what: `a worker ${what}`,
      breaks: { workers: { mail: place === 'workers.mail' ? breaks : { command: ['mail'], ...breaks } } },
      at: [place],
      almost: { workers: { mail: { command: ['mail'], ...almost } } },
    }),
  ),
  {
    rule: 'workersAreWhole',
    what: 'a worker that runs what the image does, beside an application that is called',
    breaks: { workers: { mail: { replicas: 1 } } },
    at: ['workers.mail'],
    almost: { ...WORKERS_ALONE, workers: { mail: { replicas: 1 } } },
  },
  {
    rule: 'workersAreWhole',
    what: 'a worker called as a colour',
    breaks: { workers: { blue: { command: ['mail'] } } },
    at: ['workers.blue'],
    almost: { workers: { bluebird: { command: ['mail'] } } },
  },
  {
    rule: 'workersAreWhole',
    what: 'a worker with a name that is too long for those of its Jobs',
    breaks: { workers: { ['m'.repeat(48)]: { command: ['mail'], schedule: '@daily' } } },
    at: [`workers.${'m'.repeat(48)}`],
    almost: { workers: { ['m'.repeat(47)]: { command: ['mail'], schedule: '@daily' } } },
  },
  {
    rule: 'workersAreWhole',
    what: 'a worker with a name that is too long for a label',
    breaks: { workers: { ['m'.repeat(59)]: { command: ['mail'] } } },
    at: [`workers.${'m'.repeat(59)}`],
    almost: { workers: { ['m'.repeat(58)]: { command: ['mail'] } } },
  },
  {
    rule: 'standingByTakesNoWork',
    what: 'a colour without a port that runs what the image does',
    breaks: { ...WORKERS_ALONE, command: undefined },
    at: ['workers'],
    almost: WORKERS_ALONE,
  },
  {
    rule: 'standingByTakesNoWork',
    what: 'a colour without a port that runs what a worker does',
    breaks: { ...WORKERS_ALONE, command: undefined, args: ['mail'] },
    at: ['args'],
    almost: { ...WORKERS_ALONE, command: ['mail'] },
  },
  {
    rule: 'standingByIsNotAsked',
    what: 'requests where nothing listens',
    breaks: {
      ...WORKERS_ALONE,
      smoke: [{ path: '/' }],
      readiness: { path: '/' },
      liveness: { tcpSocket: {} },
    },
    at: ['smoke', 'readiness.path', 'liveness.tcpSocket'],
    almost: {
      ...WORKERS_ALONE,
      smoke: { image: 'tests:1' },
      readiness: { exec: { command: ['check'] } },
      liveness: { path: '/', port: 8080 },
    },
  },
  {
    rule: 'waysInNeedAPort',
    what: 'a way in without a port',
    breaks: { ...WORKERS_ALONE, service: { annotations: {} }, traffic: TrafficMode.OVERLAP },
    at: ['service', 'traffic'],
    almost: { ...WORKERS_ALONE, network: {}, traffic: TrafficMode.SELECTOR },
  },
  {
    rule: 'coloursAreCalledAlike',
    what: 'a release with a port beside one without',
    breaks: {
      ...WORKERS_ALONE,
      blue: frozen('ping', { command: ['a'], workers: { mail: { args: ['b'] } } }, undefined, { image: 'a:1' }),
      green: FROZEN,
    },
    at: ['green.ports'],
    almost: { ...WORKERS_ALONE, port: 5000, readiness: { path: '/' } },
  },
  {
    rule: 'otherContainersAreWhole',
    what: "a sidecar called as the application's own container",
    breaks: { sidecars: [{ name: 'ping', image: 'log:1' }] },
    at: ['sidecars[0].name'],
    almost: { sidecars: [{ name: 'ping-log', image: 'log:1' }] },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'one name before and beside it',
    breaks: { initContainers: [{ name: 'a', image: 'a:1' }], sidecars: [{ name: 'a', image: 'a:1' }] },
    at: ['sidecars[0].name'],
    almost: { initContainers: [{ name: 'a', image: 'a:1' }], sidecars: [{ name: 'b', image: 'a:1' }] },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'an init container without image',
    breaks: { initContainers: [{ name: 'wait' }] },
    at: ['initContainers[0]'],
    almost: {
      initContainers: [{ name: 'wait', image: 'wait:1' }],
      podTemplate: { spec: { initContainers: [{ name: 'wait', tty: true }] } },
    },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'a sidecar whose tag moves, by its key',
    breaks: { sidecars: [{ name: 'log', image: 'log:latest' }] },
    at: ['sidecars[0].image'],
    almost: { sidecars: [{ name: 'log', image: 'log:1' }] },
  },
  {
    rule: 'podTemplateTakesNothingAway',
    what: 'the taints that another key puts up with',
    breaks: { tolerations: [{ key: 'a', operator: 'Exists' }], podTemplate: { spec: { tolerations: [] } } },
    at: ['podTemplate.spec.tolerations'],
    almost: {
      tolerations: [{ key: 'a', operator: 'Exists' }],
      podTemplate: {
        spec: {
          tolerations: [
            { key: 'a', operator: 'Exists' },
            { key: 'b', operator: 'Exists' },
          ],
        },
      },
    },
  },
  {
    rule: 'podTemplateTakesNothingAway',
    what: 'a sidecar',
    breaks: {
      sidecars: [{ name: 'log', image: 'log:1', args: ['-v'] }],
      podTemplate: { spec: { containers: [{ name: 'log', args: null }] } },
    },
    at: ['podTemplate.spec.containers[0].args'],
    almost: {
      sidecars: [{ name: 'log', image: 'log:1', args: ['-v'] }],
      podTemplate: { spec: { containers: [{ name: 'log', tty: true }] } },
    },
  },
  {
    rule: 'podsKeepNoState',
    what: 'a sidecar that writes to a disk',
    breaks: {
      volumes: { data: { mountPath: '/data', readOnly: true, persistentVolumeClaim: { claimName: 'data' } } },
      sidecars: [{ name: 'log', image: 'log:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    },
    at: ['volumes.data.persistentVolumeClaim'],
    almost: {
      volumes: { data: { mountPath: '/data', readOnly: true, persistentVolumeClaim: { claimName: 'data' } } },
      sidecars: [{ name: 'log', image: 'log:1', volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }] }],
    },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'ours, misspelt',
    breaks: { podTemplate: { spec: { containers: [{ name: 'pign', tty: true }] } } },
    at: ['podTemplate.spec.containers[0]'],
    almost: { podTemplate: { spec: { containers: [{ name: 'ping', tty: true }] } } },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'ours, among those that run before it',
    breaks: { podTemplate: { spec: { initContainers: [{ name: 'ping', tty: true }] } } },
    at: ['podTemplate.spec.initContainers[0]'],
    almost: { podTemplate: { spec: { initContainers: [{ name: 'wait', image: 'wait:1' }] } } },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'one name twice',
    breaks: {
      podTemplate: {
        spec: {
          containers: [
            { name: 'a', image: 'a:1' },
            { name: 'a', image: 'a:2' },
          ],
        },
      },
    },
    at: ['podTemplate.spec.containers[1].name'],
    almost: {
      podTemplate: {
        spec: {
          containers: [
            { name: 'a', image: 'a:1' },
            { name: 'b', image: 'a:2' },
          ],
        },
      },
    },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'a sidecar whose tag moves',
    breaks: { podTemplate: { spec: { containers: [{ name: 'log', image: 'log:latest' }] } } },
    at: ['podTemplate.spec.containers[0].image'],
    almost: { allowLatest: true, podTemplate: { spec: { containers: [{ name: 'log', image: 'log:latest' }] } } },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'an init container without a tag',
    breaks: { podTemplate: { spec: { initContainers: [{ name: 'log', image: 'registry:5000/log' }] } } },
    at: ['podTemplate.spec.initContainers[0].image'],
    almost: { podTemplate: { spec: { initContainers: [{ name: 'log', image: 'registry:5000/log:1' }] } } },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'tests whose tag moves',
    breaks: { smoke: { image: 'tests' } },
    at: ['smoke.image'],
    almost: { allowLatest: true, smoke: { image: 'tests' } },
  },
  {
    rule: 'otherContainersAreWhole',
    what: "a migration's own, misspelt",
    breaks: { migrate: { podTemplate: { spec: { containers: [{ name: 'pign', tty: true }] } } } },
    at: ['migrate.podTemplate.spec.containers[0]'],
    almost: { migrate: { podTemplate: { spec: { containers: [{ name: 'ping', tty: true }] } } } },
  },
  {
    rule: 'otherContainersAreWhole',
    what: 'what runs before a migration, with a tag that moves',
    breaks: { migrate: { podTemplate: { spec: { initContainers: [{ name: 'wait', image: 'wait' }] } } } },
    at: ['migrate.podTemplate.spec.initContainers[0].image'],
    almost: {
      podTemplate: { spec: { initContainers: [{ name: 'wait', image: 'wait:1' }] } },
      migrate: { podTemplate: { spec: { initContainers: [{ name: 'wait', tty: true }] } } },
    },
  },
  {
    rule: 'podTemplateTakesNothingAway',
    what: 'the program of a migration',
    breaks: {
      migrate: {
        expand: { command: ['up'] },
        podTemplate: { spec: { containers: [{ name: 'ping', command: ['true'] }] } },
      },
    },
    at: ['migrate.podTemplate.spec.containers[0].command'],
    almost: {
      command: ['run'],
      migrate: { podTemplate: { spec: { containers: [{ name: 'ping', command: ['true'] }] } } },
    },
  },
  {
    rule: 'podTemplateTakesNothingAway',
    what: "the release's Secrets in a migration",
    breaks: {
      secrets: ['a'],
      migrate: { podTemplate: { spec: { containers: [{ name: 'ping', envFrom: null }] } } },
    },
    at: ['migrate.podTemplate.spec.containers[0].envFrom'],
    almost: {
      secrets: ['a'],
      migrate: { podTemplate: { spec: { containers: [{ name: 'ping', lifecycle: null, readinessProbe: null }] } } },
    },
  },
  {
    rule: 'gateContainersAreWhole',
    what: "the gate's own, misspelt",
    breaks: { gate: { podTemplate: { spec: { containers: [{ name: 'verfy', tty: true }] } } } },
    at: ['gate.podTemplate.spec.containers[0]'],
    almost: { gate: { podTemplate: { spec: { containers: [{ name: 'verify', tty: true }] } } } },
  },
  {
    rule: 'gateContainersAreWhole',
    what: 'what runs before tests of the own, among those that run after it',
    breaks: {
      smoke: { image: 't:1' },
      gate: { podTemplate: { spec: { containers: [{ name: 'verify', tty: true }] } } },
    },
    at: ['gate.podTemplate.spec.containers[0]'],
    almost: {
      smoke: { image: 't:1' },
      gate: { podTemplate: { spec: { initContainers: [{ name: 'verify', tty: true }] } } },
    },
  },
  {
    rule: 'gateContainersAreWhole',
    what: 'a tag that moves',
    breaks: { gate: { image: 'curl:latest' } },
    at: ['gate.image'],
    almost: { gate: { image: 'curl:1' } },
  },
  {
    rule: 'gateKeepsItsProgram',
    what: 'a gate that proves nothing',
    breaks: { gate: { podTemplate: { spec: { containers: [{ name: 'verify', command: ['true'] }] } } } },
    at: ['gate.podTemplate.spec.containers[0].command'],
    almost: { gate: { podTemplate: { spec: { containers: [{ name: 'proxy', image: 'p:1', command: ['true'] }] } } } },
  },
  {
    rule: 'gateKeepsItsProgram',
    what: 'other tests than those of "smoke"',
    breaks: {
      smoke: { image: 't:1', args: ['all'] },
      gate: { podTemplate: { spec: { containers: [{ name: 'smoke', args: ['few'] }] } } },
    },
    at: ['gate.podTemplate.spec.containers[0].args'],
    almost: {
      smoke: { image: 't:1', args: ['all'] },
      gate: { podTemplate: { spec: { containers: [{ name: 'smoke', args: ['all'], tty: true }] } } },
    },
  },
  {
    rule: 'podTemplateFieldsExist',
    what: 'a field, misspelt',
    breaks: { podTemplate: { spec: { imagePullSecret: [{ name: 'a' }] } } },
    at: ['podTemplate.spec.imagePullSecret'],
    almost: { podTemplate: { spec: { imagePullSecrets: [{ name: 'a' }] } } },
  },
  {
    rule: 'podTemplateTakesNothingAway',
    what: 'Secrets, replaced in the first format',
    breaks: {
      secrets: ['a'],
      podTemplate: { spec: { containers: [{ name: 'ping', envFrom: [{ secretRef: { name: 'b' } }] }] } },
    },
    at: ['podTemplate.spec.containers[0].envFrom'],
    almost: {
      secrets: ['a'],
      podTemplate: { spec: { containers: [{ name: 'ping', envFrom: [{ secretRef: { name: 'b' } }] }] } },
      blue: { image: 'a:1', format: 2 },
      green: { image: 'a:2', format: 2 },
    },
  },
  {
    rule: 'podTemplateTakesNothingAway',
    what: 'a probe',
    breaks: { podTemplate: { spec: { containers: [{ name: 'ping', readinessProbe: null }] } } },
    at: ['podTemplate.spec.containers[0].readinessProbe'],
    almost: { podTemplate: { spec: { containers: [{ name: 'ping', readinessProbe: { periodSeconds: 3 } }] } } },
  },
  {
    rule: 'podTemplateTakesNothingAway',
    what: 'two ways to drain',
    breaks: {
      podTemplate: {
        spec: { containers: [{ name: 'ping', lifecycle: { preStop: { httpGet: { port: 1 } } } }] },
      },
    },
    at: ['podTemplate.spec.containers[0].lifecycle.preStop.httpGet'],
    almost: {
      podTemplate: {
        spec: { containers: [{ name: 'ping', lifecycle: { preStop: { exec: null, httpGet: { port: 1 } } } }] },
      },
    },
  },
];

/** The same of rules that only warn. */
const WARNING_PAIRS: readonly MinimalPair[] = [
  {
    rule: 'copiesOnlyRead',
    what: 'copies of what writes',
    breaks: copying({ percent: 1, methods: [MirroredMethod.GET, MirroredMethod.POST] }),
    at: ['route.mirror.methods[1]'],
    almost: copying({ percent: 1, methods: [MirroredMethod.GET, MirroredMethod.OPTIONS] }),
  },
  {
    rule: 'copiesAreLetIn',
    what: 'copies to a colour that is closed to the Gateway',
    breaks: { ...copying({ percent: 1 }), network: {} },
    at: ['route.mirror'],
    almost: { ...copying({ percent: 1 }), network: { idleFrom: [{ namespaceSelector: {} }] } },
  },
  {
    rule: 'routedPortsAreServed',
    what: 'a port that the release users are on does not have',
    breaks: { ...ADDED_PORT, traffic: TrafficMode.ROUTE, route: { ...ROUTE, rules: [{ path: '/web', port: 'web' }] } },
    at: ['route.rules[0].port'],
    almost: { ...ADDED_PORT, traffic: TrafficMode.ROUTE, route: { ...ROUTE, rules: [{ path: '/web', port: 'http' }] } },
  },
  {
    rule: 'headlessCallersAskAgain',
    what: 'callers that keep the addresses of pods',
    breaks: { services: { pods: { headless: true } } },
    at: ['services.pods.headless'],
    almost: { services: { pods: { headless: false } } },
  },
  {
    rule: 'loadBalancersKeepUp',
    what: 'a further load balancer that knows nodes',
    breaks: {
      services: { out: { type: ServiceType.LOAD_BALANCER, externalTrafficPolicy: ExternalTrafficPolicy.LOCAL } },
    },
    at: ['services.out.externalTrafficPolicy'],
    almost: { services: { out: { type: ServiceType.LOAD_BALANCER } } },
  },
  {
    rule: 'callersReachEveryNode',
    what: 'callers on a node without a pod of the new colour',
    breaks: { serviceTemplate: { spec: { internalTrafficPolicy: 'Local' } } },
    at: ['serviceTemplate.spec.internalTrafficPolicy'],
    almost: { serviceTemplate: { spec: { internalTrafficPolicy: 'Cluster' } } },
  },
  {
    rule: 'ingressPortIsPublished',
    what: 'a port that the release users are on does not have',
    breaks: { ...ADDED_PORT, ingress: { host: 'a', port: 'web' } },
    at: ['ingress.port'],
    almost: { ...ADDED_PORT, ingress: { host: 'a', port: 'http' } },
  },
  {
    rule: 'loadBalancersKeepUp',
    what: 'a load balancer that knows nodes',
    breaks: { service: { type: ServiceType.LOAD_BALANCER, externalTrafficPolicy: ExternalTrafficPolicy.LOCAL } },
    at: ['service.externalTrafficPolicy'],
    almost: { service: { type: ServiceType.LOAD_BALANCER, externalTrafficPolicy: ExternalTrafficPolicy.CLUSTER } },
  },
  {
    rule: 'loadBalancersKeepUp',
    what: 'a load balancer that knows pods',
    breaks: { ingress: { host: 'a.example.com', annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip' } } },
    at: ['ingress.annotations.alb.ingress.kubernetes.io/target-type'],
    almost: {
      traffic: TrafficMode.OVERLAP,
      ingress: { host: 'a.example.com', annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip' } },
    },
  },
  ...['gce', 'gce-internal'].flatMap(className => [
    {
      rule: 'loadBalancersKeepUp',
      what: `the class ${className}`,
      breaks: { ingress: { host: 'a.example.com', className } },
      at: ['ingress.className'],
      almost: { ingress: { host: 'a.example.com', className: `${className}-nginx` } },
    },
    {
      rule: 'loadBalancersKeepUp',
      what: `the class ${className} as an annotation`,
      breaks: { ingress: { host: 'a.example.com', annotations: { 'kubernetes.io/ingress.class': className } } },
      at: ['ingress.annotations.kubernetes.io/ingress.class'],
      almost: { ingress: { host: 'a.example.com', annotations: { 'kubernetes.io/ingress.class': 'nginx' } } },
    },
  ]),
  ...(
    [
      ['nginx.ingress.kubernetes.io/affinity', 'cookie', 'none'],
      ['traefik.ingress.kubernetes.io/service.sticky.cookie', 'true', 'false'],
      ['haproxy.org/cookie-persistence', 'mycookie', ''],
      [
        'alb.ingress.kubernetes.io/target-group-attributes',
        'deregistration_delay.timeout_seconds=30,stickiness.enabled=true',
        'stickiness.enabled=false',
      ],
    ] as const
  ).map(([annotation, sticks, not]) => ({
    rule: 'cookiesLeadToNoPod',
    what: annotation,
    breaks: { ingress: { host: 'a.example.com', annotations: { [annotation]: sticks } } },
    at: [`ingress.annotations.${annotation}`],
    almost: { ingress: { host: 'a.example.com', annotations: { [annotation]: not } } },
  })),
  {
    rule: 'cookiesLeadToNoPod',
    what: 'a target group behind the Service',
    breaks: {
      service: {
        type: ServiceType.LOAD_BALANCER,
        annotations: {
          'service.beta.kubernetes.io/aws-load-balancer-target-group-attributes': 'stickiness.enabled=true',
        },
      },
    },
    at: ['service.annotations.service.beta.kubernetes.io/aws-load-balancer-target-group-attributes'],
    almost: { service: { type: ServiceType.LOAD_BALANCER } },
  },
];

function errorsAt(changes: Changes, warnings = false): string[] {
  const { problems } = decide({ ...SMALL_APPLICATION, ...changes });
  return problems.filter(({ warning = false }) => warning === warnings).map(({ path }) => pathText(path));
}

test('nothing is wrong with the small application', () => {
  expect(errorsAt({})).toEqual([]);
});

test.each(MINIMAL_PAIRS)('$rule is broken: $what', ({ breaks, at }) => {
  expect(errorsAt(breaks)).toEqual(at);
});

test.each(MINIMAL_PAIRS)('$rule is kept, just so: $what', ({ almost }) => {
  expect(errorsAt(almost)).toEqual([]);
});

test.each(WARNING_PAIRS)('$rule warns, and refuses nothing: $what', ({ breaks, at, almost }) => {
  expect([errorsAt(breaks), errorsAt(breaks, true)]).toEqual([[], at]);
  expect(errorsAt(almost, true)).toEqual([]);
});

test('every rule has a minimal pair', () => {
  const folder = resolve(__dirname, '..', '..', '..', 'lib', 'construct', 'validate', 'rules');
  const rules = readdirSync(folder).flatMap(file =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/export const (\w+): (?:Release|Application)Rule/g)].map(
      ([, rule]) => rule!,
    ),
  );
  expect([...new Set([...MINIMAL_PAIRS, ...WARNING_PAIRS].map(({ rule }) => rule))].sort()).toEqual(rules.sort());
});

test('a newer field in podTemplate is a warning', () => {
  const { problems } = decide({ ...SMALL_APPLICATION, podTemplate: { spec: { hostnameOverride: 'a' } } });
  expect(problems.map(({ path, warning }) => [pathText(path), warning])).toEqual([
    ['podTemplate.spec.hostnameOverride', true],
  ]);
});

test.each([
  ['a container without an image', { spec: { containers: [{ name: 'pign' }] } }, 'podTemplate.spec.containers[0]'],
  [
    'a tag that moves',
    { spec: { initContainers: [{ name: 'a', image: 'a' }] } },
    'podTemplate.spec.initContainers[0].image',
  ],
  ['a field that there is not', { spec: { nodeSelectr: {} } }, 'podTemplate.spec.nodeSelectr'],
  [
    'what takes away',
    { spec: { containers: [{ name: 'ping', readinessProbe: null }] } },
    'podTemplate.spec.containers[0].readinessProbe',
  ],
])('%s that was deployed before it was refused is a warning', (_, podTemplate, at) => {
  const spec = { port: 5000, readiness: { path: '/ping' }, podTemplate };
  const blue = frozen('ping', spec, undefined, { image: 'a:1' });
  const { problems } = decide({ ...SMALL_APPLICATION, blue });
  expect(problems.map(({ path, warning }) => [pathText(path), warning])).toEqual([[`blue.${at}`, true]]);
});

test('state that was deployed before it was refused is a warning', () => {
  const spec = { port: 5000, readiness: { path: '/ping' }, volumes: { tmp: { mountPath: '/tmp', emptyDir: {} } } };
  const blue = frozen('ping', spec, undefined, { image: 'a:1' });
  const { problems } = decide({ ...SMALL_APPLICATION, blue });
  expect(problems.map(({ path, warning }) => [pathText(path), warning])).toEqual([['blue.volumes.tmp.emptyDir', true]]);
});

test('what stands at the application is said once, what stands at a colour for that colour', () => {
  const idle = { replicas: 9 };
  expect(errorsAt({ idle })).toEqual(['idle.replicas']);
  expect(errorsAt({ green: { image: 'a:1', idle } })).toEqual(['green.idle.replicas']);
  expect(errorsAt({ blue: { image: 'a:1', idle }, green: { image: 'a:1', idle } })).toEqual([
    'blue.idle.replicas',
    'green.idle.replicas',
  ]);
});

test('a colour that nobody deployed to is no reason to say anything', () => {
  expect(errorsAt({ green: undefined, blue: { image: 'a:1', replicas: 1, disruption: { none: true } } })).toEqual([]);
});
