import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { keysByName } from '../../../lib/construct/resolve/by-name';
import { shortHash } from '../../../lib/construct/resolve/release';

const VALUES = fc.oneof(
  fc.jsonValue(),
  fc.object({ withNullPrototype: true, key: fc.oneof(fc.string(), fc.constantFrom('10', '9', '__proto__', 'b', 'a')) }),
);

// As the text of a value whose keys are put in order one by one.
function textInOrder(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

test('keys are put in order at any depth, whatever is in order already', () => {
  fc.assert(
    fc.property(VALUES, value => {
      const before = textOf(value);
      expect(textOf(keysByName(value))).toBe(textInOrder(value));
      expect(textOf(value)).toBe(before);
      for (const part of objectsIn(keysByName(value))) expect(Object.getPrototypeOf(part)).toBe(Object.prototype);
    }),
  );
});

test('a value in order is handed back as it is, and a part that is in order too', () => {
  const inOrder = { a: [{ b: 1, c: null }], d: 'x' };
  expect(keysByName(inOrder)).toBe(inOrder);
  expect((keysByName({ z: 1, a: inOrder }) as { a: unknown }).a).toBe(inOrder);
});

test('a release id is the hash of the text in order: those that are written down stay what they are', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), VALUES), value => {
      expect(shortHash(value)).toBe(createHash('sha256').update(textInOrder(value)).digest('hex').slice(0, 10));
    }),
  );
  expect(shortHash({ b: 1, a: ['x', { d: null, c: true }] })).toBe('a46132885a');
});

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : [value]), ...Object.values(value).flatMap(objectsIn)];
}
