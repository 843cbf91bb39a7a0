import { parse, stringify } from 'yaml';
import { environmentFiles } from '../../../lib/project/engines/engine-files';
import type { Groups } from '../../../lib/project/files/groups';
import { readSettings } from '../../../lib/project/files/settings';
import { ALL } from '../../project/engines/delivered';
import { ROOT } from '../../repository';
import { broken, enginesOf, outputOf, reviewed } from './output';

// What tells Argo CD and Flux what to deliver: ours, and that of others.

type Files = ReadonlyMap<string, string>;
type Edit = (object: any) => void;

/** The files after a change of one object; without it where the change is undefined. */
function changed(files: Files, path: string, change: Edit | undefined): Map<string, string> {
  const [file, ...more] = [...files.keys()].filter(name => name.includes(path));
  if (!file || more.length) throw new Error(`expected one file for ${path}, got ${[file, ...more]}`);
  const after = new Map(files);
  if (!change) after.delete(file);
  else {
    const object = parse(after.get(file)!);
    change(object);
    after.set(file, stringify(object, { lineWidth: 0 }));
  }
  return after;
}

const spec =
  (change: Edit): Edit =>
  object =>
    change(object.spec);
const set = (key: string, value: unknown): Edit => spec(one => Object.assign(one, { [key]: value }));
const template = (change: Edit): Edit => spec(one => change(one.template.spec));
const annotate =
  (key: string, value: string | undefined): Edit =>
  ({ metadata }) => {
    metadata.annotations = { ...metadata.annotations, [key]: value };
  };

const OURS: Files = new Map([...outputOf('ping'), ...enginesOf('ping')]);
const [VERIFY, TRAFFIC, BLUE, SET, PROJECT] = [
  'ping-verify',
  'ping-traffic',
  'ping-blue',
  'ApplicationSet.',
  'AppProject.',
].map(name => (name.startsWith('ping') ? `Kustomization.production-${name}` : name)) as [
  string,
  string,
  string,
  string,
  string,
];

test('who joins a group on Argo CD stays delivered: only that objects may be taken over is said of it; who leaves is missed', () => {
  const settings = readSettings(ROOT, []).value!;
  const as = (groups: Groups | undefined) => {
    const told = environmentFiles({ ...settings, ...(groups && { groups }) }, ALL);
    const set = [...told].filter(([path]) => path.startsWith('argocd/production/'));
    return new Map([...OURS, ...set.map(([path, text]) => [`dist/${path}`, text] as const)]);
  };
  const found = (was: Groups | undefined, is: Groups) =>
    reviewed(as(was), as(is)).findings.map(({ message }) =>
      message.replace('ApplicationSet bluegreen-production ', ''),
    );
  expect(found(undefined, { checkout: ['ping', 'shop'] })).toEqual(['no longer syncs with FailOnSharedResource=true']);
  expect(found({ checkout: ['ping', 'shop'] }, { checkout: ['shop'] })).toEqual([
    expect.stringMatching(
      /^no longer makes Applications for dist.apps.production.ping .* and for .*"basename":"checkout"/,
    ),
  ]);
});

test.each<[words: string, object: string, change: Edit | undefined]>([
  ['traffic no longer waits for the gate', TRAFFIC, spec(one => delete one.dependsOn)],
  ['traffic waits for another', TRAFFIC, set('dependsOn', [{ name: 'production-ping-base' }])],
  [
    'traffic waits by a rule of its own',
    TRAFFIC,
    set('dependsOn', [{ name: 'production-ping-verify', readyExpr: 'true' }]),
  ],
  ['the gate is not waited for', VERIFY, set('wait', false)],
  ['the gate waits for a colour', VERIFY, set('dependsOn', [{ name: 'production-ping-blue' }])],
  ['the gate is suspended', VERIFY, set('suspend', true)],
  ['the gate is judged otherwise', VERIFY, set('healthCheckExprs', [])],
  ['an old gate stays', VERIFY, set('prune', false)],
  ['a colour is taken from nowhere', BLUE, set('path', './dist/apps/production/pong/blue')],
  ['a colour goes to another namespace', BLUE, set('targetNamespace', 'other')],
  ['a colour is patched on the way', BLUE, set('patches', [{ patch: '{}' }])],
  ['a colour is of another source', BLUE, set('sourceRef', { kind: 'GitRepository', name: 'other' })],
  ['a colour is made anew by force', BLUE, set('force', true)],
  ['a colour ends with its Kustomization', BLUE, set('deletionPolicy', 'Delete')],
  ['a Kustomization is not applied itself', BLUE, annotate('kustomize.toolkit.fluxcd.io/reconcile', 'disabled')],
  ['a Kustomization goes', TRAFFIC, undefined],
  ['nothing is synced by itself', SET, template(one => delete one.syncPolicy.automated)],
  ['nothing is pruned', SET, template(one => Object.assign(one.syncPolicy.automated, { prune: false }))],
  ['all may go', SET, template(one => Object.assign(one.syncPolicy.automated, { allowEmpty: true }))],
  ['another branch', SET, template(one => Object.assign(one.source, { targetRevision: 'next' }))],
  ['another cluster', SET, template(one => Object.assign(one.destination, { server: 'https://other' }))],
  ['another folder', SET, template(one => Object.assign(one.source, { path: 'dist' }))],
  ['not below', SET, template(one => Object.assign(one.source.directory, { recurse: false }))],
  [
    'differences are ignored',
    SET,
    template(one =>
      Object.assign(one, { ignoreDifferences: [{ kind: 'Deployment', jsonPointers: ['/spec/replicas'] }] }),
    ),
  ],
  ['only what differs is applied', SET, template(one => one.syncPolicy.syncOptions.push('ApplyOutOfSyncOnly=true'))],
  ['not on the server', SET, template(one => one.syncPolicy.syncOptions.pop())],
  [
    'pods end with an Application',
    SET,
    spec(one => Object.assign(one.template.metadata, { finalizers: ['resources-finalizer.argocd.argoproj.io'] })),
  ],
  ['pods end with the set', SET, spec(one => delete one.syncPolicy.preserveResourcesOnDeletion)],
  ['a unit is left out', SET, spec(one => one.generators[0].matrix.generators[1].list.elements.pop())],
  [
    'the folders of another branch',
    SET,
    spec(one => Object.assign(one.generators[0].matrix.generators[0].git, { revision: 'next' })),
  ],
  ['the set goes', SET, undefined],
  ['the project takes nothing from the repository', PROJECT, set('sourceRepos', ['https://other'])],
  ['the project may not apply to the namespace', PROJECT, set('destinations', [])],
  ['the project has hours', PROJECT, set('syncWindows', [{ kind: 'deny', schedule: '* * * * *', duration: '24h' }])],
])('found in ours: %s', (_, object, change) => {
  const { findings } = reviewed(OURS, changed(OURS, object, change));
  expect([...new Set(findings.map(({ rule }) => rule))]).toEqual(['BG024']);
  for (const { place } of findings) expect(place).toMatch(/^production(\/ping)?$/);
});

test.each<[words: string, object: string, change: Edit]>([
  ['it is looked at more often', BLUE, set('interval', '5m')],
  ['labels', TRAFFIC, ({ metadata }) => Object.assign(metadata.labels, { team: 'a' })],
  ['waits for its migration as well', BLUE, spec(one => one.dependsOn.push({ name: 'production-ping-migrate-blue' }))],
  ['more tries', SET, template(one => Object.assign(one.syncPolicy.retry, { limit: 5 }))],
  [
    'one more unit',
    SET,
    spec(one => one.generators[0].matrix.generators[1].list.elements.push({ unit: 'x', include: 'x/*' })),
  ],
  [
    'the project may apply to one more',
    PROJECT,
    spec(one => one.destinations.push({ server: 'https://other', namespace: 'b' })),
  ],
  ['one more sync option', SET, template(one => one.syncPolicy.syncOptions.push('RespectIgnoreDifferences=true'))],
])('nothing against it in ours: %s', (_, object, change) => {
  expect(broken(OURS, changed(OURS, object, change))).toEqual([]);
});

const application = (source: object, more: object = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'web', namespace: 'argocd' },
  spec: {
    project: 'default',
    source: { repoURL: 'https://git.example.com/web.git', targetRevision: 'main', path: 'k8s/web', ...source },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
    syncPolicy: { automated: { prune: true } },
    ...more,
  },
});
const CONFIG = '{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a", "namespace": "web" } }';

test.each<[words: string, before: object, after: object | undefined, files: [string, string], rules: string[]]>([
  [
    'a chart gets a newer version',
    { chart: 'web', targetRevision: '1.2.3' },
    { chart: 'web', targetRevision: '1.3.0' },
    ['k8s/web', 'k8s/web'],
    [],
  ],
  [
    'a commit is pinned in place of a branch',
    {},
    { targetRevision: '0123456789abcdef0123456789abcdef01234567' },
    ['k8s/web', 'k8s/web'],
    ['BG024'],
  ],
  [
    'the next pinned commit',
    { targetRevision: '0123456789' },
    { targetRevision: '1123456789' },
    ['k8s/web', 'k8s/web'],
    [],
  ],
  ['a folder is moved, and its path with it', {}, { path: 'apps/web' }, ['k8s/web', 'apps/web'], []],
  ['a path to nowhere', {}, { path: 'apps/web' }, ['k8s/web', 'k8s/web'], ['BG024']],
  ['an Application goes', {}, undefined, ['k8s/web', 'k8s/web'], ['BG024']],
])('of others: %s', (_, before, after, [from, to], rules) => {
  const files = (source: object | undefined, folder: string) =>
    new Map([
      [`${folder}/config.yaml`, CONFIG],
      ...(source ? [['argocd/web.yaml', JSON.stringify(application(source))] as const] : []),
    ]);
  expect(broken(files(before, from), files(after, to))).toEqual(rules);
});

// How each object is applied, which its own annotations say.
const OPTIONS = 'argocd.argoproj.io/sync-options';
const SERVICE = 'traffic/Service.ping.k8s';
const DEPLOYMENT = 'Deployment.ping-blue';

test.each<[words: string, object: string, change: Edit, rules: string[]]>([
  ['no guard against Argo CD', SERVICE, annotate(OPTIONS, 'ServerSideApply=true'), ['BG025']],
  ['no guard against Flux', DEPLOYMENT, annotate('kustomize.toolkit.fluxcd.io/prune', undefined), ['BG025']],
  [
    'a Service that is replaced',
    SERVICE,
    annotate(OPTIONS, 'Prune=false,Delete=false,ServerSideApply=true,Replace=true,Force=true'),
    ['BG025'],
  ],
  ['a Deployment that is made anew', DEPLOYMENT, annotate('kustomize.toolkit.fluxcd.io/force', 'Enabled'), ['BG025']],
  [
    'a Service that is left as it is',
    SERVICE,
    annotate('kustomize.toolkit.fluxcd.io/reconcile', 'disabled'),
    ['BG025'],
  ],
  ['a Service that is a hook', SERVICE, annotate('argocd.argoproj.io/hook', 'PreSync'), ['BG025']],
  ['one more option', SERVICE, annotate(OPTIONS, 'Prune=false,Delete=false,ServerSideApply=true,Validate=false'), []],
  ['the options in another order', SERVICE, annotate(OPTIONS, 'ServerSideApply=true, Delete=false, Prune=false'), []],
  ['an annotation of somebody', DEPLOYMENT, annotate('example.com/a', 'b'), []],
])('of an object: %s', (_, object, change, rules) => {
  expect(broken(OURS, changed(OURS, object, change))).toEqual(rules);
});

test('an object that moves to another unit is found', () => {
  const moved = (from: string, to: string) => new Map([...OURS].map(([path, text]) => [path.replace(from, to), text]));
  expect(broken(OURS, moved('release/traffic/Service.ping.', 'base/Service.ping.'))).toEqual(['BG025']);
  expect(broken(OURS, moved('release/traffic/Service.ping.', 'release/verify/Service.ping.'))).toEqual(['BG025']);
});
