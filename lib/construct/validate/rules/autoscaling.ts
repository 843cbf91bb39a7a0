import { type Autoscaling, KedaMetricType } from '../../props/autoscaling';
import { type Path, type Problem, shown } from '../problem';
import type { ReleaseRule } from './rule';

/** What is said of an autoscaler is for one that there is: of Kubernetes, of KEDA, or of somebody else. */
export const autoscalingIsOfOneKind: ReleaseRule = ({ autoscaling }) => {
  if (!autoscaling) return [];
  const { external, keda, min, max } = autoscaling;
  const said = (keys: readonly (keyof Autoscaling)[]) => keys.filter(key => autoscaling[key] !== undefined);
  if (external) {
    return said(['max', 'cpu', 'memory', 'metrics', 'behavior', 'keda']).map(key => ({
      path: ['autoscaling', key],
      message: 'expected nothing but "min" beside "external": whoever scales the colour says it',
      fix: 'take it away, or take "external" away',
    }));
  }
  if (max === undefined) {
    const fix = 'where somebody else scales, say "external: true" beside "min"';
    return [{ path: ['autoscaling', 'max'], message: 'it is missing: expected the most pods of a colour', fix }];
  }
  if (min > max) {
    const message = `expected no more than autoscaling.max (${max}), got ${shown(min)}`;
    return [{ path: ['autoscaling', 'min'], message }];
  }
  if (!keda) return [];
  return said(['cpu', 'memory', 'metrics']).map(key => ({
    path: ['autoscaling', key],
    message: 'expected a trigger in "keda.triggers" in its place: it is KEDA that scales',
    ...(key !== 'metrics' && {
      fix: `{ type: ${key}, metricType: Utilization, metadata: { value: "${autoscaling[key]}" } }`,
    }),
  }));
};

/** An autoscaler measures use against what the container requests; without a request it never scales. */
export const autoscalingIsMeasurable: ReleaseRule = ({ autoscaling, resources, podTemplate }, { autoscaling: own }) => {
  if (!autoscaling) return [];
  const shares: { readonly resource: string; readonly path: Path }[] = [
    ...(['cpu', 'memory'] as const).flatMap(resource =>
      own?.[resource] === undefined ? [] : [{ resource, path: ['autoscaling'] }],
    ),
    ...(autoscaling.metrics ?? []).flatMap(({ type, resource }, index) =>
      type === 'Resource' && resource?.target?.type === 'Utilization'
        ? [{ resource: String(resource.name), path: ['autoscaling', 'metrics', index] }]
        : [],
    ),
    ...(autoscaling.keda?.triggers ?? []).flatMap(({ type, metricType }, index) =>
      isOfPods(type) && metricType === KedaMetricType.UTILIZATION
        ? [{ resource: type, path: ['autoscaling', 'keda', 'triggers', index] }]
        : [],
    ),
  ];
  const laidOver: readonly any[] = podTemplate?.['spec']?.containers ?? [];
  const isRequested = (resource: string) =>
    [resources, ...laidOver.map(container => container?.resources)].some(
      given => given?.requests?.[resource] !== undefined,
    );
  return shares
    .filter(({ resource }) => !isRequested(resource))
    .map(({ resource, path }) => ({
      path,
      message: `resources.requests.${resource} is missing: expected it, because the autoscaler measures ${resource} use in percent of it`,
      fix: `resources: { requests: { ${resource}: ${resource === 'memory' ? '128Mi' : '100m'} } }`,
    }));
};

// What each type of metric calls its own field, and which value goes with each type of target.
// https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/
const SOURCES: { readonly [type: string]: { readonly field: string; readonly targets: readonly string[] } } = {
  Resource: { field: 'resource', targets: ['Utilization', 'AverageValue'] },
  ContainerResource: { field: 'containerResource', targets: ['Utilization', 'AverageValue'] },
  Pods: { field: 'pods', targets: ['AverageValue'] },
  Object: { field: 'object', targets: ['Value', 'AverageValue'] },
  External: { field: 'external', targets: ['Value', 'AverageValue'] },
};
const AMOUNTS: { readonly [type: string]: string } = {
  Utilization: 'averageUtilization',
  AverageValue: 'averageValue',
  Value: 'value',
};

/** What the API server asks of a metric beyond the types of its fields. */
export const metricsAreWhole: ReleaseRule = ({ autoscaling, sidecars = [], podTemplate }, _, { name }) =>
  (autoscaling?.metrics ?? []).flatMap((metric, index): Problem[] => {
    const path = ['autoscaling', 'metrics', index];
    const source = Object.hasOwn(SOURCES, metric['type']) ? SOURCES[metric['type']] : undefined;
    if (!source) {
      const expected = `one of ${Object.keys(SOURCES).join(', ')}`;
      return [{ path: [...path, 'type'], message: `expected ${expected}, got ${shown(metric['type'])}` }];
    }
    const { field, targets } = source;
    const [other] = Object.keys(metric).filter(key => key !== 'type' && key !== field);
    if (!metric[field] || other) {
      const message = `a metric of type ${metric['type']} is said in "${field}": expected it and no other, got ${other ? `"${other}"` : 'nothing'}`;
      return [{ path: other ? [...path, other] : path, message }];
    }
    const { target: said, container } = Object(metric[field]);
    const target = Object(said);
    const amount = AMOUNTS[target.type] ?? '';
    if (!targets.includes(target.type) || target[amount] === undefined) {
      const expected = targets.map(type => `{ type: ${type}, ${AMOUNTS[type]}: … }`).join(' or ');
      return [{ path: [...path, field, 'target'], message: `expected ${expected}` }];
    }
    const containers = [name, ...[...sidecars, ...(podTemplate?.['spec']?.containers ?? [])].map(one => one?.name)];
    if (field !== 'containerResource' || containers.includes(container)) return [];
    const message = `there is no such container: expected one of ${[...new Set(containers)].join(', ')}, got ${shown(container)}`;
    return [{ path: [...path, field, 'container'], message }];
  });

/** What KEDA refuses of triggers, in the cluster only. */
export const triggersAreTakenByKeda: ReleaseRule = ({ autoscaling }) => {
  const { triggers = [], fallback, scalingModifiers } = autoscaling?.keda ?? {};
  const path = ['autoscaling', 'keda'];
  const names = triggers.map(({ name }) => name);
  const problems: Problem[] = triggers.flatMap(({ type, name, useCachedMetrics, metricType }, index) => [
    ...(name !== undefined && names.indexOf(name) < index
      ? [{ path: [...path, 'triggers', index, 'name'], message: `another trigger is called ${shown(name)} already` }]
      : []),
    ...(useCachedMetrics && (isOfPods(type) || type === 'cron')
      ? [{ path: [...path, 'triggers', index, 'useCachedMetrics'], message: `KEDA knows none of it for ${type}` }]
      : []),
    ...(isOfPods(type) && metricType !== KedaMetricType.UTILIZATION && metricType !== KedaMetricType.AVERAGE_VALUE
      ? [
          {
            path: [...path, 'triggers', index],
            message: `a trigger of type ${type} needs metricType: Utilization or AverageValue, got ${shown(metricType)}`,
          },
        ]
      : []),
  ]);
  if (fallback && triggers.every(({ type }) => isOfPods(type))) {
    const message = 'KEDA takes none where all triggers are cpu or memory: Kubernetes itself measures those';
    problems.push({ path: [...path, 'fallback'], message, fix: 'take it away' });
  }
  for (const key of Object.keys(scalingModifiers ?? {})) {
    if (MODIFIERS.includes(key)) continue;
    const message = `there is no such key: expected one of ${MODIFIERS.join(', ')}`;
    problems.push({ path: [...path, 'scalingModifiers', key], message });
  }
  const missing = scalingModifiers && ['formula', 'target'].filter(key => !scalingModifiers[key]);
  if (missing?.length) {
    problems.push({ path: [...path, 'scalingModifiers'], message: `expected ${missing.join(' and ')} in it too` });
  }
  return problems;
};

const MODIFIERS = ['formula', 'target', 'activationTarget', 'metricType'];

const isOfPods = (type: string) => type === 'cpu' || type === 'memory';
