import fc from 'fast-check';
import { type PortProps, Protocol } from '../../../lib/construct/props/port';
import { sharedProps } from '../../../lib/construct/resolve/application';
import { frozen } from '../../../lib/construct/resolve/freeze';
import { resolvePorts } from '../../../lib/construct/resolve/ports';
import { publishedPorts } from '../../../lib/construct/resolve/published';
import { resolveRelease } from '../../../lib/construct/resolve/release';

const SPEC = { name: 'dns', image: 'a/dns', readiness: { none: true } };

function released(ports: readonly PortProps[]) {
  return resolveRelease(
    'dns',
    frozen('dns', sharedProps({ ...SPEC, ports: ports as PortProps[] }), undefined, { image: 'a/dns:1' }),
  );
}

const published = (spec: readonly PortProps[], ports: readonly PortProps[]) =>
  publishedPorts(resolvePorts({ ports: spec as PortProps[] }), released(ports)).map(
    ({ name, servicePort, nodePort, protocol }) =>
      `${name}:${servicePort}/${protocol}${nodePort === undefined ? '' : ` ${nodePort}`}`,
  );

const HTTP: PortProps = { name: 'http', port: 80 };
const ADMIN: PortProps = { name: 'admin', port: 81 };

test('a port that the spec adds or drops waits for a release; its number and its node port count at once', () => {
  expect(published([HTTP, ADMIN], [HTTP])).toEqual(['http:80/TCP']);
  expect(published([HTTP], [HTTP, ADMIN])).toEqual(['http:80/TCP', 'admin:81/TCP']);
  expect(published([{ ...HTTP, servicePort: 8080, nodePort: 30080 }], [HTTP])).toEqual(['http:8080/TCP 30080']);
  expect(published([{ ...HTTP, protocol: Protocol.UDP }], [HTTP])).toEqual(['http:80/TCP']);
});

test('a number that the spec gives to another port is that one', () => {
  expect(published([{ ...HTTP, servicePort: 81 }], [HTTP, ADMIN])).toEqual(['http:81/TCP']);
});

const anyPorts = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    port: fc.integer({ min: 80, max: 84 }),
    protocol: fc.constantFrom(Protocol.TCP, Protocol.UDP),
  }),
  {
    minLength: 1,
    comparator: (one, other) => one.name === other.name || (one.port === other.port && one.protocol === other.protocol),
  },
);

test('whatever the spec and the release say: every port that is published is in the pods, and no number or name is twice', () => {
  fc.assert(
    fc.property(anyPorts, anyPorts, (spec, ports) => {
      const all = publishedPorts(resolvePorts({ ports: spec }), released(ports));
      const inPods = ports.map(({ name, protocol }) => `${name}/${protocol}`);
      expect(inPods).toEqual(expect.arrayContaining(all.map(({ name, protocol }) => `${name}/${protocol}`)));
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      expect(new Set(all.map(({ servicePort, protocol }) => `${servicePort}/${protocol}`)).size).toBe(all.length);
    }),
  );
});
