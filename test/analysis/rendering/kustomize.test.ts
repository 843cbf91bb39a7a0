import fc from 'fast-check';
import { kustomizationsIn } from '../../../lib/analysis/manifests/kustomization';
import { kustomizeRenderings } from '../../../lib/analysis/rendering/kustomize';
import { pathInTree } from '../../../lib/analysis/rendering/named-paths';

// Which kustomizations are applied by somebody, out of what, and which can not be rendered out of the tree alone.

const planned = (files: Readonly<Record<string, string>>, isWanted: (file: string) => boolean = () => true) => {
  const all = kustomizationsIn(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
  const { renderings, refused } = kustomizeRenderings(all, new Set(Object.keys(files)), isWanted);
  return {
    rendered: Object.fromEntries(renderings.map(({ folder, inputs }) => [folder, [...inputs.keys()].sort()])),
    refused: refused.map(({ problem: { file, message } }) => `${file}: ${message.replace('it is not rendered: ', '')}`),
  };
};

const WEB = 'kind: Service\n';

test('overlays are rendered, and not the bases and components that they name', () => {
  expect(
    planned({
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': WEB,
      'parts/kustomization.yaml': 'kind: Component\npatches: [{ path: patch.yaml }]\n',
      'parts/patch.yaml': WEB,
      'unused/kustomization.yaml': 'kind: Component\npatches: [{ path: patch.yaml }]\n',
      'unused/patch.yaml': WEB,
      'over/kustomization.yml': 'namePrefix: a-\nresources: [../base/]\ncomponents: [../parts]\n',
      'over/unlisted.yaml': WEB,
    }),
  ).toEqual({
    rendered: {
      over: [
        'base/kustomization.yaml',
        'base/web.yaml',
        'over/kustomization.yml',
        'parts/kustomization.yaml',
        'parts/patch.yaml',
      ],
    },
    refused: [],
  });
});

test('what only lists is left alone, unless it shares a file with what is rendered', () => {
  const base = { 'base/kustomization.yaml': 'resources: [web.yaml]\n', 'base/web.yaml': WEB };
  const plain = { 'plain/kustomization.yaml': 'resources: [../base]\n' };
  expect(planned({ ...base, ...plain })).toEqual({ rendered: {}, refused: [] });
  const changed = { 'changed/kustomization.yaml': 'namespace: shop\nresources: [../base]\n' };
  const other = { 'other/kustomization.yaml': 'resources: [web.yaml]\n', 'other/web.yaml': WEB };
  expect(Object.keys(planned({ ...base, ...plain, ...changed, ...other }).rendered)).toEqual(['plain', 'changed']);
});

test('a base that is looked at by itself is rendered, though an overlay elsewhere names it', () => {
  const files = {
    'base/kustomization.yaml': 'namePrefix: a-\nresources: [web.yaml]\n',
    'base/web.yaml': WEB,
    'over/kustomization.yaml': 'resources: [../base]\n',
  };
  expect(Object.keys(planned(files).rendered)).toEqual(['over']);
  expect(Object.keys(planned(files, file => file.startsWith('base/')).rendered)).toEqual(['base']);
});

test.each([
  ['a key of another version', 'inventory: {}', '"inventory" is not known here'],
  ['what may run programs', 'transformers: [a.yaml]', '"transformers" may run programs or ask the network'],
  ['a chart', 'helmCharts: [{ name: a }]', '"helmCharts" may run programs or ask the network'],
  [
    'a file that is not there',
    'resources: [gone.yaml]',
    '"resources" names "gone.yaml", which is no file and no kustomization here',
  ],
  [
    'a folder without a kustomization',
    'resources: [plain]',
    '"resources" names "plain", which is no file and no kustomization here',
  ],
  [
    'what is no name',
    'resources: [{ a: b }]',
    '"resources" names keys with values, which is no file and no kustomization here',
  ],
  ['an unknown key of a patch', 'patches: [{ Path: web.yaml }]', 'nothing is known here of "Path" in "patches"'],
])('%s is refused', (_, says, why) => {
  const files = {
    'a/kustomization.yaml': `${says}\nnamePrefix: a-\n`,
    'a/web.yaml': WEB,
    'a/a.yaml': WEB,
    'a/plain/b.yaml': WEB,
  };
  expect(planned(files)).toEqual({ rendered: {}, refused: [`a/kustomization.yaml: ${why}`] });
  const over = { ...files, 'over/kustomization.yaml': 'resources: [../a]\n' };
  expect(planned(over).refused).toEqual([`over/kustomization.yaml: a/kustomization.yaml: ${why}`]);
});

test('kubectl reads what was looked at, and not a text that it may take for something else', () => {
  const text = 'namePrefix: a-\n# yes\nresources: &all [web.yaml]\nbases: *all\n';
  const all = kustomizationsIn(new Map([['a/kustomization.yaml', Buffer.from(text)]]));
  const { renderings } = kustomizeRenderings(all, new Set(['a/kustomization.yaml', 'a/web.yaml']), () => true);
  expect(renderings[0]!.inputs).toEqual(
    new Map([
      ['a/web.yaml', undefined],
      ['a/kustomization.yaml', '{"namePrefix":"a-","resources":["web.yaml"],"bases":["web.yaml"]}'],
    ]),
  );
});

test('two kustomizations in one folder are refused', () => {
  const files = { 'a/kustomization.yaml': 'namePrefix: a-\n', 'a/kustomization.yml': 'namePrefix: b-\n' };
  expect(planned(files).refused).toEqual([
    'a/kustomization.yml: a/kustomization.yaml is beside it, and kustomize takes one',
  ]);
});

test('patches and replacements that stand there as a text name no file', () => {
  const says = [
    'patchesStrategicMerge: ["kind: Service\\nmetadata: { name: a }", "{ kind: Service }"]',
    'patches: [{ patch: "a: b" }]',
    'replacements: [{ source: { kind: Service }, targets: [] }]',
    'configMapGenerator: [{ name: a, literals: ["a=http://b"] }]',
  ];
  expect(planned({ 'a/kustomization.yaml': `${says.join('\n')}\n` })).toEqual({
    rendered: { a: ['a/kustomization.yaml'] },
    refused: [],
  });
});

test.each([
  '',
  '/a',
  '../../a',
  'https://a/b',
  'https:/a',
  'a:b',
  'a?ref=b',
  'git@a',
  'a//b',
  'github.com/a',
  'x.git',
  'x.git/y',
  'a\nb',
  'a\\b',
  3,
  undefined,
])('kustomize might look for %j outside of the tree', entry => expect(pathInTree('folder', entry)).toBeUndefined());

test.each([
  ['a.yaml', 'folder/a.yaml'],
  ['./a/', 'folder/a'],
  ['../base', 'base'],
  ['..', '.'],
  ['.github/a.yaml', 'folder/.github/a.yaml'],
  ['my gitops/ä.yaml', 'folder/my gitops/ä.yaml'],
])('%s is in the tree', (entry, path) => expect(pathInTree('folder', entry)).toBe(path));

test('whatever a kustomization says, kubectl gets files of the tree, or nothing', () => {
  const words = fc.constantFrom(
    'web.yaml',
    './web.yaml',
    '../a',
    '/etc/passwd',
    'https://a/b',
    'k=web.yaml',
    'k=/etc',
    'path',
    'files',
    'Files',
    'patch',
    'name',
    'kind',
  );
  const keys = fc.constantFrom(
    'resources',
    'Resources',
    'bases',
    'components',
    'patches',
    'patchesStrategicMerge',
    'replacements',
    'configMapGenerator',
    'secretGenerator',
    'openapi',
    'crds',
    'generators',
    'helmCharts',
    'namespace',
    'metadata',
  );
  const { value } = fc.letrec(tie => ({
    value: fc.oneof(
      words,
      fc.anything(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(words, tie('value'), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, value, { maxKeys: 4 }), says => {
      const text = JSON.stringify({ namePrefix: 'a-', ...says }, (_, one) =>
        typeof one === 'bigint' ? String(one) : one,
      );
      const parsed = JSON.parse(text);
      const files = { 'a/kustomization.yaml': text, 'a/web.yaml': WEB };
      const { rendered, refused } = planned(files);
      for (const path of Object.values(rendered).flat()) expect(Object.keys(files)).toContain(path);
      expect(Object.keys(rendered).length + refused.length).toBeLessThan(2);
      if (!Object.keys(rendered).length) return;
      for (const key of ['Resources', 'generators', 'helmCharts']) expect(parsed).not.toHaveProperty(key);
      for (const key of ['resources', 'bases', 'components', 'crds']) {
        const entries: unknown = parsed[key];
        for (const entry of Array.isArray(entries) ? entries : [])
          expect(['web.yaml', './web.yaml', '../a']).toContain(entry);
      }
    }),
    { numRuns: 2000 },
  );
});
