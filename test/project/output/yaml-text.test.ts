import fc from 'fast-check';
import { parse } from 'yaml';
import { yamlText } from '../../../lib/project/output/yaml-text';

const AMBIGUOUS = [
  '',
  ' ',
  'y',
  'N',
  'yes',
  'No',
  'on',
  'OFF',
  'true',
  'False',
  'null',
  '~',
  'Null',
  '0o17',
  '010',
  '0b11',
  '0x1f',
  '1_000',
  '.5',
  '1e3',
  'e1',
  'E+5',
  '1.0',
  '1:30',
  '12:30:45',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  '=',
  '<<',
  '.inf',
  '-.INF',
  '.nan',
  '- a',
  '-',
  '? a',
  ': a',
  'a: b',
  'a #b',
  '#a',
  '&a',
  '*a',
  '!a',
  '|',
  '>',
  '%a',
  '@a',
  '`a',
  '"a"',
  "'a'",
  '[a]',
  '{a}',
  'a,b',
  'a\tb',
  'a\nb',
  'a\n',
  '\na',
  'a\n\n',
  ' a\nb',
  'a\r\nb',
  'a\u0085b',
  'a\u2028b',
  '\ufeffa',
  'a\u0007b',
  '\u{1f600}',
  'pkw0301/app:1.0',
  '+1',
  '-1',
  '1e',
  '0.',
  '1.2.3',
  '---',
  '...',
  'a:',
  'a:b',
  'a b ',
  '__proto',
  '123abc',
  '1e5a',
  '190:20:30',
  '0x',
  '0o8',
  '12e03',
  '685.230_15e+03',
  '5m',
  '250Mi',
  '50%',
  '/ping',
  '$(VAR)',
  'sha256:abc',
  '10.0.0.0/8',
];
const nasty = fc.oneof(
  fc.constantFrom(...AMBIGUOUS),
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.string({ unit: fc.constantFrom('a', '1', ':', ' ', '\n', '\t', '#', '-', '.', '_', 'e', '"') }),
);
const json = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    nasty,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter(n => !Object.is(n, -0)),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(
    nasty.filter(key => key !== '__proto__' && key !== '<<'),
    tie('value'),
    { maxKeys: 4, noNullPrototype: true },
  ),
})).value;

test.each(['1.2', '1.1'] as const)('every object is read back as it was by a YAML %s parser', version => {
  fc.assert(
    fc.property(json, value => expect(parse(yamlText(value), { version })).toEqual(value)),
    { numRuns: 1500 },
  );
});

test.each(AMBIGUOUS)('%j stays a text, as a value and as a key, for YAML 1.1 and 1.2', word => {
  for (const version of ['1.1', '1.2'] as const) {
    expect(parse(yamlText({ a: word, l: [word], k: { [word]: 1 } }), { version })).toEqual({
      a: word,
      l: [word],
      k: { [word]: 1 },
    });
  }
});

test('it looks as a careful person would write it', () => {
  const object = {
    kind: 'Deployment',
    spec: {
      replicas: 2,
      paused: false,
      empty: {},
      none: [],
      list: [{ name: 'a', args: ['x', 'yes'] }, ['n']],
      image: 'pkw0301/app:1.0',
      version: '1.0',
      script: 'one\n  two\n',
    },
  };
  expect(yamlText(object)).toBe(`kind: Deployment
spec:
  replicas: 2
  paused: false
  empty: {}
  none: []
  list:
    - name: a
      args:
        - x
        - "yes"
    - - "n"
  image: pkw0301/app:1.0
  version: "1.0"
  script: |
    one
      two
`);
});

test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1])(
  '%p is refused: YAML has no word for it',
  value => {
    expect(() => yamlText({ a: value })).toThrow("YAML can't say");
  },
);
