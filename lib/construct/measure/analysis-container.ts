import { type GateContainer, headerLine, kubernetesLiteral } from '../gate/gate-container';
import type { Analysis, Metric, ResolvedSource } from '../resolve/analysis';
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
      ...questionOf(metric, measured),
      ...limitsOf(metric),
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

function questionOf({ asked, source }: Metric, measured: Measured): string[] {
  const address = filledIn(source.address, measured);
  if ('json' in asked) return ['--url', address, '--json', asked.json];
  const url = ['--url', `${address.replace(/\/+$/, '')}/api/v1/query`];
  if ('query' in asked) return [...url, '--query', filledIn(asked.query, measured)];
  const { preset, quantile, over, requests } = asked;
  return [
    ...url,
    ...['--query', presetQuery(preset, measured, over, quantile)],
    ...(requests === undefined
      ? []
      : ['--requests', requestsQuery(preset, measured, over), '--least', String(requests)]),
  ];
}

function limitsOf({ min, max, unit }: Metric): string[] {
  const words = [
    ...(min === undefined ? [] : [`at least ${min}${unit}`]),
    ...(max === undefined ? [] : [`at most ${max}${unit}`]),
  ];
  return [
    ...['--limits', words.join(' and ')],
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
