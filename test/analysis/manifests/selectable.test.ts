import fc from 'fast-check';
import { type Labels, selects } from '../../../lib/analysis/manifests/labels';
import { selectable } from '../../../lib/analysis/manifests/selectable';

const word = fc.constantFrom('a', 'b', 'c');
const labelled = fc.record({
  environment: fc.constantFrom('production', 'staging'),
  namespace: word,
  labels: fc.dictionary(word, word) as fc.Arbitrary<Labels>,
});

test('a selector finds just what has all of its labels, in its namespace and environment, in order', () => {
  fc.assert(
    fc.property(fc.array(labelled, { maxLength: 20 }), labelled, (things, { labels, ...where }) => {
      expect(selectable(things, thing => thing.labels)(where, labels)).toEqual(
        things.filter(
          thing =>
            thing.environment === where.environment &&
            thing.namespace === where.namespace &&
            selects(labels, thing.labels),
        ),
      );
    }),
  );
});

test('of ten thousand neighbours with a label in common, only what has the rare one is looked at', () => {
  const things = Array.from({ length: 10_000 }, (_, index) => ({
    environment: '',
    namespace: 'web',
    labels: { team: 'shop', app: `app-${index}` },
  }));
  let looks = 0;
  const find = selectable(things, ({ labels }) => {
    looks++;
    return labels;
  });
  looks = 0;
  expect(find({ environment: '', namespace: 'web' }, { team: 'shop', app: 'app-7' })).toEqual([things[7]]);
  expect(looks).toBe(1);
});
