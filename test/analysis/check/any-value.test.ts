import fc from 'fast-check';
import { parse } from 'yaml';
import { enginesOf, outputOf, reviewed } from './output';
import { autoscaled, edits, type Objects } from './pair';

type Files = ReadonlyMap<string, string>;

// Of everything that rules look at: ours with what engines are told, and a pair of others with policies and routes.
const OURS: Files = new Map([...outputOf('shop'), ...enginesOf('shop'), ...outputOf('shop', 'staging')]);
const OTHERS: Files = edits(
  objects => autoscaled(objects, 'blue', 2, 5),
  (objects: Objects) => {
    objects['policy'] = {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'web', namespace: 'web' },
      spec: {
        podSelector: { matchLabels: { app: 'web' } },
        ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }], ports: [{ port: 8080 }] }],
      },
    };
    objects['role'] = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'web', namespace: 'web' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
    };
    objects['binding'] = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'web', namespace: 'web' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
      subjects: [{ kind: 'ServiceAccount', name: 'web' }],
    };
  },
);

type Path = ReadonlyArray<string | number>;

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return [path, ...steps.flatMap(step => pathsOf((value as any)[step], [...path, step]))];
}

const PLACES = [OURS, OTHERS].flatMap(files =>
  [...files]
    .filter(([file]) => !file.includes('Job.'))
    .flatMap(([file, text]) =>
      pathsOf(parse(text))
        .slice(1)
        .map(path => ({ files, file, path })),
    ),
);

function replaced({ files, file, path }: (typeof PLACES)[number], value: unknown): Files {
  const object = parse(files.get(file)!);
  const holder = path.slice(0, -1).reduce((here, step) => here[step], object);
  holder[path.at(-1)!] = value;
  return new Map([...files, [file, JSON.stringify(object)]]);
}

test('whatever stands in the place of a value, before the change or after it, no rule falls over', () => {
  const anyValue = fc.constantFrom<unknown>(null, '', 'x', 7, true, [], ['x'], [null], {}, { x: {} }, 'constructor');
  fc.assert(
    fc.property(fc.nat({ max: PLACES.length - 1 }), anyValue, fc.boolean(), (index, value, isBefore) => {
      const place = PLACES[index]!;
      const other = replaced(place, value);
      const [base, head] = isBefore ? [other, place.files] : [place.files, other];
      expect(() => reviewed(base, head)).not.toThrow();
    }),
    { numRuns: 200 },
  );
}, 240_000);
