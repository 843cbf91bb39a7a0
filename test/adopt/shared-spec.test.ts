import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { sharedSpec, specAfter } from '../../lib/adopt/shared-spec';
import type { ApplicationFile } from '../../lib/project/files/files';
import { specIn } from '../../lib/project/files/placed-application';

type Fields = { [key: string]: any };

const map = (...keys: string[]) =>
  fc.dictionary(fc.constantFrom(...keys), fc.constantFrom('1', '2', '$(A)'), { maxKeys: 3 }).map(one => ({ ...one }));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const without = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && Object.keys(Object(value)).length + Number(typeof value !== 'object'),
    ),
  );

/** What a person may have made of a spec, and what `adopt` makes of manifests. */
const keys = fc
  .record({
    size: fc.oneof(
      fc.integer({ min: 1, max: 3 }).map(replicas => ({ replicas })),
      fc.constant({ autoscaling: { min: 2, max: 4, cpu: 80 } }),
    ),
    env: map('A', 'B', 'C'),
    nodeSelector: map('pool', 'zone'),
    args: optional(fc.constantFrom(['a'], ['b'])),
    service: optional(fc.constantFrom<Fields>({ name: 'web-test' }, { type: 'NodePort' })),
    disruption: optional(fc.constant({ maxUnavailable: 1 })),
    traffic: optional(fc.constantFrom('overlap', 'selector')),
  })
  .map(({ size, ...others }) => without({ ...size, ...others }));
const entry = fc
  .record({ some: keys, of: fc.subarray(['env', 'args', 'service', 'disruption', 'nodeSelector']) })
  .map(({ some, of }) => Object.fromEntries(Object.entries(some).filter(([key]) => of.includes(key))) as Fields);
const ports = [{ name: 'http', port: 8080 }];

test('whatever a spec says, one more environment gets what runs there, and the others keep what they have', () => {
  fc.assert(
    fc.property(keys, entry, entry, keys, (all, one, two, runs) => {
      const spec = {
        name: 'web',
        image: 'web',
        port: 8080,
        gate: { deadlineSeconds: 60 },
        ...all,
        environments: { one, two },
      } as unknown as ApplicationFile;
      const others = ['one', 'two'];
      const adopted = { image: 'web', ports, ...runs };
      const { edits, obstacles } = sharedSpec('here', adopted, { spec, environments: {}, others });
      expect(obstacles).toEqual([]);
      const after = parse(specAfter(stringify(spec, { aliasDuplicateObjects: false }), edits)) as ApplicationFile;
      for (const other of others) {
        const [was, is] = [specIn(other, spec), specIn(other, after)] as Fields[];
        expect(is).toEqual(was);
        expect(Object.keys(is!['env'] ?? {})).toEqual(Object.keys(was!['env'] ?? {}));
      }
      const { name, gate, traffic = 'selector', port: _, ...here } = specIn('here', after) as Fields;
      expect({ name, gate }).toEqual({ name: 'web', gate: { deadlineSeconds: 60 } });
      const { traffic: wanted = 'selector', ...rest } = adopted as Fields;
      expect(traffic).toBe(wanted);
      expect(without({ ...here, ports })).toEqual(rest);
      if (JSON.stringify(rest['env'] ?? '').includes('$(')) {
        expect(Object.keys(here['env'])).toEqual(Object.keys(rest['env']));
      }
    }),
    { numRuns: 120 },
  );
});

test('what runs just as the spec says changes nothing in it', () => {
  const spec = { name: 'web', image: 'web', ports, replicas: 2, env: { A: '1' } } as unknown as ApplicationFile;
  const { name: _, ...runs } = spec;
  expect(sharedSpec('here', runs, { spec, environments: {}, others: ['one'] })).toEqual({
    edits: [],
    differs: [],
    obstacles: [],
  });
});

test('what is measured before a promotion stands beside the rest of the gate', () => {
  const spec = { name: 'web', image: 'web', port: 8080, gate: { deadlineSeconds: 60 }, environments: { one: {} } };
  const known = { spec: spec as unknown as ApplicationFile, environments: {}, others: ['one'] };
  const { edits } = sharedSpec('here', { image: 'web', ports, gate: { analysis: '2m' } }, known);
  const after = parse(specAfter(stringify(spec), edits)) as ApplicationFile;
  expect(specIn('here', after)['gate']).toEqual({ deadlineSeconds: 60, analysis: '2m' });
  expect(specIn('one', after)['gate']).toEqual({ deadlineSeconds: 60 });
});
