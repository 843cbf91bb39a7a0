import fc from 'fast-check';
import { Colour } from '../../../lib/construct';
import { FEWEST_PODS, RELEASE_LABEL, WORKER_LABEL } from '../../../lib/construct/names';
import { otherColour } from '../../../lib/construct/props/colour';
import { sharedProps } from '../../../lib/construct/resolve/application';
import { anyApplication } from './any/application';
import { files, type KubernetesObject, renderedOnce, texts } from './rendered';

const anyColour = fc.constantFrom(Colour.BLUE, Colour.GREEN);
// The same applications for all tests, and others in each run.
const SAME = { seed: Date.now() };
const objects = renderedOnce();

test('the flip changes the selectors of the active and the preview Service, the gate, the record, who may reach whom and the workers, and no other byte', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const states = [objects(props, active), objects(props, otherColour(active))] as const;
      const [before, after] = [texts(states[0]), texts(states[1])];
      const verify = (path: string) => /^release\/(verify\/|traffic\/NetworkPolicy\.)/.test(path);
      const traffic = [`release/traffic/Service.${props.name}.k8s.yaml`];
      traffic.push(`release/traffic/Service.${props.name}-preview.k8s.yaml`);
      const ofWorkers = new Set(states.flatMap(workerFiles));

      const others = (made: object) => Object.keys(made).filter(path => !verify(path) && !ofWorkers.has(path));
      expect(others(after)).toEqual(others(before));
      expect(others(after).filter(path => after[path] !== before[path])).toEqual(traffic);
      for (const path of traffic) {
        const lines = after[path]!.split('\n');
        const changed = before[path]!.split('\n').flatMap((line, index) =>
          line === lines[index] ? [] : [[line.trim(), lines[index]!.trim()]],
        );
        const [from, to] = path.includes('-preview.k8s')
          ? [otherColour(active), active]
          : [active, otherColour(active)];
        expect(changed).toEqual([[`blue-green/colour: ${from}`, `blue-green/colour: ${to}`]]);
      }
    }),
    { ...SAME, numRuns: 100 },
  );
});

function workerFiles(made: Record<string, KubernetesObject>): string[] {
  return Object.entries(made)
    .filter(([, { metadata }]) => metadata.labels?.[WORKER_LABEL] !== undefined)
    .map(([path]) => path);
}

test('the flip gives each worker the pods of the other release, and takes away and brings those that only one of them has', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      const release = made[`${active}/Deployment.${props.name}-${active}.k8s.yaml`]!;
      const { labels } = release['spec'].template.metadata;
      const running = Object.values(made).flatMap(({ kind, metadata, spec }) =>
        metadata.labels[WORKER_LABEL] && ['Deployment', 'CronJob'].includes(kind)
          ? [spec.template ?? spec.jobTemplate.spec.template]
          : [],
      );
      const { workers: shared } = sharedProps(props);
      expect(running).toHaveLength(Object.keys({ ...shared, ...props[active]!.workers }).length);
      for (const { metadata } of running) expect(metadata.labels[RELEASE_LABEL]).toBe(labels[RELEASE_LABEL]);
      // No Service leads to them, whatever it selects.
      for (const { kind, spec } of Object.values(made)) {
        if (kind !== 'Service') continue;
        const isSelected = ({ metadata }: KubernetesObject) =>
          Object.entries(spec.selector).every(([label, value]) => metadata.labels[label] === value);
        expect(running.filter(isSelected)).toEqual([]);
      }
    }),
    { ...SAME, numRuns: 20 },
  );
});

test('a flip there and back is no change at all', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      expect(files(props, otherColour(otherColour(active)))).toEqual(files(props, active));
    }),
    { numRuns: 10 },
  );
});

test('with autoscaling there is an autoscaler, or somebody else says the fewest, and no number of replicas, whatever is active', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const made = objects(props, active);
      for (const colour of Object.values(Colour)) {
        const deployment = made[`${colour}/Deployment.${props.name}-${colour}.k8s.yaml`]!;
        const scalers = ['HorizontalPodAutoscaler', 'ScaledObject'].flatMap(
          kind => made[`${colour}/${kind}.${props.name}-${colour}.k8s.yaml`] ?? [],
        );
        const others = deployment.metadata.annotations[FEWEST_PODS] === undefined ? 0 : 1;
        expect(scalers.length + others).toBe(deployment['spec'].replicas === undefined ? 1 : 0);
      }
    }),
    { ...SAME, numRuns: 30 },
  );
});
