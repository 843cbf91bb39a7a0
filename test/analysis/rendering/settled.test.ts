import { parseAllDocuments } from 'yaml';
import { EACH_TIME, settled } from '../../../lib/analysis/rendering/settled';

test('what two runs agree on is kept to the byte', () => {
  expect(settled('a: 1 # why\n', 'a: 1 # why\n')).toEqual({ text: 'a: 1 # why\n', unsettled: 0 });
});

test.each([
  ['a value', 'a: { b: 1, c: 2 }', 'a: { b: 1, c: 3 }', { a: { b: 1, c: EACH_TIME } }, 1],
  ['a value in a list', 'a: [1, 2]', 'a: [1, 3]', { a: [1, EACH_TIME] }, 1],
  ['a list of another length', 'a: [1, 2]', 'a: [1]', { a: EACH_TIME }, 1],
  ['a key', 'a: { b: 1 }', 'a: { c: 1 }', { a: EACH_TIME }, 1],
  ['how a value is written', 'a: "b"', 'a: b', { a: 'b' }, 0],
])('%s that differs is marked, and the rest is kept', (_, once, again, value, unsettled) => {
  const result = settled(`${once}\n---\nlast: 1\n`, `${again}\n---\nlast: 1\n`);
  expect(parseAllDocuments(result!.text).map(document => document.toJS())).toEqual([value, { last: 1 }]);
  expect(result?.unsettled).toBe(unsettled);
});

test.each(['a: [', 'a: &a [*a]', `a: *b`])('of what is no YAML nothing is told: %s', text => {
  expect(settled(text, 'a: 1')).toBeUndefined();
  expect(settled('a: 1', text)).toBeUndefined();
});
