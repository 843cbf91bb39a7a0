import { treesOf } from '../../../lib/analysis/manifests/tree';

// What another tool makes manifests of is named, with what to look at in its place, and nothing of it is judged.

const DEPLOYMENT = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: {}\n';

function read(files: Readonly<Record<string, string>>) {
  const { head } = treesOf({ head: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])) });
  return {
    objects: head.manifests.map(({ file, identity }) => `${file} ${identity.name}`),
    unread: head.unreadable.map(({ file, line, message, fix }) => `${file}:${line ?? ''} ${message}; ${fix}`),
  };
}

test('the templates of a Helm chart, though some of them are YAML', () => {
  expect(
    read({
      'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\n',
      'charts/web/values.yaml': 'slot: blue\n',
      'charts/web/templates/a.yaml': `${DEPLOYMENT}# {{ .Values.slot }}\n`,
      'charts/web/templates/b.yaml': '{{ if .Values.slot }}\n',
      'charts/other/templates/printed.yaml': DEPLOYMENT,
    }),
  ).toEqual({
    objects: ['charts/other/templates/printed.yaml web'],
    unread: [
      'charts/web/Chart.yaml: this is a Helm chart, and its templates are no manifests; check what "helm template charts/web" prints',
    ],
  });
});

test('what kustomize changes, from the top down, with patches and bases', () => {
  expect(
    read({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': DEPLOYMENT,
      'overlay/kustomization.yml': 'resources: [../base/]\npatches: [{ path: replicas.yaml }]\n',
      'overlay/replicas.yaml': DEPLOYMENT,
      'plain/kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
      'plain/web.yaml': DEPLOYMENT,
      'loop/kustomization.yaml': 'namePrefix: a-\nresources: [../loop]\n',
      'flux/kustomization.yaml':
        'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: shop }\nspec: { path: plain }\n',
    }).objects,
  ).toEqual(['plain/web.yaml web', 'flux/kustomization.yaml shop']);
});

test.each([
  [
    'the name of an object',
    `apiVersion: v1\nkind: Service\nmetadata:\n  name: web-\${COLOUR}\n`,
    4,
    `"web-\${COLOUR}"`,
  ],
  [
    'a selector',
    'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec:\n  selector:\n    slot: "{{ slot }}"\n',
    6,
    '"{{ slot }}"',
  ],
  [
    'the labels of pods',
    `${DEPLOYMENT.replace('spec: {}', 'spec:\n  template:\n    metadata: { labels: { slot: __SLOT__ } }')}`,
    6,
    '"__SLOT__"',
  ],
  [
    'whom a rule leads to',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  rules:\n    - http: { paths: [{ backend: { service: { name: web-$SLOT } } }] }\n',
    6,
    '"web-$SLOT"',
  ],
])('a placeholder in %s', (_, text, line, shown) => {
  expect(read({ 'a.yaml': text })).toEqual({
    objects: [],
    unread: [`a.yaml:${line} ${shown} is a placeholder, and no value; check what it is filled in to`],
  });
});

test('a placeholder in what a program reads, or in a pattern, is a value', () => {
  const texts = [
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: rules }\ndata: { alert: "{{ $labels.pod }}" }\n',
    DEPLOYMENT.replace(
      'spec: {}',
      `spec: { template: { spec: { containers: [{ name: a, image: a, args: ["$(POD)", "\${HOME}"] }] } } }`,
    ),
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: { rules: [{ http: { paths: [{ path: "/a(/|$)(.*)" }] } }] }\n',
  ];
  expect(read({ 'a.yaml': texts.join('---\n') }).objects).toEqual(['a.yaml rules', 'a.yaml web', 'a.yaml web']);
});

test('a Template of OpenShift', () => {
  expect(
    read({
      'a.yaml': `apiVersion: v1\nkind: Template\nmetadata: { name: web }\nobjects:\n  - ${JSON.stringify({})}\n`,
    }),
  ).toEqual({
    objects: [],
    unread: ['a.yaml:2 this is a Template of OpenShift; check what "oc process -f a.yaml" prints'],
  });
});
