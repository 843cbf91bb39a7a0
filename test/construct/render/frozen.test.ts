import fc from 'fast-check';
import { Colour } from '../../../lib/construct/props/colour';
import { sharedProps } from '../../../lib/construct/resolve/application';
import { currentFormat } from '../../../lib/construct/resolve/format';
import { frozen } from '../../../lib/construct/resolve/freeze';
import { anyApplication, type Named } from './any/application';
import { files } from './rendered';

// What `bluegreen deploy` writes for both colours, and the same releases as a person writes them.
const deployed = anyApplication.map(({ blue, green, ...spec }) => {
  const entry = ({ image, version }: { image?: string; version?: string }) => ({
    byHand: { image, format: currentFormat(), ...(version !== undefined && { version }) },
    byTool: frozen(spec.name, sharedProps(spec), spec.service?.port, { image: image!, version }),
  });
  return { spec, blue: entry(blue!), green: entry(green!) };
});

// Pods and what belongs to them: of the colours, and of the workers.
const ofReleases = ([path, text]: readonly [string, string]) =>
  path.startsWith('blue/') || path.startsWith('green/') || /^ {4}blue-green\/worker: /m.test(text);

test('freezing a release changes no byte of any file', () => {
  fc.assert(
    fc.property(deployed, ({ spec, blue, green }) => {
      const byHand = files({ ...spec, blue: blue.byHand, green: green.byHand }, Colour.BLUE);
      expect(files({ ...spec, blue: blue.byTool, green: green.byTool }, Colour.BLUE)).toEqual(byHand);
    }),
    { numRuns: 60 },
  );
});

test('whatever becomes of the spec, no byte of what was deployed changes', () => {
  const anotherSpec = anyApplication.map(
    ({ name, namespace, createNamespace, blue, green, port, ports, ...spec }) => spec,
  );
  fc.assert(
    fc.property(deployed, anotherSpec, ({ spec, blue, green }, next) => {
      const { name, namespace, port, ports } = spec as Named;
      const colours = { blue: blue.byTool, green: green.byTool };
      const edited = {
        ...next,
        name,
        ...(namespace !== undefined && { namespace }),
        ...(port === undefined ? { ports } : { port }),
        service: spec.service,
        ingress: undefined,
        ...colours,
      };
      const before = Object.entries(files({ ...spec, ...colours }, Colour.GREEN)).filter(ofReleases);
      const after = Object.entries(files(edited, Colour.GREEN)).filter(ofReleases);
      expect(after).toEqual(before);
    }),
    { numRuns: 60 },
  );
});
