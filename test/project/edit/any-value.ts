import fc from 'fast-check';

const word = fc.oneof(
  fc.constantFrom('1.0', 'no', '- a', 'a: b', '#a', ' a', 'a\nb\n', 'a\n\n', '', "it's", '🙂', 'pkw0301/app:2.0'),
  fc.string({ unit: 'binary' }),
);
/** Whatever a key may be set to, with texts that YAML would misread. */
export const anyValue = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 3 }, word, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  map: fc.dictionary(
    word.filter(key => key !== '__proto__'),
    tie('value'),
    { maxKeys: 3, noNullPrototype: true },
  ),
})).value;
