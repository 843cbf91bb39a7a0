import fc from 'fast-check';

/** For fc.record: every key may be missing. */
export const NONE_REQUIRED = { requiredKeys: [] };

export const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8})?$/);
export const applicationName = fc.oneof(word, fc.stringMatching(/^[a-z][-a-z0-9]{41}[a-z0-9]$/));
export const variable = fc.stringMatching(/^[A-Z_][A-Z0-9_.-]{0,6}[0-9]$/);
// Nothing here looks like a secret: a value that does is refused, and so are variables called like one.
export const text = fc.oneof(
  fc.string().filter(value => !value.includes('://')),
  fc.constantFrom('', 'yes', '010', '1e3', 'null', 'a: b', 'two\nlines\n', '$(HOST)', '\u{1f600}', '/etc/app'),
);
export const labels = fc.dictionary(
  fc.stringMatching(/^([a-z]{1,6}\.example\.com\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,8}[A-Za-z0-9])?$/),
  fc.stringMatching(/^([A-Za-z0-9]([-_.A-Za-z0-9]{0,8}[A-Za-z0-9])?)?$/),
  { maxKeys: 3, noNullPrototype: true },
);
export const annotations = fc.dictionary(fc.stringMatching(/^example\.com\/[a-z]{1,8}$/), text, {
  maxKeys: 3,
  noNullPrototype: true,
});
