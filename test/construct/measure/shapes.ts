import { Prometheus } from './prometheus';

interface Counted {
  readonly labels: string;
  /** Of a hundred requests between two looks. */
  readonly failed: number;
  /** Whether nobody asks it anything. */
  readonly asleep?: boolean;
}

interface Shape {
  readonly requests: string;
  readonly times: string;
  /** What a tenth and a quarter of a second are in its histogram. */
  readonly bounds: readonly [number, number];
  readonly ok: string;
  readonly wrong: string;
  readonly of: readonly Counted[];
}

const SECONDS = [0.1, 0.25] as const;
const MILLISECONDS = [100, 250] as const;

const workload = (labels: (namespace: string, name: string) => string): Counted[] => [
  { labels: labels('demo', 'ping-green'), failed: 5 },
  // None of these is what is measured.
  { labels: labels('demo', 'ping-blue'), failed: 50 },
  { labels: labels('other', 'ping-green'), failed: 90 },
  { labels: labels('demo', 'ping-green-more-blue'), failed: 90 },
  { labels: labels('demo', 'shopping-green'), failed: 90 },
];

// Metrics as each of these programs tells them; documents of theirs are named in lib/construct/measure/presets.ts.
const SHAPES: readonly Shape[] = [
  {
    requests: 'http_request_duration_seconds_count',
    times: 'http_request_duration_seconds',
    bounds: SECONDS,
    ok: 'status="200"',
    wrong: 'status="503"',
    of: [
      ...workload((namespace, name) => `namespace="${namespace}",pod="${name}-7d4b9c5f6-x2x4z"`),
      // Users were on it; nobody asks it now.
      { labels: 'namespace="demo",pod="fine-blue-7d4b9c5f6-x2x4z"', failed: 2 },
      { labels: 'namespace="demo",pod="asleep-blue-7d4b9c5f6-x2x4z"', failed: 2 },
      { labels: 'namespace="demo",pod="first-green-7d4b9c5f6-x2x4z"', failed: 2 },
      { labels: 'namespace="demo",pod="fine-green-7d4b9c5f6-x2x4z"', failed: 0 },
      { labels: 'namespace="demo",pod="asleep-green-7d4b9c5f6-x2x4z"', failed: 0, asleep: true },
    ],
  },
  {
    requests: 'istio_requests_total',
    times: 'istio_request_duration_milliseconds',
    bounds: MILLISECONDS,
    ok: 'response_code="200"',
    wrong: 'response_code="500"',
    of: [
      ...workload(
        (namespace, name) =>
          `reporter="destination",destination_workload_namespace="${namespace}",destination_workload="${name}"`,
      ),
      {
        labels: 'reporter="source",destination_workload_namespace="demo",destination_workload="ping-green"',
        failed: 90,
      },
    ],
  },
  {
    requests: 'response_total',
    times: 'response_latency_ms',
    bounds: MILLISECONDS,
    ok: 'classification="success"',
    wrong: 'classification="failure"',
    of: [
      ...workload((namespace, name) => `direction="inbound",namespace="${namespace}",deployment="${name}"`),
      { labels: 'direction="outbound",namespace="demo",deployment="ping-green"', failed: 90 },
    ],
  },
  {
    requests: 'nginx_ingress_controller_requests',
    times: 'nginx_ingress_controller_request_duration_seconds',
    bounds: SECONDS,
    ok: 'status="200"',
    wrong: 'status="502"',
    of: [
      { labels: 'exported_namespace="demo",namespace="ingress-nginx",ingress="ping"', failed: 5 },
      { labels: 'exported_namespace="other",namespace="ingress-nginx",ingress="ping"', failed: 90 },
      { labels: 'exported_namespace="demo",namespace="ingress-nginx",ingress="ping-preview"', failed: 90 },
    ],
  },
  {
    requests: 'traefik_service_requests_total',
    times: 'traefik_service_request_duration_seconds',
    bounds: SECONDS,
    ok: 'code="200"',
    wrong: 'code="500"',
    of: [
      { labels: 'service="demo-ping-green-80@kubernetesgateway"', failed: 5 },
      {
        labels:
          'service="traefik",exported_service="httproute-demo-ping-gw-infra-public-ep-web-0-0a1b-svc-demo-ping-green-80@kubernetesgateway"',
        failed: 5,
      },
      { labels: 'service="demo-ping-blue-80@kubernetesgateway"', failed: 90 },
      { labels: 'service="demo-ping-green-more-blue-80@kubernetesgateway"', failed: 90 },
    ],
  },
  {
    requests: 'envoy_cluster_upstream_rq_xx',
    times: 'envoy_cluster_upstream_rq_time',
    bounds: MILLISECONDS,
    ok: 'envoy_response_code_class="2"',
    wrong: 'envoy_response_code_class="5"',
    of: [
      { labels: 'envoy_cluster_name="httproute/demo/ping/rule/1"', failed: 5 },
      // By the header, to the idle colour.
      { labels: 'envoy_cluster_name="httproute/demo/ping/rule/0"', failed: 90 },
      { labels: 'envoy_cluster_name="httproute/demo/ping/rule/10"', failed: 90 },
    ],
  },
];

/** A real Prometheus, looking at an application that tells metrics of the shape of each preset, more at each look. */
export function prometheusOfShapes(): Promise<Prometheus> {
  let looks = 0;
  return Prometheus.start(() => exposed(++looks), 'rate(http_request_duration_seconds_count[10s])');
}

function exposed(look: number): string {
  const times = (count: number, asleep = false) => (asleep ? count : count * look);
  return SHAPES.flatMap(({ requests, times: histogram, bounds: [fast, slow], ok, wrong, of }) =>
    of.flatMap(({ labels, failed, asleep }) => {
      const bucket = (le: string, count: number) =>
        `${histogram}_bucket{${labels},${ok},le="${le}"} ${times(count, asleep)}`;
      return [
        `${requests}{${labels},${ok}} ${times(100 - failed, asleep)}`,
        ...(failed ? [`${requests}{${labels},${wrong}} ${times(failed, asleep)}`] : []),
        // All of them take between a tenth and a quarter of a second.
        bucket(String(fast), 0),
        bucket(String(slow), 100),
        bucket('+Inf', 100),
      ];
    }),
  )
    .join('\n')
    .concat('\n');
}
