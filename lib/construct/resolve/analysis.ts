import {
  type AnalysisProps,
  type CertificateAuthority,
  MetricBaseline,
  MetricPreset,
  type MetricProps,
  type MetricSource,
  NoData,
  type SecretKey,
} from '../props/analysis';
import { secondsOf } from '../props/duration';

/** Where a metric comes from and what is sent there, with nothing left to be defaulted. */
export interface ResolvedSource {
  /** Address of Prometheus; of a metric with a `url` it is that. */
  readonly address: string;
  readonly headers: { readonly [name: string]: string };
  /** Name of a Secret. */
  readonly headersFrom?: string;
  readonly token?: Required<SecretKey>;
  readonly ca?: CertificateAuthority & { readonly key: string };
}

/** One figure, with nothing left to be defaulted. */
export interface Metric {
  readonly name: string;
  readonly source: ResolvedSource;
  readonly asked:
    | { readonly preset: MetricPreset; readonly quantile?: number; readonly over: string; readonly requests?: number }
    | { readonly query: string }
    | { readonly json: string };
  /** @default - it is compared with nothing */
  readonly baseline?: MetricBaseline;
  /** In milliseconds where it is a time. */
  readonly max?: number;
  readonly min?: number;
  readonly unit: '' | '%' | 'ms';
  readonly failures: number;
  readonly noData: NoData;
}

/** By which figures a release is judged, with nothing left to be defaulted. */
export interface Analysis {
  /** Seconds from one measurement to the next. */
  readonly everySeconds: number;
  readonly metrics: readonly Metric[];
}

/** Fills in every default. */
export function analysisOf({ source = '', every = '30s', metrics = [], ...sent }: AnalysisProps = {}): Analysis {
  return {
    everySeconds: secondsOf(every),
    metrics: metrics.map(metric => ({
      name: metric.name,
      source: metric.url === undefined ? sourceOf(source, sent) : sourceOf(metric.url, metric),
      asked: askedBy(metric),
      ...(metric.baseline && { baseline: metric.baseline }),
      max: limitOf(metric.max),
      min: limitOf(metric.min),
      unit: metric.quantile === undefined ? (metric.preset ? '%' : '') : 'ms',
      failures: metric.failures ?? 0,
      noData: metric.noData ?? NoData.WAIT,
    })),
  };
}

/** Whether a metric tells one colour from the other. */
export function tellsColours({ preset }: { readonly preset?: MetricPreset }): boolean {
  return preset !== MetricPreset.INGRESS_NGINX && preset !== MetricPreset.ENVOY_GATEWAY;
}

/**
 * The metrics that a watch can measure: with the other colour nothing is compared that has no requests, and after the whole
 * switch that one has none but copies.
 * @param weight percent of the requests that the idle colour gets
 */
export function metricsOfWatch(
  metrics: readonly Metric[],
  weight: number,
  route: { readonly mirror?: unknown } | undefined,
): readonly Metric[] {
  const hasOther = weight > 0 || route?.mirror !== undefined;
  return hasOther ? metrics : metrics.filter(({ baseline }) => baseline !== MetricBaseline.OTHER);
}

/** The milliseconds of a time such as `500ms`; a number as it is. */
export function limitOf(limit: string | number | undefined): number | undefined {
  if (typeof limit !== 'string') return limit;
  return limit.endsWith('ms')
    ? Number(limit.slice(0, -2))
    : Number((Number(limit.slice(0, -1)) * 1000).toPrecision(12));
}

function sourceOf(address: string, { headers = {}, headersFrom, token, ca }: MetricSource): ResolvedSource {
  return {
    address,
    headers,
    ...(headersFrom && { headersFrom: headersFrom.secret }),
    ...(token && { token: { secret: token.secret, key: token.key ?? 'token' } }),
    ...(ca && { ca: { ...ca, key: ca.key ?? 'ca.crt' } }),
  };
}

function askedBy({ preset, quantile, over = '2m', minRequests, query, json = '' }: MetricProps): Metric['asked'] {
  if (preset !== undefined) {
    return {
      preset,
      over,
      ...(quantile !== undefined && { quantile }),
      ...(minRequests !== undefined && { requests: minRequests }),
    };
  }
  return query === undefined ? { json } : { query };
}
