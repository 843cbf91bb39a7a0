import { quantity } from '../../construct/props/quantity';
import type { Path } from '../../construct/validate/problem';
import { itemsOf } from '../manifests/items';
import type { Manifest } from '../manifests/manifest';

/** What an autoscaler goes by: it adds pods where a measure is above this. */
interface ScalingTarget {
  /** `cpu`, `requests_per_second`, `kafka`. */
  readonly measure: string;
  /** `70 %`, `100m`. */
  readonly said: string;
  /** Undefined where it says none. */
  readonly amount: number | undefined;
  /** A share of what pods ask for, or an amount. */
  readonly isShare: boolean;
  /** Where it is said. */
  readonly path: Path;
}

/** The targets of an autoscaler, by what they measure: one that stands for the same has the same key. */
export function scalingTargetsOf({ identity, value }: Manifest): ReadonlyMap<string, ScalingTarget> {
  const spec = value['spec'] ?? {};
  return new Map(identity.kind === 'ScaledObject' ? triggersOf(spec) : metricsOf(spec));
}

type Fields = { readonly [key: string]: any };
type Entry = readonly [key: string, target: ScalingTarget];

// Where nothing is said, it is the CPU; the older API says just that.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
function metricsOf(spec: Fields): Entry[] {
  const metrics = itemsOf(spec['metrics']);
  if (!metrics.length) {
    const said = spec['targetCPUUtilizationPercentage'] ?? 80;
    return [entryOf(['Resource', 'cpu', undefined, undefined], 'cpu', said, ['spec'], true)];
  }
  return metrics.map((metric, index) => {
    const kind = String(metric['type']);
    const of: Fields = metric[`${kind[0]?.toLowerCase()}${kind.slice(1)}`] ?? {};
    const measure = String(of['name'] ?? of['metric']?.name ?? of['metricName'] ?? kind);
    const target: Fields = of['target'] ?? {};
    const share = target['averageUtilization'] ?? of['targetAverageUtilization'];
    const said = share ?? target['averageValue'] ?? target['value'] ?? of['targetAverageValue'] ?? of['targetValue'];
    const key = [kind, measure, of['container'], of['metric']?.selector ?? of['describedObject']];
    return entryOf(key, measure, said, ['spec', 'metrics', index], share !== undefined);
  });
}

// Each scaler calls it as its source does.
// https://keda.sh/docs/latest/scalers/
const THRESHOLDS = [
  'value',
  'threshold',
  'lagThreshold',
  'queueLength',
  'targetQueueLength',
  'listLength',
  'targetQueryValue',
  'targetValue',
];

function triggersOf(spec: Fields): Entry[] {
  const seen = new Map<string, number>();
  return itemsOf(spec['triggers']).map((trigger, index) => {
    const type = String(trigger['type']);
    const nth = seen.get(type) ?? 0;
    seen.set(type, nth + 1);
    const threshold = THRESHOLDS.find(name => trigger['metadata']?.[name] !== undefined);
    const said = threshold === undefined ? undefined : trigger['metadata'][threshold];
    return entryOf(
      [type, trigger['name'] ?? nth],
      type,
      said,
      ['spec', 'triggers', index],
      type === 'cpu' || type === 'memory',
    );
  });
}

function entryOf(key: readonly unknown[], measure: string, said: unknown, path: Path, isShare: boolean): Entry {
  const words = `${String(said)}${isShare ? ' %' : ''}`;
  return [JSON.stringify(key), { measure, said: words, amount: quantity(said), isShare, path }];
}
