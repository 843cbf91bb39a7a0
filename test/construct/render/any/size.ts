import fc from 'fast-check';
import type { ReleaseProps } from '../../../../lib/construct';

// How many pods there are, and how many may be away: the three keys depend on each other.
export const size = fc
  .oneof(
    fc.record({ replicas: fc.integer({ min: 1, max: 20 }) }),
    fc
      .record({ min: fc.integer({ min: 1, max: 10 }), more: fc.nat({ max: 10 }), cpu: percent(), memory: percent() })
      .map(({ min, more, cpu, memory }) => ({ autoscaling: { min, max: min + more, cpu, memory } })),
  )
  .chain(pods => {
    const fewest = 'replicas' in pods ? pods.replicas : pods.autoscaling.min;
    const least = 'replicas' in pods ? 0 : 1;
    return fc.record({
      pods: fc.constant(pods),
      idle: fc.record({ replicas: fc.integer({ min: least, max: fewest }) }),
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
