import { type GateContainer, headerLine, kubernetesLiteral } from '../gate/gate-container';
import type { Analysis, Metric, ResolvedSource } from '../resolve/analysis';
import { baselineOf, baselineWords, lesserOf, moreThan, type Side, sideOf } from './compared';
import { filledIn, type Measured } from './measured';
import { presetQuery, requestsQuery } from './presets';
import script from './script.generated.json';

/** How long an analysis takes. */
export interface AnalysisTime {
  /** For so many seconds all metrics have to be measured. */
  readonly seconds: number;
  /** Seconds until it gives up, with what it has to wait for. */
  readonly within: number;
}

/** A file out of a Secret or a ConfigMap, or all files of a Secret. */
interface Mounted {
  readonly kind: 'secret' | 'configMap';
  readonly name: string;
}

/** A container, and what is mounted in it. */
export interface AnalysisContainer extends GateContainer {
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string; readonly readOnly: true }[];
  readonly volumes: readonly object[];
}

/** The container that measures all metrics of a release. It needs no rights, no writable files and no root. */
export function analysisContainer(
  { everySeconds, metrics }: Analysis,
  measured: Measured,
  { seconds, within }: AnalysisTime,
  image: string,
): AnalysisContainer {
  const volumes = new Map<string, { readonly name: string; readonly mounted: Mounted }>();
  const folder = (mounted: Mounted): string => {
    const key = JSON.stringify(mounted);
    const name = volumes.get(key)?.name ?? `source-${volumes.size + 1}`;
    volumes.set(key, { name, mounted });
    return `/analysis/${name}`;
  };
  const args = [
    ...['--release', measured.release],
    ...['--colour', measured.colour],
    ...['--rounds', String(Math.max(1, Math.ceil(seconds / everySeconds)))],
    ...['--every', String(everySeconds)],
    ...['--within', String(within)],
    ...metrics.flatMap(metric => [
      ...['--metric', metric.name],
      ...questionOf(metric, measured, within),
      ...limitsOf(metric, measured),
      ...['--failures', String(metric.failures)],
      ...['--no-data', metric.noData],
      ...sentOf(metric.source, folder),
    ]),
  ];
  const all = [...volumes.values()];
  return {
    image,
    command: ['sh', '-c', SCRIPT, 'analysis'],
    args: args.map(kubernetesLiteral),
    volumeMounts: all.map(({ name }) => ({ name, mountPath: `/analysis/${name}`, readOnly: true })),
    volumes: all.map(({ name, mounted }) => ({
      name,
      ...(mounted.kind === 'secret' ? { secret: { secretName: mounted.name } } : { configMap: { name: mounted.name } }),
    })),
  };
}

function questionOf({ asked, source, baseline }: Metric, measured: Measured, within: number): string[] {
  const address = filledIn(source.address, measured);
  if ('json' in asked) return ['--url', address, '--json', asked.json];
  const url = ['--url', `${address.replace(/\/+$/, '')}/api/v1/query`];
  const over = 'query' in asked ? '' : asked.over;
  const now = sideOf(measured, over);
  const then = baseline && baselineOf(baseline, measured, over, within);
  const both = (query: (side: Side) => string, compare: (one: string, other: string) => string) =>
    then ? compare(query(now), query(then)) : query(now);
  if ('query' in asked) {
    return [...url, '--query', both(side => side.asOf(filledIn(asked.query, side.measured)), moreThan)];
  }
  const { preset, quantile, requests } = asked;
  return [
    ...url,
    ...['--query', both(side => presetQuery(preset, side.measured, side.range, quantile), moreThan)],
    ...(requests === undefined
      ? []
      : [
          '--requests',
          both(side => requestsQuery(preset, side.measured, side.range), lesserOf),
          '--least',
          String(requests),
        ]),
  ];
}

function limitsOf({ min, max, unit, baseline }: Metric, measured: Measured): string[] {
  const words = [
    ...(min === undefined ? [] : [`at least ${min}${unit}`]),
    ...(max === undefined ? [] : [`at most ${max}${unit}`]),
  ];
  return [
    ...['--limits', `${words.join(' and ')}${baseline ? ` above ${baselineWords(baseline, measured)}` : ''}`],
    ...(min === undefined ? [] : ['--min', String(min)]),
    ...(max === undefined ? [] : ['--max', String(max)]),
    ...(unit && ['--unit', unit]),
  ];
}

function sentOf({ headers, headersFrom, token, ca }: ResolvedSource, folder: (mounted: Mounted) => string): string[] {
  return [
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', headerLine(name, value)]),
    ...(headersFrom === undefined ? [] : ['--headers-from', folder({ kind: 'secret', name: headersFrom })]),
    ...(token ? ['--token', `${folder({ kind: 'secret', name: token.secret })}/${token.key}`] : []),
    ...(ca ? ['--ca', `${folder(authority(ca))}/${ca.key}`] : []),
  ];
}

const authority = ({ configMap, secret }: NonNullable<ResolvedSource['ca']>): Mounted =>
  configMap === undefined ? { kind: 'secret', name: secret! } : { kind: 'configMap', name: configMap };

const SCRIPT = kubernetesLiteral(script.join('\n'));
