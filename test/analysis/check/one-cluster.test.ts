import { review } from '../../../lib/analysis/check/review';
import { change } from './output';
import { edits } from './pair';

// What goes to one cluster, and what to another: by folders, kustomizations and engines.

const BASE = edits();
const BLUE = JSON.parse(BASE.get('k8s/blue.yaml')!);
const SERVICE = JSON.parse(BASE.get('k8s/service.yaml')!);

type Files = ReadonlyMap<string, string>;

const files = (...more: readonly (readonly [file: string, value: object])[]): Files =>
  new Map([...BASE, ...more.map(([file, value]) => [file, JSON.stringify(value)] as const)]);
const below = (folder: string, of: Files = BASE): Files =>
  new Map([...of].map(([file, text]) => [`${folder}/${file}`, text]));
const together = (...all: readonly Files[]): Files => new Map(all.flatMap(one => [...one]));

function said(base: Files, head: Files) {
  const made = change(base, head);
  return { rules: [...new Set(review(made).findings.map(({ rule }) => rule))], undecided: made.head.undecided };
}

const kustomization = (...resources: string[]) => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  resources,
});
const flux = (name: string, path: string) => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: 'flux-system' },
  spec: { path, prune: true, sourceRef: { kind: 'GitRepository', name: 'web' } },
});
const argo = (path: string, recurse: boolean) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: 'web', namespace: 'argocd' },
  spec: { source: { path, directory: { recurse } }, destination: { namespace: 'web' } },
});
const LISTED = [...BASE.keys()].map(file => file.replace('k8s/', ''));

describe('a copy of what users need is found', () => {
  test.each<[words: string, base: Files, head: Files]>([
    ['the Deployment in a folder without its Service', BASE, files(['extra/blue.yaml', BLUE])],
    ['the Deployment that is idle', BASE, files(['extra/green.yaml', JSON.parse(BASE.get('k8s/green.yaml')!)])],
    ['the Service in a folder without its pods', BASE, files(['extra/service.yaml', SERVICE])],
    ['both in two folders', BASE, files(['extra/blue.yaml', BLUE], ['more/service.yaml', SERVICE])],
    [
      'in one of two clusters',
      together(below('eu'), below('us')),
      together(below('eu'), below('us'), new Map([['eu/extra/blue.yaml', JSON.stringify(BLUE)]])),
    ],
    [
      'listed by the kustomization that has the original',
      files(['k8s/kustomization.yaml', kustomization(...LISTED)]),
      files(['k8s/kustomization.yaml', kustomization(...LISTED, '../extra/a.yaml')], ['extra/a.yaml', BLUE]),
    ],
    [
      'in a folder that the same kustomization reaches by another one, with its Service',
      files(['kustomization.yaml', kustomization('k8s')], ['k8s/kustomization.yaml', kustomization(...LISTED)]),
      files(
        ['kustomization.yaml', kustomization('k8s', 'extra')],
        ['k8s/kustomization.yaml', kustomization(...LISTED)],
        ['extra/kustomization.yaml', kustomization('blue.yaml', 'service.yaml')],
        ['extra/blue.yaml', BLUE],
        ['extra/service.yaml', SERVICE],
      ),
    ],
    [
      'below one path of Flux, with its Service',
      files(['flux/web.yaml', flux('web', './k8s')]),
      files(['flux/web.yaml', flux('web', './k8s')], ['k8s/a/blue.yaml', BLUE], ['k8s/a/service.yaml', SERVICE]),
    ],
    [
      'below one path that Argo CD goes through, with its Service',
      files(['argocd/web.yaml', argo('k8s/', true)]),
      files(['argocd/web.yaml', argo('k8s/', true)], ['k8s/a/blue.yaml', BLUE], ['k8s/a/service.yaml', SERVICE]),
    ],
  ])('%s', (_, base, head) => expect(said(base, head).rules).toEqual(['BG032']));

  test('and is judged as what is applied, where it says something else', () => {
    const other = structuredClone(BLUE);
    other.spec.template.spec.containers[0].image = 'shop/web:3';
    expect(said(BASE, files(['zz/blue.yaml', other])).rules).toEqual(['BG001', 'BG032']);
  });
});

describe('an alternative is none', () => {
  const staging = below('staging');
  test.each<[words: string, base: Files, head: Files]>([
    ['another environment comes', staging, together(staging, below('production'))],
    ['another environment comes, all in one file', staging, together(staging, joined('production/all.yaml'))],
    [
      'a third environment begins with its Deployment',
      together(staging, below('production')),
      together(staging, below('production'), new Map([['test/k8s/blue.yaml', JSON.stringify(BLUE)]])),
    ],
    ['a copy for another namespace', BASE, files(['extra/blue.yaml', inNamespace('elsewhere')])],
    [
      'each environment has a kustomization',
      together(staging, listing('staging/k8s')),
      together(staging, listing('staging/k8s'), below('production'), listing('production/k8s')),
    ],
    [
      'each environment has a path of Flux',
      together(staging, new Map([['flux/a.yaml', JSON.stringify(flux('a', './staging'))]])),
      together(
        staging,
        below('production'),
        new Map([
          ['flux/a.yaml', JSON.stringify(flux('a', './staging'))],
          ['flux/b.yaml', JSON.stringify(flux('b', './production'))],
        ]),
      ),
    ],
    [
      'Argo CD does not go through folders by itself',
      files(['argocd/web.yaml', argo('k8s', false)]),
      files(['argocd/web.yaml', argo('k8s', false)], ['k8s/a/blue.yaml', BLUE], ['k8s/a/service.yaml', SERVICE]),
    ],
    ['it moves to another folder', BASE, moved('k8s/blue.yaml', 'extra/blue.yaml')],
  ])('%s', (_, base, head) => expect(said(base, head)).toEqual({ rules: [], undecided: [] }));

  test('nor is what a kustomization leaves out, and that is said', () => {
    const base = files(['k8s/kustomization.yaml', kustomization(...LISTED)]);
    for (const file of ['k8s/old.yaml', 'extra/blue.yaml']) {
      const other = structuredClone(BLUE);
      other.spec.replicas = 1;
      const { rules, undecided } = said(base, new Map([...base, [file, JSON.stringify(other)]]));
      expect([file, rules]).toEqual([file, []]);
      if (file.startsWith('extra/')) expect(undecided).toEqual([expect.stringMatching(/^extra\/blue\.yaml has Depl/)]);
    }
  });

  test('of a copy without a namespace nobody knows, and that is said', () => {
    const bare = new Map([...BASE].map(([file, text]) => [file, text.replaceAll('"namespace":"web"', '"a":"b"')]));
    const copy = new Map([...bare, ['extra/blue.yaml', bare.get('k8s/blue.yaml')!]]);
    expect(said(bare, copy)).toEqual({
      rules: [],
      undecided: [
        'extra/blue.yaml has Deployment web-blue, as k8s/blue.yaml has: taken for that of another cluster or namespace, ' +
          'because nothing here says that both go to one',
      ],
    });
  });
});

describe('what belongs together is told across folders', () => {
  const apart = (text: string, file: string) => [file.replace('k8s/', `${file.split(/[/.]/)[1]}/`), text] as const;
  const spread = (of: Files): Files => new Map([...of].map(([file, text]) => apart(text, file)));
  const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'web' } };
  const withNamespaces = (of: Files): Files =>
    new Map([
      ...of,
      ...['blue', 'service'].map(folder => [`${folder}/namespace.yaml`, JSON.stringify(NAMESPACE)] as const),
    ]);

  test('a folder for each object, and a Namespace beside some of them', () => {
    const base = withNamespaces(spread(BASE));
    const head = withNamespaces(spread(edits(objects => (objects['service']!['spec'].selector.version = 'bleu'))));
    expect(said(base, head).rules).toEqual(['BG007']);
  });

  test('routes of Istio in another folder than the Services that they lead to', () => {
    const istio = (blue: number, subset: string) =>
      files(
        [
          'istio/routing.yaml',
          {
            apiVersion: 'networking.istio.io/v1',
            kind: 'VirtualService',
            metadata: { name: 'web', namespace: 'web' },
            spec: {
              hosts: ['web'],
              http: [
                {
                  route: [
                    { destination: { host: 'web', subset: 'blue' }, weight: blue },
                    { destination: { host: 'web', subset: 'green' }, weight: 100 - blue },
                  ],
                },
              ],
            },
          },
        ],
        [
          'istio/subsets/web.yaml',
          {
            apiVersion: 'networking.istio.io/v1',
            kind: 'DestinationRule',
            metadata: { name: 'web', namespace: 'web' },
            spec: {
              host: 'web',
              subsets: [
                { name: 'blue', labels: { version: subset } },
                { name: 'green', labels: { version: 'green' } },
              ],
            },
          },
        ],
        ['k8s/service.yaml', { ...SERVICE, spec: { ...SERVICE.spec, type: 'ClusterIP', selector: { app: 'web' } } }],
        ['k8s/ingress.yaml', NAMESPACE],
      );
    const base = istio(100, 'blue');
    expect(said(base, base).rules).toEqual([]);
    expect(said(base, istio(0, 'blue')).rules).toEqual([]);
    expect(said(base, istio(100, 'bleu')).rules).toEqual(['BG007']);
    const smaller = new Map([
      ...istio(0, 'blue'),
      ['k8s/green.yaml', BASE.get('k8s/green.yaml')!.replace('"replicas":3', '"replicas":1')],
    ]);
    expect(said(base, smaller).rules).toEqual(['BG003']);
  });
});

describe('a StatefulSet takes the place of a live Deployment', () => {
  const stateful = (name: string) => ({
    ...BLUE,
    kind: 'StatefulSet',
    metadata: { ...BLUE.metadata, name },
    spec: { ...BLUE.spec, strategy: undefined, serviceName: 'web' },
  });
  test.each([
    ['under its name', 'web-blue'],
    ['under another name', 'web-blue-0'],
  ])('%s: the pods that users are on go', (_, name) => {
    const { rules } = said(BASE, files(['k8s/blue.yaml', stateful(name)]));
    expect(rules).toContain('BG005');
  });
});

function joined(file: string): Files {
  return new Map([[file, [...BASE.values()].join('\n---\n')]]);
}

function listing(folder: string): Files {
  return new Map([[`${folder}/kustomization.yaml`, JSON.stringify(kustomization(...LISTED))]]);
}

function moved(from: string, to: string): Files {
  return new Map([...BASE].map(([file, text]) => [file === from ? to : file, text]));
}

function inNamespace(namespace: string): object {
  return { ...BLUE, metadata: { ...BLUE.metadata, namespace } };
}
