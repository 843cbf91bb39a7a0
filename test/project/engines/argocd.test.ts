import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Groups } from '../../../lib/project/files/groups';
import { yamlText } from '../../../lib/project/output/yaml-text';
import type { KubernetesObject } from '../../construct/render/rendered';
import { treeIn } from '../../folder';
import { ROOT } from '../../repository';
import { applicationFiles, environmentFiles } from './delivered';

const PROJECT = 'argocd/production/AppProject.bluegreen-production.k8s.yaml';
const SET = 'argocd/production/ApplicationSet.bluegreen-production.k8s.yaml';

const set = (): KubernetesObject => environmentFiles()[SET]!['spec'];
const template = (): KubernetesObject => set()['template'];

test('how Argo CD finds an environment', () => {
  const files = environmentFiles();
  expect([files[PROJECT], files[SET]].map(yamlText).join('---\n')).toMatchSnapshot();
});

test('the set never deletes an Application, and a deleted Application leaves its objects where they are', () => {
  expect(set()['syncPolicy']).toEqual({ applicationsSync: 'create-update', preserveResourcesOnDeletion: true });
  expect(Object.keys(template()['metadata'])).toEqual(['name', 'labels']);
});

test('what git says is applied, what is changed by hand is put back, and a sync never deletes everything', () => {
  expect(template()['spec'].syncPolicy.automated).toEqual({ prune: true, selfHeal: true, allowEmpty: false });
});

test('a gate that fails is given up after few tries, each at the newest commit, so that a rollback does not wait', () => {
  expect(template()['spec'].syncPolicy.retry).toMatchObject({ limit: 2, refresh: true });
});

test('no option lets the switch pass the gate: every sync is whole, of all objects, and ignores no difference', () => {
  expect(template()['spec'].syncPolicy.syncOptions).toEqual(['FailOnSharedResource=true', 'ServerSideApply=true']);
  expect(template()['spec']).not.toHaveProperty('ignoreDifferences');
  expect(template()['metadata']).not.toHaveProperty('annotations');
});

// As Argo CD matches `include`: braces hold a list, and * crosses slashes.
// https://argo-cd.readthedocs.io/en/stable/user-guide/directory/#including-only-certain-files
function matches(include: string, path: string): boolean {
  const [, list = include] = /^\{(.*)\}$/.exec(include) ?? [];
  return list.split(',').some(pattern => path.startsWith(pattern.replace(/\*$/, '')));
}

test('every file of an application is in one of its four Applications, and in no other', () => {
  const [, { list }] = set()['generators'][0].matrix.generators;
  const owners = (path: string) =>
    list.elements.filter(({ include }: { include: string }) => matches(include, path)).map(({ unit }: any) => unit);
  const apps = join(ROOT, 'dist', 'apps', 'production');
  for (const name of readdirSync(apps)) {
    for (const path of Object.keys(treeIn(join(apps, name))))
      expect([path, owners(path)]).toEqual([path, [path.replace('migrate/', '').split('/')[0]]]);
  }
  expect(owners('migrate/blue/Job.web-migrate.k8s.yaml')).toEqual(['blue']);
  expect(owners('migrate/green/Job.web-migrate.k8s.yaml')).toEqual(['green']);
  expect(owners('release/verify/Job.web-verify.k8s.yaml')).toEqual(['release']);
});

test('of a group, one Application has the gates and the traffic of all, out of one folder and so of one commit; a name more or less changes nothing else', () => {
  const specOf = (groups?: Groups) => environmentFiles({}, {}, groups)[SET]!['spec'];
  const spec = specOf({ checkout: ['cart', 'web'], alone: [] });
  expect(yamlText(spec.generators)).toMatchSnapshot();
  const { syncPolicy, ...rest } = spec.template.spec;
  const { syncOptions, ...policy } = syncPolicy;
  const { syncPolicy: before, ...same } = specOf().template.spec;
  expect([rest, policy]).toEqual([same, { ...before, syncOptions: undefined }]);
  expect(syncOptions).toEqual(['FailOnSharedResource={{.isAlone}}', 'ServerSideApply=true']);
});

test('the Applications of an environment may write to its namespace of its cluster alone, from the one repository', () => {
  const destination = { server: 'https://kubernetes.default.svc', namespace: 'demo' };
  expect(environmentFiles()[PROJECT]!['spec']).toMatchObject({
    sourceRepos: ['https://git.example.com/platform/deploy.git'],
    destinations: [destination],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace' }],
  });
  expect(template()['spec']).toMatchObject({ project: 'bluegreen-production', destination });
});

test('of what has no namespace they may bring what bluegreen.yaml names, and the Namespace', () => {
  const objects = { clusterKinds: ['ClusterRole.rbac.authorization.k8s.io', 'PersistentVolume'] };
  expect(environmentFiles({}, { objects })[PROJECT]!['spec'].clusterResourceWhitelist).toEqual([
    { group: '', kind: 'Namespace' },
    { group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' },
    { group: '', kind: 'PersistentVolume' },
  ]);
});

test('of other namespaces of that cluster they may write to those that bluegreen.yaml names', () => {
  const files = environmentFiles({}, { destination: 'prod-eu', objects: { namespaces: ['monitoring'] } });
  expect(files[PROJECT]!['spec'].destinations).toEqual([
    { name: 'prod-eu', namespace: 'demo' },
    { name: 'prod-eu', namespace: 'monitoring' },
  ]);
});

test.each([
  ['by its name', 'prod-eu', { name: 'prod-eu', namespace: 'demo' }],
  ['by its address', 'https://10.0.0.1:6443', { server: 'https://10.0.0.1:6443', namespace: 'demo' }],
])('another cluster is meant %s', (_, destination, expected) => {
  const files = environmentFiles({}, { destination });
  expect(files[PROJECT]!['spec'].destinations).toEqual([expected]);
  expect(files[SET]!['spec'].template.spec.destination).toEqual(expected);
});

test('a new application needs no new object: Argo CD finds it by its folder', () => {
  expect(applicationFiles({ name: 'web' }, { engines: ['argocd'] })).toEqual({});
  const [{ git }] = environmentFiles({ path: 'deploy' })[SET]!['spec'].generators[0].matrix.generators;
  expect(git.directories).toEqual([{ path: 'deploy/dist/apps/production/*' }]);
});
