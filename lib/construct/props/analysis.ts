import * as z from 'zod/mini';
import { duration } from './duration';
import { objectName, text, wholeNumber } from './names';
import { shapeOf } from './shape';
import { headersSchema } from './smoke';

/** Where the figures of a metric come from whose query is known. docs/analysis.md has the queries. */
export enum MetricPreset {
  /** The application's own histogram `http_request_duration_seconds`. */
  HTTP = 'http',
  /** The sidecars of Istio. */
  ISTIO = 'istio',
  /** The sidecars of Linkerd. */
  LINKERD = 'linkerd',
  /** ingress-nginx: by Ingress, whichever colour answered. */
  INGRESS_NGINX = 'ingress-nginx',
  /** Traefik, by the Service of the colour: with `traffic: route`. */
  TRAEFIK = 'traefik',
  /** Envoy Gateway: by HTTPRoute, whichever colour answered. */
  ENVOY_GATEWAY = 'envoy-gateway',
}

/** What becomes of a measurement that found nothing to measure. */
export enum NoData {
  /** It counts for nothing: the analysis takes as much longer, up to its deadline, and fails there. */
  WAIT = 'wait',
  /** It is as good as one within its limits. */
  PASS = 'pass',
  /** It is as bad as one outside its limits. */
  FAIL = 'fail',
}

/** What a figure is compared with. */
export enum MetricBaseline {
  /** The other colour, at the same moment: both need requests. */
  OTHER = 'other',
  /** The hour before the switch, of the colour that users were on. */
  BEFORE = 'before',
}

/** One entry of a Secret. */
export interface SecretKey {
  /** Name of an existing Secret. */
  readonly secret: string;
  /** @default "token" */
  readonly key?: string;
}

/** Whom a server's certificate has to be signed by: one entry of a ConfigMap or of a Secret. */
export interface CertificateAuthority {
  /** @default - it is in a Secret */
  readonly configMap?: string;
  /** @default - it is in a ConfigMap */
  readonly secret?: string;
  /** @default "ca.crt" */
  readonly key?: string;
}

/** What is sent to whoever is asked for figures, and whether to trust them. */
export interface MetricSource {
  /**
   * Headers by name.
   * @default - those of curl
   */
  readonly headers?: { readonly [name: string]: string };
  /**
   * An existing Secret: each of its keys is the name of a header, and what stands there its value.
   * @default - none
   */
  readonly headersFrom?: SecretName;
  /**
   * A token, sent as `Authorization: Bearer <token>`.
   * @default - none
   */
  readonly token?: SecretKey;
  /**
   * Who signs the server's certificate, where the image does not know them.
   * @default - those that the image trusts
   */
  readonly ca?: CertificateAuthority;
}

/** A Secret, by its name. */
export interface SecretName {
  /** Name of an existing Secret. */
  readonly secret: string;
}

/** One figure, and between which limits it is good. Where it comes from is said by `preset`, `query` or `url`. */
export interface MetricProps extends MetricSource {
  /** What it is called where its measurements are told. */
  readonly name: string;
  /**
   * A query that is known: percent of the requests that failed, or with `quantile` how long they took.
   * @default - `query` or `url` says what is asked
   */
  readonly preset?: MetricPreset;
  /**
   * With `preset`: the share of the requests that is as fast as the figure or faster, such as 0.99.
   * @default - the percent of the requests that failed is measured
   */
  readonly quantile?: number;
  /**
   * With `preset`: how far back each measurement looks, such as `2m`; four times as long as Prometheus takes from one look at
   * the pods to the next, at least.
   * @default "2m"
   */
  readonly over?: string;
  /**
   * With `preset`: with fewer requests than these in that time, there is no data.
   * @default 1
   */
  readonly minRequests?: number;
  /**
   * A query for Prometheus that gives one number. `$(APPLICATION)`, `$(NAMESPACE)`, `$(COLOUR)` and `$(RELEASE)` stand for those of
   * what is measured.
   * @default - `preset` or `url` says what is asked
   */
  readonly query?: string;
  /**
   * Where to ask instead of Prometheus for an answer in JSON. The same words stand for what is measured as in `query`.
   * @default - `preset` or `query` says what is asked
   */
  readonly url?: string;
  /**
   * With `url`: where the number stands in the answer: names and the numbers of list entries, joined by ".", such as
   * `data.0.value`.
   * @default - it has to be given beside `url`
   */
  readonly json?: string;
  /**
   * What it is compared with: `max` and `min` then say how much more it may be than that, in the same unit. Not with `url`.
   * @default - it is compared with nothing
   */
  readonly baseline?: MetricBaseline;
  /**
   * The most that is good: a number, and with `quantile` a time such as `500ms` or `2s`.
   * @default - there is no such limit
   */
  readonly max?: string | number;
  /**
   * The least that is good, as `max`.
   * @default - there is no such limit
   */
  readonly min?: string | number;
  /**
   * How many measurements may be outside the limits, in all.
   * @default 0
   */
  readonly failures?: number;
  /**
   * What becomes of a measurement that found nothing. An answer that is wrong, or none, is never taken for good: it counts as
   * with `wait`.
   * @default NoData.WAIT
   */
  readonly noData?: NoData;
}

/** By which figures a release is judged, before or after users are on it: `gate.analysis` and `watch` say when. */
export interface AnalysisProps extends MetricSource {
  /**
   * Address of Prometheus, or of what answers as it does: Thanos, Mimir, VictoriaMetrics. The path of its API is added.
   * @default - there are only metrics with a `url`
   */
  readonly source?: string;
  /**
   * Time from one measurement to the next.
   * @default "30s"
   */
  readonly every?: string;
  /**
   * What is measured.
   * @default - nothing
   */
  readonly metrics?: MetricProps[];
}

const address = text.check(
  z.regex(
    /^https?:\/\/[^\s/?#@]+([/?#][!-~]*)?$/,
    'an address such as "https://prometheus.example.com", without a password in it',
  ),
);
const base = text.check(
  z.regex(
    /^https?:\/\/[^\s/?#@]+(\/[!-~]*)?$/,
    'an address such as "http://prometheus.monitoring:9090", without a password in it',
  ),
  z.regex(/^[^?#]*$/, 'an address without "?" and "#"'),
);
const LONGEST = 8192;
const key = text.check(z.regex(/^[-._a-zA-Z0-9]+$/, 'a key of a Secret: letters, digits, "-", "_" and "."'));

const secretName = z
  .strictObject(shapeOf<SecretName>()({ secret: objectName }))
  .register(z.globalRegistry, { id: 'SecretName' });
const secretKey = z
  .strictObject(shapeOf<SecretKey>()({ secret: objectName, key: z.optional(key) }))
  .register(z.globalRegistry, { id: 'SecretKey' });
const authority = z
  .strictObject(
    shapeOf<CertificateAuthority>()({
      configMap: z.optional(objectName),
      secret: z.optional(objectName),
      key: z.optional(key),
    }),
  )
  .register(z.globalRegistry, { id: 'CertificateAuthority' });

const sourceShape = shapeOf<MetricSource>()({
  headers: z.optional(headersSchema),
  headersFrom: z.optional(secretName),
  token: z.optional(secretKey),
  ca: z.optional(authority),
});

const limit = z.union(
  [z.number(), text.check(z.regex(/^[0-9]{1,9}(\.[0-9]{1,9})?(ms|s)$/, 'a time'))],
  'a number, or with "quantile" a time such as "500ms"',
);

const metricSchema = z
  .strictObject(
    shapeOf<MetricProps>()({
      name: text.check(
        z.regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'a short name: lower-case letters, digits and "-"'),
        z.maxLength(40, 'at most 40 characters'),
      ),
      preset: z.optional(z.enum(MetricPreset)),
      quantile: z.optional(z.number().check(z.gt(0, 'a share between 0 and 1'), z.lt(1, 'a share between 0 and 1'))),
      over: z.optional(duration(10, 86_400, 'a time from "10s" to "24h"')),
      minRequests: z.optional(wholeNumber(1, 1_000_000_000, 'a number of requests of at least 1')),
      query: z.optional(
        text.check(
          z.regex(/\S/, 'a query'),
          z.maxLength(LONGEST, `at most ${LONGEST} characters`),
          z.regex(/^[^\0]*$/, 'a text without the character NUL'),
        ),
      ),
      url: z.optional(address.check(z.maxLength(LONGEST, `at most ${LONGEST} characters`))),
      json: z.optional(text.check(z.regex(/^[^\n\0]+$/, 'the path of a value, such as "data.0.value"'))),
      baseline: z.optional(z.enum(MetricBaseline)),
      max: z.optional(limit),
      min: z.optional(limit),
      failures: z.optional(wholeNumber(0, 1000, 'a number of measurements from 0 to 1000')),
      noData: z.optional(z.enum(NoData)),
      ...sourceShape,
    }),
  )
  .register(z.globalRegistry, { id: 'MetricProps' });

export const analysisSchema = z
  .strictObject(
    shapeOf<AnalysisProps>()({
      source: z.optional(base),
      every: z.optional(duration(5, 600, 'a time from "5s" to "10m"')),
      metrics: z.optional(z.array(metricSchema)),
      ...sourceShape,
    }),
  )
  .register(z.globalRegistry, { id: 'AnalysisProps' });
