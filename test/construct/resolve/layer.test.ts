import fc from 'fast-check';
import type { ReleaseProps } from '../../../lib/construct/props/release';
import { layered } from '../../../lib/construct/resolve/layer';
import { readProject } from '../../../lib/project/files/project';
import { inProject } from '../../project/files/small-project';

test.each<[string, ReleaseProps, ReleaseProps, ReleaseProps]>([
  ['what the upper layer does not say stays', { replicas: 2 }, { drainSeconds: 1 }, { replicas: 2, drainSeconds: 1 }],
  ['what both say is the upper one’s', { replicas: 2 }, { replicas: 3 }, { replicas: 3 }],
  [
    'variables are merged by name',
    { env: { A: '1', B: '2' } },
    { env: { B: '3', C: '4' } },
    { env: { A: '1', B: '3', C: '4' } },
  ],
  ['settings are merged by name', { config: { A: '1' } }, { config: { B: '2' } }, { config: { A: '1', B: '2' } }],
  ['labels are merged by name', { labels: { a: '1' } }, { labels: { a: '2' } }, { labels: { a: '2' } }],
  [
    'annotations are merged by name',
    { annotations: { a: '1' } },
    { annotations: { b: '2' } },
    { annotations: { a: '1', b: '2' } },
  ],
  [
    'volumes are merged by name',
    { volumes: { a: { mountPath: '/a', emptyDir: {} } } },
    { volumes: { b: { mountPath: '/b', emptyDir: {} } } },
    { volumes: { a: { mountPath: '/a', emptyDir: {} }, b: { mountPath: '/b', emptyDir: {} } } },
  ],
  [
    'workers are merged by name, and each by its keys',
    { workers: { a: { command: ['a'], env: { A: '1' } }, b: { command: ['b'], replicas: 2 } } },
    { workers: { a: { env: { B: '2' } }, b: { autoscaling: { min: 1, max: 2 } }, c: { args: ['c'] } } },
    {
      workers: {
        a: { command: ['a'], env: { A: '1', B: '2' } },
        b: { command: ['b'], autoscaling: { min: 1, max: 2 } },
        c: { args: ['c'] },
      },
    },
  ],
  [
    'a probe is taken whole',
    { readiness: { path: '/a', periodSeconds: 1 } },
    { readiness: { path: '/b' } },
    { readiness: { path: '/b' } },
  ],
  ['a list is taken whole', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
  [
    'resources are taken whole',
    { resources: { requests: { cpu: '1' } } },
    { resources: { limits: { cpu: '1' } } },
    { resources: { limits: { cpu: '1' } } },
  ],
  [
    'autoscaling takes replicas away',
    { replicas: 2 },
    { autoscaling: { min: 1, max: 2 } },
    { autoscaling: { min: 1, max: 2 } },
  ],
  ['replicas take autoscaling away', { autoscaling: { min: 1, max: 2 } }, { replicas: 2 }, { replicas: 2 }],
  ['ports take port away', { port: 1 }, { ports: [{ name: 'a', port: 2 }] }, { ports: [{ name: 'a', port: 2 }] }],
  [
    'a layer that says both contradicts itself, and keeps both',
    { replicas: 2 },
    { replicas: 3, autoscaling: { min: 1, max: 2 } },
    { replicas: 3, autoscaling: { min: 1, max: 2 } },
  ],
])('%s', (_, lower, upper, result) => {
  const before = JSON.stringify([lower, upper]);
  expect(layered(lower, upper)).toEqual(result);
  expect(JSON.stringify([lower, upper])).toBe(before);
});

test('application < override of the environment < colour, for every key, whoever says it', () => {
  // A value of each kind for each of the three layers, which names the layer.
  const VALUES: Readonly<Record<string, (layer: number) => unknown>> = {
    drainSeconds: layer => layer + 1,
    args: layer => [`layer ${layer}`],
    securityContext: layer => ({ runAsUser: layer + 1 }),
    readiness: layer => ({ path: `/${layer}` }),
    env: layer => ({ SHARED: `${layer}`, [`ONLY_${layer}`]: `${layer}` }),
    config: layer => ({ SHARED: `${layer}`, [`ONLY_${layer}`]: `${layer}` }),
    labels: layer => ({ shared: `${layer}`, [`only-${layer}`]: `${layer}` }),
  };
  const keys = Object.keys(VALUES);
  const layers = fc.tuple(...[0, 1, 2].map(() => fc.subarray(keys)));
  const written = (said: readonly string[] = [], layer: number) => said.map(key => [key, VALUES[key]!(layer)] as const);

  fc.assert(
    fc.property(layers, said => {
      const [application, override, colour] = said.map((names, layer) => Object.fromEntries(written(names, layer)));
      // JSON is YAML.
      const props = inProject(
        {
          'apps/ping.yaml': JSON.stringify({
            name: 'ping',
            port: 5000,
            ...application,
            environments: { production: override },
          }),
          'releases/production/ping.yaml': JSON.stringify({ active: 'blue', blue: { image: 'a:1', ...colour } }),
        },
        root => readProject(root, { args: [] }).applications[0]!.props,
      );
      const { blue, green: _, name: __, active: ___, namespace: ____, ...shared } = props;
      const result = layered<Record<string, unknown>>(shared, blue as Record<string, unknown>);
      for (const key of keys) {
        const saying = said.flatMap((names, layer) => (names.includes(key) ? [VALUES[key]!(layer)] : []));
        const merged = ['env', 'config', 'labels'].includes(key) && saying.length;
        expect(result[key]).toEqual(merged ? Object.assign({}, ...saying) : saying.at(-1));
      }
    }),
    { numRuns: 60 },
  );
});
