import { type Tree, treesOf } from '../../../lib/analysis/manifests/tree';
import { diagnosticText } from '../../../lib/project/files/diagnostic';

const SERVICE = (name: string) => `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec: {}\n`;

function tree(files: Readonly<Record<string, string | Uint8Array>>): Tree {
  const bytes = Object.entries(files).map(([path, content]) => [path, Buffer.from(content)] as const);
  return treesOf({ head: new Map(bytes) }).head;
}

const names = ({ manifests }: Tree) => manifests.map(({ file, identity }) => `${file} ${identity.name}`);

test('a file of several documents holds an object in each, and each knows its lines', () => {
  const { manifests } = tree({
    'a.yaml': `# first\n${SERVICE('one')}---\n---\n${SERVICE('two')}...\n---\n${SERVICE('three')}`,
  });
  expect(
    manifests.map(({ identity, line }) => [
      identity.name,
      line([]),
      line(['metadata', 'name']),
      line(['spec', 'x', 1]),
    ]),
  ).toEqual([
    ['one', 2, 5, 6],
    ['two', 9, 12, 13],
    ['three', 16, 19, 20],
  ]);
});

test('lines are told of documents with directives, comments and Windows line ends too', () => {
  const text = `%YAML 1.2\n# first\n---\n${SERVICE('one')}...\n# between\n%TAG !e! tag:e,2000:\n--- # here\n${SERVICE('two')}`;
  for (const content of [text, text.replaceAll('\n', '\r\n')]) {
    const { manifests } = tree({ 'a.yaml': content });
    expect(manifests.map(({ identity, line }) => [identity.name, line(['metadata', 'name'])])).toEqual([
      ['one', 7],
      ['two', 16],
    ]);
  }
});

test('Lists, anchors and merge keys are what they stand for', () => {
  const { manifests } = tree({
    'a.yaml': `apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ConfigMap
    metadata: { name: one }
    data: &data { a: "1" }
  - apiVersion: v1
    kind: ConfigMap
    metadata: { name: two }
    data:
      <<: *data
      b: "2"
`,
  });
  expect(manifests.map(({ identity, value, line }) => [identity.name, value['data'], line(['data', 'b'])])).toEqual([
    ['one', { a: '1' }, 7],
    ['two', { a: '1', b: '2' }, 13],
  ]);
});

test('what is no object is let alone: values, patches without a name, settings, empty files', () => {
  const read = tree({
    'values.yaml': 'image: a\n',
    'list.yaml': '- 1\n',
    'empty.yaml': '',
    'a.yml': SERVICE('one'),
    'README.md': '# {{',
  });
  expect([names(read), read.unreadable]).toEqual([['a.yml one'], []]);
});

test.each<[words: string, content: string | Uint8Array, says: RegExp]>([
  ['a Helm template', '{{- if .Values.on }}\napiVersion: v1\nkind: Service\n{{- end }}\n', /template.*helm template/],
  [
    'a template in a value',
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n  labels:\n    {{- toYaml . | nindent 4 }}\n',
    /template/,
  ],
  ['a merge conflict', `<<<<<<< HEAD\n${SERVICE('a')}=======\n${SERVICE('b')}>>>>>>> b\n`, /no YAML/],
  ['an open quote', 'apiVersion: "v1\nkind: Service\n', /no YAML/],
  ['a tab', 'apiVersion: v1\n\tkind: Service\n', /no YAML/],
  ['a key twice', 'apiVersion: v1\nkind: Service\nkind: Service\n', /no YAML: Map keys must be unique/],
  ['an archive', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 1, 2, 3]), /binary/],
  ['Latin-1', Buffer.from('name: caf\xe9\n', 'latin1'), /UTF-8/],
  [
    'aliases of aliases',
    `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
      .split('')
      .map((n, i) => `${n}: &${n} [${`*${'abcdefg'[i]}, `.repeat(9)}]`)
      .join('\n')}\n`,
    /few aliases/,
  ],
  [
    'an alias of itself',
    `${SERVICE('a')}more: &a { b: [*a] }\n`,
    /no YAML: expected a value, got the alias \*a of itself/,
  ],
  ['an alias of nothing', 'apiVersion: v1\nkind: *nothing\n', /no YAML|anchors/],
  [
    'more words and signs than any object has',
    `a: [${'1,'.repeat(150_000)}]\n`,
    /expected at most 300000 words and signs in a document, got more; split it/,
  ],
  [
    'more of them in many documents',
    '---\n- {a: 1}\n'.repeat(90_000),
    /expected at most 800000 words and signs in a file, got more; split it/,
  ],
  [
    'what the parser of YAML chokes on',
    `a: { b: { c: [\n${'{key: a1, operator: 1},\n'.repeat(9000)}]}}\n`,
    /no YAML: expected brackets that close/,
  ],
  ['50 MB', Buffer.alloc(50 * 1024 * 1024, 'a: b\n'), /expected at most 10485760 bytes, got more; split/],
])('%s is named with its file, and the rest is still read', (_, content, says) => {
  const read = tree({ 'a.yaml': SERVICE('one'), 'b.yaml': content, 'c.yaml': SERVICE('three') });
  expect(names(read).filter(name => !name.startsWith('b'))).toEqual(['a.yaml one', 'c.yaml three']);
  expect(read.unreadable.map(({ file }) => file)).toContain('b.yaml');
  for (const { message, fix } of read.unreadable) expect(`${message}; ${fix}`).toMatch(says);
  for (const one of read.unreadable) expect(diagnosticText(one).text).not.toContain('undefined');
});

test('of a file with one bad document, the others are read', () => {
  const read = tree({ 'a.yaml': `${SERVICE('one')}---\na: [\n---\n${SERVICE('two')}` });
  expect(names(read)).toContain('a.yaml one');
  expect(read.unreadable.length).toBeGreaterThan(0);
});

test('one object under two versions of its API is one and the same', () => {
  const files = (version: string) =>
    new Map([
      [
        'a.yaml',
        Buffer.from(`apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nmetadata: { name: a }\n`),
      ],
    ]);
  const { base, head } = treesOf({ base: files('v1'), head: files('v2') });
  expect(head.find('', base!.manifests[0]!.identity)).toBe(head.manifests[0]);
});

test('environments are apart: by the path of our output, and where one object stands in several folders', () => {
  const ours = tree({ 'dist/apps/a/ping/base/x.yaml': SERVICE('x'), 'dist/apps/b/ping/base/x.yaml': SERVICE('x') });
  expect(ours.manifests.map(({ file }) => ours.environmentOf(file))).toEqual(['a', 'b']);
  const foreign = tree({
    'out/a/x.yaml': SERVICE('x'),
    'out/b/x.yaml': SERVICE('x'),
    'out/b/deep/y.yaml': SERVICE('y'),
  });
  expect(foreign.manifests.map(({ file }) => foreign.environmentOf(file))).toEqual(['out/a', 'out/b', 'out/b']);
  const one = tree({ 'k8s/web/x.yaml': SERVICE('x'), 'k8s/api/y.yaml': SERVICE('y') });
  expect(one.manifests.map(({ file }) => one.environmentOf(file))).toEqual(['', '']);
});
