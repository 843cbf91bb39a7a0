import fc from 'fast-check';
import { KedaMetricType, type KedaScaling, type ReleaseProps } from '../../../../lib/construct';

type Pods = Pick<ReleaseProps, 'replicas' | 'autoscaling'>;

const metrics = fc.uniqueArray(
  fc.constantFrom<{ readonly [key: string]: unknown }>(
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '100m' } } },
    { type: 'Pods', pods: { metric: { name: 'requests' }, target: { type: 'AverageValue', averageValue: '10' } } },
    {
      type: 'External',
      external: {
        metric: { name: 'queue', selector: { matchLabels: { colour: '$(COLOUR)' } } },
        target: { type: 'Value', value: '30' },
      },
    },
    {
      type: 'Object',
      object: {
        describedObject: { apiVersion: 'v1', kind: 'Service', name: 'any-$(COLOUR)' },
        metric: { name: 'hits' },
        target: { type: 'AverageValue', averageValue: '1k' },
      },
    },
  ),
  { minLength: 1 },
);
const behavior = fc.constantFrom<{ readonly [key: string]: unknown } | undefined>(undefined, {
  scaleDown: { stabilizationWindowSeconds: 60, policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
});
const keda = fc.constantFrom<KedaScaling>(
  { triggers: [{ type: 'cron', metadata: { desiredReplicas: '3' } }] },
  {
    triggers: [
      {
        type: 'prometheus',
        name: 'rate',
        metadata: { query: 'sum(rate(http_requests_total{colour="$(COLOUR)"}[1m]))', threshold: '10' },
        metricType: KedaMetricType.AVERAGE_VALUE,
        authenticationRef: { name: 'prometheus' },
      },
    ],
    pollingInterval: 15,
    fallback: { failureThreshold: 3, replicas: 4 },
  },
);

// How many pods there are, and how many may be away: the three keys depend on each other.
export const size = fc
  .oneof(
    fc.record({ replicas: fc.integer({ min: 1, max: 20 }) }),
    fc
      .record({ min: fc.integer({ min: 1, max: 10 }), more: fc.nat({ max: 10 }), cpu: percent(), memory: percent() })
      .map(({ min, more, cpu, memory }) => ({ autoscaling: { min, max: min + more, cpu, memory } })),
    fc
      .record({ min: fc.integer({ min: 1, max: 10 }), more: fc.nat({ max: 10 }), metrics, behavior })
      .map(({ min, more, ...said }) => ({ autoscaling: { min, max: min + more, ...said } })),
    fc
      .record({ min: fc.integer({ min: 1, max: 10 }), more: fc.nat({ max: 10 }), behavior, keda })
      .map(({ min, more, ...said }) => ({ autoscaling: { min, max: min + more, ...said } })),
    fc.record({ min: fc.integer({ min: 1, max: 10 }) }).map(({ min }) => ({ autoscaling: { min, external: true } })),
  )
  .chain((pods: Pods) => {
    const { replicas, autoscaling } = pods;
    const fewest = autoscaling?.min ?? replicas!;
    const least = !autoscaling || autoscaling.keda || autoscaling.external ? 0 : 1;
    const most = autoscaling?.external ? 0 : fewest;
    return fc.record({
      pods: fc.constant(pods),
      idle: fc.record({ replicas: fc.integer({ min: least, max: most }) }),
      disruption: fc.oneof(
        fc.record({ minAvailable: fc.oneof(fc.nat({ max: fewest - 1 }), fc.constant('50%')) }),
        fc.record({ maxUnavailable: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('25%')) }),
        fc.constant({ none: true }),
      ),
    });
  })
  .map(({ pods, ...rest }) => ({ ...pods, ...rest }) satisfies ReleaseProps);

function percent() {
  return fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined });
}
