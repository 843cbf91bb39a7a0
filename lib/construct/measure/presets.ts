import { MetricPreset } from '../props/analysis';
import type { Measured } from './measured';

/** Queries for one preset: how many requests a second there are, and how many of them fail, and how long they take. */
interface Series {
  /** Counter of the requests. */
  readonly requests: string;
  /** Histogram of their times. */
  readonly times: string;
  /** What its times are multiplied by to be milliseconds. */
  readonly milliseconds: number;
  /** Labels of what is measured: of several ways in which they may be called, one. */
  readonly labels: readonly string[];
  /** Labels of a request that failed, besides those: as above. */
  readonly failed: readonly string[];
}

// Percent of the requests that failed: where none ever did, there is no such series. Without any request it is no number.
const errors = (of: Series, range: string) =>
  `100 * (sum(${rate(of, range, of.failed)}) or vector(0)) / sum(${rate(of, range)})`;

const time = (of: Series, range: string, quantile: number) =>
  `${of.milliseconds === 1 ? '' : `${of.milliseconds} * `}histogram_quantile(${quantile}, sum by (le) (${either(`${of.times}_bucket`, of.labels, range)}))`;

const rate = (of: Series, range: string, more?: readonly string[]) =>
  either(of.requests, more ? of.labels.flatMap(labels => more.map(other => `${labels}, ${other}`)) : of.labels, range);

const either = (series: string, ways: readonly string[], range: string, by = 'rate') =>
  ways.map(labels => `${by}(${series}{${labels}}${range})`).join(' or ');

/** The query of a preset. */
export function presetQuery(
  preset: MetricPreset,
  measured: Measured,
  range: string,
  quantile: number | undefined,
): string {
  const of = SERIES[preset](measured);
  return quantile === undefined ? errors(of, range) : time(of, range, quantile);
}

/** How many requests there were. */
export function requestsQuery(preset: MetricPreset, measured: Measured, range: string): string {
  const of = SERIES[preset](measured);
  return `sum(${either(of.requests, of.labels, range, 'increase')})`;
}

const SERIES: Readonly<Record<MetricPreset, (measured: Measured) => Series>> = {
  // The names of https://prometheus.io/docs/practices/naming/ ; the label of the status is called differently by libraries.
  [MetricPreset.HTTP]: ({ application, namespace, colour }) => ({
    requests: 'http_request_duration_seconds_count',
    times: 'http_request_duration_seconds',
    milliseconds: 1000,
    // Of a Deployment: <name>-<hash>-<random>, where a long name leaves no room for the last "-".
    labels: [`namespace="${namespace}", pod=~"${application}-${colour}-[0-9a-z]+-?[0-9a-z]+"`],
    failed: ['status', 'code', 'status_code'].map(label => `${label}=~"5.."`),
  }),
  // https://istio.io/latest/docs/reference/config/metrics/
  [MetricPreset.ISTIO]: ({ application, namespace, colour }) => ({
    requests: 'istio_requests_total',
    times: 'istio_request_duration_milliseconds',
    milliseconds: 1,
    labels: [
      `reporter="destination", destination_workload_namespace="${namespace}", destination_workload="${application}-${colour}"`,
    ],
    failed: ['response_code=~"5.."'],
  }),
  // https://linkerd.io/2/reference/proxy-metrics/
  [MetricPreset.LINKERD]: ({ application, namespace, colour }) => ({
    requests: 'response_total',
    times: 'response_latency_ms',
    milliseconds: 1,
    labels: [`direction="inbound", namespace="${namespace}", deployment="${application}-${colour}"`],
    failed: ['classification="failure"'],
  }),
  // https://kubernetes.github.io/ingress-nginx/user-guide/monitoring/ ; where Prometheus has a label of that name of its own,
  // it calls this one exported_namespace.
  [MetricPreset.INGRESS_NGINX]: ({ application, namespace }) => ({
    requests: 'nginx_ingress_controller_requests',
    times: 'nginx_ingress_controller_request_duration_seconds',
    milliseconds: 1000,
    labels: ['exported_namespace', 'namespace'].map(label => `${label}="${namespace}", ingress="${application}"`),
    failed: ['status=~"5.."'],
  }),
  // https://doc.traefik.io/traefik/observability/metrics/overview/ ; with a Gateway it puts the name of the route in front.
  [MetricPreset.TRAEFIK]: ({ application, namespace, colour }) => ({
    requests: 'traefik_service_requests_total',
    times: 'traefik_service_request_duration_seconds',
    milliseconds: 1000,
    labels: ['exported_service', 'service'].map(
      label => `${label}=~"(.+-svc-)?${namespace}-${application}-${colour}-[0-9a-z]+(-http)?@.+"`,
    ),
    failed: ['code=~"5.."'],
  }),
  // https://gateway.envoyproxy.io/docs/tasks/observability/proxy-metric/ ; one cluster of Envoy stands for a rule with all its
  // backends. Requests that are led to the idle colour by their header have rules of their own.
  [MetricPreset.ENVOY_GATEWAY]: ({ application, namespace, rules }) => ({
    requests: 'envoy_cluster_upstream_rq_xx',
    times: 'envoy_cluster_upstream_rq_time',
    milliseconds: 1,
    labels: [`envoy_cluster_name=~"httproute/${namespace}/${application}/rule/(${rules.join('|')})"`],
    failed: ['envoy_response_code_class="5"'],
  }),
};
