import { review } from '../../lib/review/review';
import { RULES } from '../../lib/review/rules';
import { change, edited, outputOf } from './output';

const PING = outputOf('ping');

test('there is one rule of each of the ids that the documents name, in their order', () => {
  expect(RULES.map(({ id }) => id)).toEqual(
    Array.from({ length: 14 }, (_, i) => `BG0${String(i + 1).padStart(2, '0')}`),
  );
});

test.each(RULES)('the example of $id breaks that rule', ({ id, example }) => {
  const after = edited(PING, example);
  const synthesized = [{ place: 'production/ping', found: after, expected: PING }];
  const found = review(change(PING, after, { synthesized })).findings.filter(({ rule }) => rule === id);
  expect(found).not.toEqual([]);
  for (const { place, file, object, message, users, wayOut } of found) {
    expect([place, [...PING.keys(), ...after.keys()].some(path => path.startsWith(file))]).toEqual([
      'production/ping',
      true,
    ]);
    for (const words of [object, message, users, wayOut]) expect(words).toMatch(/\w/);
  }
});

test.each(['ping', 'shop'])('what we render breaks no rule, with a base or without: %s', name => {
  const output = outputOf(name);
  expect(review(change(undefined, output)).findings).toEqual([]);
  expect(review(change(output, output)).findings).toEqual([]);
});
