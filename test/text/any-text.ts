import fc from 'fast-check';

const BAD = [
  '<',
  '>',
  '&',
  '"',
  "'",
  '&lt;',
  '\0',
  '\x1b',
  '\x85',
  '\ud800',
  '\udfff',
  '\ufffe',
  '\u202e',
  '\u2028',
  '::error::',
  '##[error]',
  '##[',
];

/** Whatever a text can hold in JavaScript: halves of surrogate pairs, control characters and noncharacters too. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units)),
  fc.array(fc.constantFrom(...BAD)).map(parts => parts.join('')),
);

/** All that a document of XML 1.0 may be made of: https://www.w3.org/TR/xml/#NT-Char */
export const XML_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
