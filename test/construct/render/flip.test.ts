import fc from 'fast-check';
import { Colour } from '../../../lib/construct';
import { FEWEST_PODS } from '../../../lib/construct/names';
import { otherColour } from '../../../lib/construct/props/colour';
import { anyApplication } from './any/application';
import { files, objects } from './rendered';

const anyColour = fc.constantFrom(Colour.BLUE, Colour.GREEN);

test('the flip changes the selectors of the active and the preview Service, the gate, the record and who may reach whom, and no other byte', () => {
  fc.assert(
    fc.property(anyApplication, anyColour, (props, active) => {
      const before = files(props, active);
      const after = files(props, otherColour(active));
      const verify = (path: string) => /^release\/(verify\/|traffic\/NetworkPolicy\.)/.test(path);
      const traffic = [`release/traffic/Service.${props.name}.k8s.yaml`];
      traffic.push(`release/traffic/Service.${props.name}-preview.k8s.yaml`);

      const others = (made: object) => Object.keys(made).filter(path => !verify(path));
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
    { numRuns: 100 },
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
    { numRuns: 30 },
  );
});
