import { applicationPropsSchema, colourSchema } from '../../../lib/construct/props/application';
import { INSTEAD_OF, MERGED, SAID_BY_COLOURS, STATE } from '../../../lib/construct/props/keys';
import { RELEASE_KEYS, releaseShape } from '../../../lib/construct/props/release';
import { sharedProps } from '../../../lib/construct/resolve/application';

const everyKey = Object.fromEntries(Object.keys(applicationPropsSchema.shape).map(key => [key, key])) as never;

test('a key of the application alone is laid under no colour, where the schema would refuse it', () => {
  const shared = Object.keys(sharedProps(everyKey));
  expect(shared.sort()).toEqual(Object.keys(releaseShape).sort());
  expect(shared.filter(key => !Object.hasOwn(colourSchema.shape, key))).toEqual([]);
});

test('what only a colour says is no key of the application, but for what deploy asks for each time', () => {
  const both = [...SAID_BY_COLOURS].filter(key => Object.hasOwn(applicationPropsSchema.shape, key));
  expect(both).toEqual(['image', 'allowLatest']);
});

test('what verbs note in a release file is not laid under a colour', () => {
  expect([...STATE].filter(key => Object.hasOwn(releaseShape, key))).toEqual([]);
});

test('two ways to say one thing know each other, and neither is merged', () => {
  for (const [key, other] of INSTEAD_OF) {
    expect(INSTEAD_OF.get(other)).toBe(key);
    expect(MERGED.has(key)).toBe(false);
  }
});

test('what is passed to the pods as it is reaches them: another value is another release', () => {
  const rows = Object.values<{ passedTo?: string; reachesPods: boolean }>(RELEASE_KEYS).filter(row => row.passedTo);
  expect(rows).not.toEqual([]);
  expect(rows.filter(({ reachesPods }) => !reachesPods)).toEqual([]);
});
