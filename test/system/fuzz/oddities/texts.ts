/** Texts of YAML that somebody could wish were read, by what they are. */
export const TEXTS: Readonly<Record<string, string>> = {
  nothing: '',
  null: 'null\n',
  'a list': '- 1\n- 2\n',
  'a text': 'hello\n',
  'ten thousand brackets': '['.repeat(10_000),
  'ten thousand braces': '{a: '.repeat(10_000),
  'a thousand levels': Array.from({ length: 1000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n'),
  'aliases of aliases': `${Array.from(
    { length: 12 },
    (_, index) =>
      `a${index}: &a${index} [${Array(9)
        .fill(index ? `*a${index - 1}` : 'x')
        .join(', ')}]`,
  ).join('\n')}\n`,
  'an alias of itself': 'a: &a { b: *a }\n',
  'many anchors': Array.from({ length: 5000 }, (_, index) => `k${index}: &x${index} ${index}\n`).join(''),
  'many documents': '---\na: 1\n'.repeat(5000),
  'many keys': Array.from({ length: 20_000 }, (_, index) => `k${index}: ${index}\n`).join(''),
  'one key, many times': 'a: 1\n'.repeat(3000),
  'a long line': `name: ${'x'.repeat(900_000)}\n`,
  'a long key': `${'x'.repeat(100_000)}: 1\n`,
  'quotes without end': `name: "${'\\x41'.repeat(20_000)}`,
  'a list of lists': `a: ${'[['.repeat(40)}1${']]'.repeat(40)}\n`,
  'objects in a List': `apiVersion: v1\nkind: List\nitems: [${'{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b}}, '.repeat(2000)}]\n`,
  'Lists in Lists': `${'{apiVersion: v1, kind: List, items: ['.repeat(300)}${']}'.repeat(300)}\n`,
  'an object of nothing': 'apiVersion: v1\nkind: Service\nmetadata:\nspec: []\n',
  'an object of wrong types':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ping-blue, labels: [1], annotations: 7 }\nspec: { replicas: [], selector: 1, template: { metadata: 1, spec: { containers: {} } } }\n',
  'a Service of wrong types':
    'apiVersion: v1\nkind: Service\nmetadata: { name: ping, namespace: 7 }\nspec: { selector: { a: [], b: null }, ports: { a: 1 } }\n',
  'a kustomization of itself':
    'resources: [., .., ../.., missing.yaml]\npatches: [{ path: [] }, 7, null]\nnamePrefix: x\n',
  'a kustomization of wrong types': 'apiVersion: 7\nresources: { a: b }\nbases: 7\ncomponents: [[], {}]\n',
  'odd names in an object':
    'apiVersion: v1\nkind: "Ser\\u001b[2Jvice"\nmetadata: { name: "a\\n::error::b", namespace: "<img src=x>" }\n',
  'a Windows text': '\ufeffname: ping\r\nimage: a\r\n',
  'dense YAML of 9 MB': `a: [${'1,'.repeat(4_700_000)}]\n`,
  'dense documents of 9 MB': '---\n- {a: 1}\n'.repeat(700_000),
  ...Object.fromEntries(
    [
      '! ',
      '&a ',
      '*a ',
      '"" ',
      '] ',
      '[',
      '? ',
      '- ',
      '{a: ',
      'a: 1\r',
      '#\n',
      '%a b\n',
      '...\n',
      '- {a: 1}\n',
    ].flatMap(piece =>
      // As large as it may be, as dense as it may be, and what a person's file may be at most.
      [9_000_000 / piece.length, 100_000, 1_000_000 / piece.length].map(times => [
        `${JSON.stringify(piece)}, ${Math.floor(times)} times`,
        piece.repeat(times),
      ]),
    ),
  ),
};
