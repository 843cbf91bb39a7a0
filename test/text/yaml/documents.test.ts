import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type Document, LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { OF_A_PERSON, OF_ANYBODY } from '../../../lib/text/yaml/density';
import { documentIn, documentsIn, valueIn } from '../../../lib/text/yaml/documents';
import { ROOT } from '../../repository';

const faults = ({ errors }: Document) => errors.map(({ code }) => code).sort();
const told = (document: Document) => ({
  faults: faults(document),
  value: faults(document).length ? 0 : said(document),
});

function said(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    return String(error);
  }
}

// Texts that are nearly YAML, with keys that stand twice.
const pieces = fc.constantFrom(
  'a',
  'b',
  '1',
  ': ',
  ':',
  '\n',
  '\n  ',
  '\n- ',
  '{',
  '}',
  '[',
  ']',
  ', ',
  '"a"',
  '? ',
  '&a ',
  '*a',
  '---\n',
  '<<: ',
);
const text = fc.array(pieces, { maxLength: 25 }).map(some => some.join(''));

test('the same documents, values and mistakes as the parser tells, keys that stand twice included', () => {
  fc.assert(
    fc.property(text, some => {
      for (const merge of [false, true]) {
        const quiet = { merge, prettyErrors: false, logLevel: 'error' } as const;
        expect(told(documentIn(some, { merge }))).toEqual(told(parseDocument(some, quiet)));
        const all = [...documentsIn(some, { merge, lineCounter: new LineCounter() })];
        const parsed: readonly Document[] = [...parseAllDocuments(some, quiet)];
        expect(all).toHaveLength(parsed.length);
        for (const [index, document] of all.entries()) {
          // The parser lets a value hold itself.
          if (document.errors.some(({ message }) => message.endsWith('of itself'))) continue;
          expect(told(document)).toEqual(told(parsed[index]!));
          expect(() => JSON.stringify(told(document))).not.toThrow();
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('ten times the keys cost ten times the work: none is compared with every other', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: ${index}\n`).join('');
  const work = (count: number) => {
    const before = process.cpuUsage().user;
    expect(documentIn(keys(count)).errors).toEqual([]);
    return process.cpuUsage().user - before;
  };
  work(4000);
  expect(work(40_000) / work(4000)).toBeLessThan(40);
  const many = keys(40_000);
  expect(documentIn(`${many}k7: 1\n`).errors.map(({ code, pos }) => [code, pos[0]])).toEqual([
    ['DUPLICATE_KEY', many.length],
  ]);
});

test('docs/tool.md tells each measure', () => {
  const said = readFileSync(join(ROOT, 'docs', 'tool.md'), 'utf8');
  const inEnglish = (number: number) => number.toLocaleString('en');
  expect(said).toContain(`${inEnglish(OF_A_PERSON.inFile)} words and signs, some 10,000 lines; `);
  expect(said).toContain(
    `${inEnglish(OF_ANYBODY.inDocument)} words and signs in a document, ${inEnglish(OF_ANYBODY.inFile)} in a file`,
  );
});

test.each([
  ['keys', 'a: 1\n'],
  ['braces', '{a: '],
  ['tags', '! '],
  ['anchors', '&a '],
  ['aliases', '*a '],
  ['quotes', '"" '],
  ['opening brackets', '['],
  ['closing brackets', ']'],
  ['question marks', '? '],
  ['dashes', '- '],
  ['lines', '\n'],
  ['comments', '#\n'],
  ['documents', '---\na\n'],
])('a text of few megabytes that would fill the memory is not parsed: %s', (_, piece) => {
  expect(() => documentIn(piece.repeat(OF_ANYBODY.inFile))).toThrow(
    /^expected at most \d+ words and signs in a (document|file), got more$/,
  );
});

test('each document has its own measure, and a text in quotes counts as one word', () => {
  const half = `a: [${'1,'.repeat(OF_A_PERSON.inDocument / 4 - 10)}]\n`;
  expect(documentIn(half, { most: OF_A_PERSON }).errors).toEqual([]);
  expect(() => documentIn(`${half}${half.replace('a', 'b')}`, { most: OF_A_PERSON })).toThrow('words and signs');
  const documents = `${half}---\n${half}---\n${half}`;
  const dashes = '- ---\n'.repeat(OF_A_PERSON.inDocument / 4);
  const most = { ...OF_A_PERSON, inFile: OF_ANYBODY.inFile };
  expect([...documentsIn(documents, { most, lineCounter: new LineCounter() })]).toHaveLength(3);
  expect(() => documentIn(dashes, { most })).toThrow('words and signs in a document');
  expect(valueIn(`a: "${'[{,: '.repeat(300_000)}"\n`)).toEqual({ a: '[{,: '.repeat(300_000) });
});

test.each([
  ['in a map', 'a: &a { b: { c: *a } }\n', true],
  ['in a list', 'a: &a [1, [*a]]\n', true],
  ['behind its end', 'a: &a [1]\nb: *a\n', false],
  ['of another one in it', 'a: &a { b: &a 1, c: *a }\n', false],
  ['of another one above it', 'a: &a 1\nb: &b [*a]\n', false],
])('an alias of itself is none, wherever it stands: %s', (_, text, isCircle) => {
  const errors = [...documentsIn(text, { lineCounter: new LineCounter() })].flatMap(document => document.errors);
  expect(errors.map(({ message }) => message)).toEqual(
    isCircle ? ['expected a value, got the alias *a of itself'] : [],
  );
  if (isCircle) expect(() => valueIn(text)).toThrow('of itself');
  else expect(valueIn(text)).toBeDefined();
});

test('ten times the anchors and aliases cost ten times the look for circles', () => {
  const words = (count: number) => `${'- &a 1\n'.repeat(count)}${'- *a\n'.repeat(count)}`;
  const work = (count: number) => {
    const before = process.cpuUsage().user;
    expect([...documentsIn(words(count), { lineCounter: new LineCounter() })][0]!.errors).toEqual([]);
    return process.cpuUsage().user - before;
  };
  work(2000);
  expect(work(20_000) / work(2000)).toBeLessThan(40);
});

test.each([
  ['in single quotes', "a:\n  b: 'one\nof it''s\n two'\n  c: 1\n", { a: { b: "one of it's two", c: 1 } }],
  [
    'in double quotes',
    'a:\n  b: "one\n \\"two\\"\n\nthree" # behind\n  c: 1\n',
    { a: { b: 'one "two"\nthree', c: 1 } },
  ],
  ['in a list of a map', "a:\n  - b: 'one\n    two'\n  - 'three\nfour'\n", { a: [{ b: 'one two' }, 'three four'] }],
])('lines of a text in quotes may stand further left, as for Kubernetes: %s', (_, text, value) => {
  const lineCounter = new LineCounter();
  const [document] = [...documentsIn(text, { lineCounter })];
  expect([document!.errors, document!.toJS()]).toEqual([[], value]);
});

test.each([
  ['to the next one', "a:\n  b: 'one\nc: 'two'\nd: 2\n"],
  ['to the next document', "a:\n  b: 'one\n---\nc: 'two'\n"],
])('a quote that is open is told where it is: %s', (_, text) => {
  const lineCounter = new LineCounter();
  const [document] = [...documentsIn(text, { lineCounter })];
  const [error] = document!.errors;
  expect(error?.message).toMatch(/^Missing closing 'quote/);
  expect(lineCounter.linePos(error!.pos[0]).line).toBeLessThanOrEqual(3);
});
