import fc from 'fast-check';
import { anyText } from './any-text';

const PIECES = [
  ...['\n', '\r', '\r\n', '\u2028', '\x85', '\t', '\x1b[2J', '\x1b]8;;http://evil.example\x07', '\x9b31m', '\x7f'],
  ...['\u202e', '\u2066', '\u200f', '\u{e0041}', '\ufeff', '\ud800', '\0'],
  ...[
    '::error::',
    '::set-output name=a::b',
    '::add-mask::x',
    '::',
    ':',
    ' ::stop-commands::t',
    '##[',
    '##[error]',
    '#',
  ],
  ...[
    '##vso[task.complete]',
    '%0A',
    '%25',
    ',',
    '[',
    ']',
    '(',
    ')',
    '!',
    '[a](http://evil.example)',
    '![a](//b)',
    '[a]: b',
  ],
  ...[
    '`',
    '```',
    '~~~',
    '|',
    '\\',
    '\\|',
    '*',
    '_',
    '~',
    '**a**',
    '$',
    '$x$',
    '<br>',
    '<img src=x>',
    '</code>',
    '<!--',
    '-->',
  ],
  ...['https://evil.example', 'www.evil.example', 'me@evil.example', '<http://evil.example>', 'ftp://a.b'],
  ...[
    '@all',
    '@team',
    '#1',
    'a/b#1',
    'GH-1',
    '!1',
    '%1',
    '&1',
    '~bug',
    '- ',
    '+ ',
    '1. ',
    '1) ',
    '# ',
    '> ',
    '===',
    '---',
  ],
  ...['&amp;', '&#64;', '&', '"', "'", ']]>', '{0}', ' ', 'web', '1', 'ö'],
];

/** Names that somebody could give to things in YAML, or to files, to do more than name them. */
export const hostile = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 }).map(all => all.join('')),
    },
    { weight: 1, arbitrary: anyText },
  )
  .filter(name => name !== '');
