import fc from 'fast-check';
import { Colour } from '../../../lib/construct/props/colour';
import { unitsOf } from '../../../lib/project/engines/units';
import { yamlText } from '../../../lib/project/output/yaml-text';
import { anyApplication } from '../../construct/render/any/application';
import { objects } from '../../construct/render/rendered';
import { applicationFiles, environmentFiles, kustomizations } from './delivered';

const PLAIN = { name: 'web' };
const MIGRATING = { name: 'web', migrate: {} };
const both = [
  ['an application', PLAIN],
  ['an application with migrations', MIGRATING],
] as const;

const dependencies = (props: typeof PLAIN) =>
  Object.fromEntries(
    Object.entries(kustomizations(props)).map(([unit, { dependsOn = [] }]) => [
      unit,
      dependsOn.map(({ name }: { name: string }) => name.replace('production-web-', '')),
    ]),
  );

test('the Kustomizations of one application', () => {
  expect(Object.values(applicationFiles(MIGRATING)).map(yamlText).join('---\n')).toMatchSnapshot();
});

test('every unit is the path of one Kustomization, and every Kustomization has a unit', () => {
  fc.assert(
    fc.property(anyApplication, props => {
      const paths = Object.keys(objects(props, Colour.BLUE)).map(path => path.slice(0, path.lastIndexOf('/')));
      const folders = unitsOf({ environment: 'production', props }).map(({ folder }) => folder);
      expect(folders.sort()).toEqual([...new Set(paths)].sort());
    }),
    { numRuns: 30 },
  );
});

test('how Flux finds an environment', () => {
  const files = Object.entries(environmentFiles()).filter(([path]) => path.startsWith('flux/'));
  expect(files.map(([, object]) => yamlText(object)).join('---\n')).toMatchSnapshot();
});

test.each(both)('of %s, traffic waits for the gate alone, and the gate for nothing', (_, props) => {
  expect(dependencies(props)).toMatchObject({ verify: [], traffic: ['verify'] });
});

test('of a group, the traffic of each member waits for the gates of all that are there, and nothing else does', () => {
  const specs = kustomizations({ ...PLAIN, watch: {} } as typeof PLAIN, ['cart', 'payment']);
  const waiting = Object.entries(specs).flatMap(([unit, { dependsOn = [] }]) =>
    dependsOn.filter(({ name }: { name: string }) => !name.startsWith('production-web-')).length ? [unit] : [],
  );
  expect(waiting).toEqual(['traffic']);
  expect(specs['traffic']!['dependsOn']).toEqual(
    ['web', 'cart', 'payment'].map(name => ({ name: `production-${name}-verify` })),
  );
});

test('a watch comes after the traffic, nothing waits for it, and it gives its worker back', () => {
  const props = { ...PLAIN, watch: { minutes: 5 } };
  const made = dependencies(props);
  expect(made['watch']).toEqual(['traffic']);
  expect(Object.values(made).flat()).not.toContain('watch');
  expect(kustomizations(props)['watch']).toMatchObject({ wait: true, timeout: '30s', retryInterval: '30s' });
});

test('both colours wait for the base, each also for its own migration, and never for each other', () => {
  expect(dependencies(PLAIN)).toMatchObject({ base: [], blue: ['base'], green: ['base'] });
  expect(dependencies(MIGRATING)).toMatchObject({
    base: [],
    'migrate-blue': ['base'],
    'migrate-green': ['base'],
    blue: ['base', 'migrate-blue'],
    green: ['base', 'migrate-green'],
  });
});

test('all Kustomizations of an environment share one source, or none would wait for the same commit of another', () => {
  const [source, all] = Object.values(environmentFiles({ engines: ['flux'] }));
  expect([source!['kind'], all!['kind']]).toEqual(['GitRepository', 'Kustomization']);
  const sourceRef = { kind: 'GitRepository', name: source!['metadata'].name };
  const objects = [all!, ...Object.values(applicationFiles(MIGRATING))];
  for (const { metadata, spec } of objects) {
    expect(spec.sourceRef).toEqual(sourceRef);
    expect(metadata.namespace).toBe(source!['metadata'].namespace);
  }
});

test.each(both)(
  'of %s, nothing looks past the revision, makes an object anew, or rewrites what git says',
  (_, props) => {
    for (const { metadata, spec } of Object.values(applicationFiles(props))) {
      for (const { readyExpr } of spec.dependsOn ?? [])
        expect([metadata.name, readyExpr]).toEqual([metadata.name, undefined]);
      expect(spec.force).toBe(false);
      for (const key of ['postBuild', 'targetNamespace', 'patches', 'ignore', 'healthChecks', 'suspend']) {
        expect(spec).not.toHaveProperty(key);
      }
    }
  },
);

test.each(both)('of %s, every unit is pruned', (_, props) => {
  for (const spec of Object.values(kustomizations(props))) expect(spec).toMatchObject({ prune: true });
});

test.each(both)(
  'of %s, what gates is ready only when its Job is complete, and nothing else holds a worker of Flux',
  (_, props) => {
    for (const [unit, { wait, timeout }] of Object.entries(kustomizations(props))) {
      const gates = unit === 'verify' || unit.startsWith('migrate-');
      // Flux takes no shorter one.
      expect([unit, wait, timeout]).toEqual([unit, ...(gates ? [true, '30s'] : [undefined, undefined])]);
    }
  },
);

test('a Job that takes its time is not waited for: the wait ends once its budget counts its pod', () => {
  const specs = kustomizations(MIGRATING);
  for (const unit of ['verify', 'migrate-blue', 'migrate-green']) {
    expect(specs[unit]!['healthCheckExprs']).toEqual([
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        failed: 'status.currentHealthy > 0',
        current: 'status.currentHealthy == 0',
      },
    ]);
  }
});

test('whatever another Kustomization depends on for its Job is waited for, and soon looked at again', () => {
  const specs = kustomizations(MIGRATING);
  const dependedOn = Object.values(dependencies(MIGRATING)).flat();
  // The base holds nothing that has to be done first: its objects are there once they are applied.
  for (const unit of new Set(dependedOn.filter(name => name !== 'base'))) {
    expect([unit, specs[unit]]).toEqual([unit, expect.objectContaining({ wait: true, retryInterval: '30s' })]);
  }
});

test('deleting a Kustomization, by hand or with the file of an application, leaves its objects where they are', () => {
  for (const { kind, spec } of [
    ...Object.values(environmentFiles({ engines: ['flux'] })),
    ...Object.values(applicationFiles(MIGRATING)),
  ]) {
    if (kind === 'Kustomization') expect(spec.deletionPolicy).toBe('Orphan');
  }
});

test('what applies the Kustomizations waits for none of them: one that fails holds up no new application', () => {
  const all = environmentFiles()['flux/production/Kustomization.bluegreen-production.k8s.yaml']!['spec'];
  expect(all).toMatchObject({ path: './dist/flux/production' });
  expect(all.wait).toBeUndefined();
});

test.each(['deploy', 'deploy/', './deploy', './deploy//'])(
  'in the folder %s of the repository, every path starts there',
  path => {
    const [base] = Object.values(applicationFiles(PLAIN, { path }));
    expect(base!['spec'].path).toBe('./deploy/dist/apps/production/web/base');
    const all = environmentFiles({ path })['flux/production/Kustomization.bluegreen-production.k8s.yaml']!;
    expect(all['spec'].path).toBe('./deploy/dist/flux/production');
  },
);

test('without Flux there is no object of Flux', () => {
  for (const engines of [['argocd' as const], []]) {
    expect(applicationFiles(PLAIN, { engines })).toEqual({});
    expect(Object.keys(environmentFiles({ engines })).filter(path => path.startsWith('flux/'))).toEqual([]);
  }
});
