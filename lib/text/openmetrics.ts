import { type Safe, safe } from './safe';
import { seen } from './seen';

/** A number that goes up and down, of several things at once. */
export interface Gauge {
  /** With its unit at the end, where it has one. */
  readonly name: string;
  readonly unit?: 'seconds';
  readonly help: string;
  readonly samples: ReadonlyArray<{ readonly labels: Readonly<Record<string, string>>; readonly value: number }>;
}

/**
 * Metrics as Prometheus and its likes read them.
 * @see https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
export function openMetrics(gauges: readonly Gauge[]): Safe<'openmetrics'> {
  const families = gauges.map(({ name, unit, help, samples }) => [
    `# TYPE ${name} gauge`,
    ...(unit ? [`# UNIT ${name} ${unit}`] : []),
    `# HELP ${name} ${escaped(help)}`,
    ...samples.map(({ labels, value }) => `${name}{${labelsText(labels)}} ${value}`),
  ]);
  return safe(`${[...families.flat(), '# EOF'].join('\n')}\n`);
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');
}

function escaped(text: string): string {
  return seen(text).replace(/[\\"\n]/g, character => (character === '\n' ? '\\n' : `\\${character}`));
}
