import { itemsOf } from '../../analysis/manifests/items';
import type { Manifest } from '../../analysis/manifests/manifest';
import type { Account } from '../account';
import { EVERY, isSource, LONGEST, LONGEST_QUERY, MOST_FAILURES, nameFor, secondsIn, timeOf } from '../figures';
import { judgedQuery, type Names } from '../query';
import { type CanarySpec, canaryNames } from './canary';

type Fields = { readonly [key: string]: any };

/** What the metrics of a Canary are mapped with. */
interface Around {
  readonly objects: readonly Manifest[];
  account(object: Manifest): Account;
  /** Labels by which the pods of the target are selected. */
  readonly selected: Fields;
  /** What the Service for a look at the next release is called from now on. */
  readonly preview: string;
}

/** What a gate measures in place of Flagger. */
interface MappedMetrics {
  /** `analysis` and `gate`, as far as there are any. */
  readonly spec: Fields;
  /** The templates that were looked into. */
  readonly templates: readonly Manifest[];
}

/** What a metric asks, and between which limits the answer is good. */
interface Asking {
  readonly source: string;
  readonly query: string;
  readonly limits: Limits;
  readonly differs: readonly string[];
}

type Lost = { readonly why: string };
type Limits = { readonly min?: number; readonly max?: number };

const MEASURED =
  'measured before each promotion ("gate.analysis"), and it needs requests at the next release then; an empty answer counts as bad ("noData"), as it did; any other answer that is no number waits';
const ANOTHER =
  'give "analysis" a metric for it, such as { name: errors, preset: http, max: 1 } for a success rate of 99, and measure it by gate.analysis';

/** Turns what a Canary measures into `analysis`, as far as it means the same there; tells of the rest. */
export function mapMetrics(canary: Manifest, spec: CanarySpec, around: Around): MappedMetrics {
  const where = spec.analysis ? 'analysis' : 'canaryAnalysis';
  const checks: Fields = Object(spec[where]);
  const own = around.account(canary);
  const templates: Manifest[] = [];
  const metrics: Fields[] = [];
  let source: string | undefined;
  const times = timesOf(checks);
  itemsOf(checks['metrics']).forEach((metric, index) => {
    const at = ['spec', where, 'metrics', index];
    const template = templateOf(metric, canary, around.objects);
    if (template && !templates.includes(template)) templates.push(template);
    const asked = canary.value['spec'].skipAnalysis ? SKIPPED : askedBy(metric, template, canary, spec, around);
    const lost = 'why' in asked ? asked.why : 'why' in times ? times.why : otherSource(source, asked.source);
    if (lost !== undefined || 'why' in asked || 'why' in times) {
      own.note(at, 'told', `NOT asked any more: ${lost}; ${ANOTHER}`);
      return;
    }
    source = asked.source;
    const key = `analysis.metrics[${metrics.length}]`;
    own.note(at, 'told', [MEASURED, ...asked.differs, ...times.differs].join('; '));
    for (const one of ['query', 'templateRef', 'templateVariables', 'interval'])
      own.note([...at, one], 'key', `${key}.query`);
    for (const one of ['thresholdRange', 'threshold']) own.note([...at, one], 'key', `${key}.min and max`);
    metrics.push({
      name: nameFor(metric['name'], metrics),
      query: asked.query,
      ...asked.limits,
      ...(times.failures && { failures: times.failures }),
      noData: 'fail',
    });
  });
  for (const template of templates) {
    const account = around.account(template);
    account.note(['spec'], 'told', `the Canary does not use it any more; what becomes of it stands at its metrics`);
  }
  if (!metrics.length || 'why' in times) return { templates, spec: {} };
  own.note(['spec', where, 'interval'], 'key', 'analysis.every');
  own.note(['spec', where, 'iterations'], 'key', 'gate.analysis');
  own.note(['spec', where, 'threshold'], 'key', 'failures of each metric');
  own.note(['spec', 'metricsServer'], 'key', 'analysis.source');
  const { every, seconds } = times;
  return {
    templates,
    spec: {
      analysis: { source, ...(every !== EVERY.default && { every: timeOf(every) }), metrics },
      gate: { analysis: timeOf(seconds) },
    },
  };
}

const SKIPPED: Lost = { why: 'skipAnalysis is true, so nothing was measured' };

function otherSource(taken: string | undefined, source: string): string | undefined {
  if (taken === undefined || taken === source) return undefined;
  return `"source" is one for all, and another metric asks ${taken}`;
}

/** Whether an object says how Flagger measures something: it may stand in another namespace, and nothing there is taken over. */
export const isMetricTemplate = ({ identity: { group, kind } }: Manifest) =>
  group === 'flagger.app' && kind === 'MetricTemplate';

function templateOf({ templateRef }: Fields, canary: Manifest, objects: readonly Manifest[]): Manifest | undefined {
  const { name, namespace = canary.identity.namespace } = Object(templateRef) as Fields;
  return objects.find(
    one => isMetricTemplate(one) && one.identity.name === name && ['', namespace].includes(one.identity.namespace),
  );
}

function timesOf({
  interval,
  iterations,
  threshold,
}: Fields):
  | { readonly every: number; readonly seconds: number; readonly failures: number; readonly differs: readonly string[] }
  | Lost {
  // https://docs.flagger.app/usage/how-it-works#canary-analysis : a minute where nothing is said, and ten seconds at least.
  const every = interval ? Math.max(10, secondsIn(String(interval)) ?? 0) : 60;
  if ((interval && secondsIn(String(interval)) === undefined) || every > EVERY.most)
    return {
      why: `"every" is a time from ${timeOf(EVERY.least)} to ${timeOf(EVERY.most)}, and its interval is ${interval}`,
    };
  const seconds = iterations * every;
  if (seconds > LONGEST.before)
    return { why: `its ${iterations} iterations take ${seconds} seconds, and ours ${LONGEST.before} at most` };
  // So many failed checks take a release back; one is the least.
  const failures = Math.max(1, Number(threshold ?? 1)) - 1;
  if (!Number.isInteger(failures) || failures > MOST_FAILURES)
    return { why: `its threshold is no number of checks from 1 to ${MOST_FAILURES + 1}` };
  return { every, seconds, failures, differs: failures ? ['failures are counted for each metric by itself'] : [] };
}

function askedBy(
  metric: Fields,
  template: Manifest | undefined,
  canary: Manifest,
  spec: CanarySpec,
  around: Around,
): Asking | Lost {
  const { name, query, templateRef } = metric;
  const built = Object.hasOwn(BUILT_IN, String(name)) ? BUILT_IN[name]! : undefined;
  const ways = [built, query, templateRef].filter(Boolean).length;
  if (!ways) return { why: 'it names no template, and no Canary knows a metric of this name by itself' };
  if (ways > 1) return { why: 'it asks for more than one figure' };
  const interval = metric['interval'] || '1m';
  if (!/^(\d+(ms|[smhdwy]))+$/.test(interval)) return { why: `its interval ${interval} is no time of a query` };
  const server = canary.value['spec'].metricsServer;
  if (built) {
    const limits = limitsOf(metric, built.threshold, built.as);
    if ('why' in limits) return limits;
    if (spec.provider !== 'kubernetes')
      return { why: `of its provider ${spec.provider} it tells no colours apart before users move` };
    if (!isSource(server)) return { why: NO_SERVER };
    return { source: server, query: built.query(interval), limits, differs: [built.differs] };
  }
  const limits = limitsOf(metric, 'max');
  if ('why' in limits) return limits;
  const way = templateRef
    ? ofTemplate(templateRef, template)
    : isSource(server)
      ? { source: server, query }
      : { why: NO_SERVER };
  if ('why' in way) return way;
  const judged = filledIn(way.query, interval, metric, canary, spec, around);
  if ('why' in judged) return judged;
  return {
    source: way.source,
    query: judged.text,
    limits,
    differs: [
      ...(judged.text.includes('$(COLOUR)') ? [] : ['its query tells no colours apart, as it told no releases apart']),
      'it has to give one number',
    ],
  };
}

const NO_SERVER =
  'it asks the Prometheus that Flagger was started with: write its address as metricsServer into the Canary, and adopt it then';

function ofTemplate(
  { name }: Fields,
  template: Manifest | undefined,
): { readonly source: string; readonly query: string } | Lost {
  if (!template) return { why: `the MetricTemplate ${name} is not among the files: name its file too` };
  const { provider, query }: Fields = Object(template.value['spec']);
  const { type, address, ...more }: Fields = Object(provider);
  const [odd] = Object.keys(more).filter(key => more[key]);
  if (type !== 'prometheus') return { why: `"source" is a Prometheus, not ${type}` };
  if (odd !== undefined) return { why: `nothing of ours is the same as "${odd}" of the MetricTemplate ${name}` };
  if (!isSource(address)) return { why: `the MetricTemplate ${name} says no address of a Prometheus` };
  if (typeof query !== 'string' || !query.trim()) return { why: `the MetricTemplate ${name} has no query` };
  return { source: address, query };
}

/** The limits of a metric. @param threshold what the older key of that name says, where there is no range */
function limitsOf(
  { thresholdRange, threshold }: Fields,
  of: 'min' | 'max',
  as = (limit: number) => limit,
): Limits | Lost {
  const said: Fields = thresholdRange ? Object(thresholdRange) : { [of]: threshold ?? (of === 'max' ? 0 : undefined) };
  const limits = Object.entries(said).filter(([key, value]) => ['min', 'max'].includes(key) && value != null);
  if (!limits.length) return { why: 'it says no limit, so whatever was measured was good' };
  if (!limits.every(([, value]) => Number.isFinite(value)) || said['min'] > said['max'])
    return { why: 'no number is within its limits' };
  return Object.fromEntries(limits.map(([key, value]) => [key, as(value)]));
}

interface BuiltIn {
  readonly threshold: 'min' | 'max';
  query(interval: string): string;
  /** How it reads a limit. */
  as?(limit: number): number;
  readonly differs: string;
}

// What Flagger asks of pods itself, by the labels that its Prometheus gives them.
const PODS =
  'kubernetes_namespace="$(NAMESPACE)", kubernetes_pod_name=~"$(APPLICATION)-$(COLOUR)-[0-9a-z]+-?[0-9a-z]+"';
const rate = (series: string, labels: string, interval: string) => `sum(rate(${series}{${labels}}[${interval}]))`;
const SAME = 'it is asked by the labels that Flagger asks by';

// https://docs.flagger.app/faq#metrics
const BUILT_IN: { readonly [name: string]: BuiltIn } = {
  'request-success-rate': {
    threshold: 'min',
    query: interval => {
      const series = 'http_request_duration_seconds_count';
      return `100 * ${rate(series, `${PODS}, status!~"5.*"`, interval)} / ${rate(series, PODS, interval)}`;
    },
    differs: `${SAME}; where Prometheus calls them namespace and pod, { preset: http } has it shorter, as the percentage that failed`,
  },
  'request-duration': {
    threshold: 'max',
    // It counts whole milliseconds.
    query: interval =>
      `floor(1000 * histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{${PODS}}[${interval}]))))`,
    as: Math.trunc,
    differs: `${SAME}; where Prometheus calls them namespace and pod, { preset: http, quantile: 0.99 } has it shorter`,
  },
};

// No query holds these.
const NEXT = '\u0001';
const NAMESPACE = '\u0002';

/** A query with what Flagger puts in, so that it asks about ours. */
function filledIn(
  query: string,
  interval: string,
  { templateVariables }: Fields,
  canary: Manifest,
  spec: CanarySpec,
  { selected, preview }: Around,
): { readonly text: string } | Lost {
  const target = spec.targetRef.name;
  const { apex, canaryService, primary, primaryService } = canaryNames(spec);
  const values: { readonly [name: string]: string } = {
    ...{ name: canary.identity.name, service: apex, interval, namespace: NAMESPACE },
    ...{ ingress: canary.value['spec'].ingressRef?.name ?? target, route: target },
  };
  const text = String(query)
    .trim()
    .replaceAll(/\{\{\s*([\w.]+)\s*\}\}(-(?:canary|primary)\b)?/g, (whole, name: string, more = '') => {
      if (name === 'target') return more ? target + more : NEXT;
      const [of, variable] = name.split('.');
      const value = of === 'variables' ? Object(templateVariables)[variable ?? ''] : values[name];
      return value === undefined ? whole : String(value) + more;
    });
  if (text.includes('{{')) return { why: 'its template does more than putting in what Flagger and the Canary say' };
  const names: Names = {
    old: [target, primary, primaryService, apex, ...Object.values(selected).map(String)],
    active: apex,
    preview: canaryService,
    ours: preview,
    next: NEXT,
  };
  const judged = judgedQuery(text, names, 'before');
  if ('why' in judged) return judged;
  const whole = judged.text.replaceAll(NEXT, '$(APPLICATION)-$(COLOUR)').replaceAll(NAMESPACE, '$(NAMESPACE)');
  return whole.length > LONGEST_QUERY
    ? { why: `its query is longer than ${LONGEST_QUERY} characters` }
    : { text: whole };
}
