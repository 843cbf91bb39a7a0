import { EditError } from '../../../lib/project/edit/edit-error';
import { removeEntry } from '../../../lib/project/edit/remove-entry';
import { setEntry } from '../../../lib/project/edit/set-entry';
import { setScalar } from '../../../lib/project/edit/set-scalar';

const promote = (text: string) => setScalar(text, ['active'], 'green');
const deploy = (text: string) => setEntry(text, ['green'], { image: 'a:2' });
const retire = (text: string) => setEntry(text, ['blue', 'retired'], true);
const revive = (text: string) => removeEntry(text, ['blue', 'retired']);

const REFUSED: readonly [what: string, edit: (text: string) => string, text: string, line: number, message: string][] =
  [
    ['what is no YAML', promote, 'active: blue\nblue: {\n', 3, 'this is no YAML'],
    [
      'a key that stands twice',
      promote,
      'active: blue\nactive: green\n',
      2,
      'this is no YAML: Map keys must be unique',
    ],
    ['several documents', promote, 'active: blue\n---\nactive: green\n', 2, 'expected one document'],
    ['lines that end in CR alone', promote, 'active: blue\n# a\rblue: {}\n', 2, 'a CR alone'],
    ['an alias of nothing', deploy, 'active: blue\nblue: *b\n', 2, 'this is no YAML: Unresolved alias'],
    ['an empty file', deploy, '# nothing\n', 1, 'expected keys in the file, got nothing'],
    ['a file that is a list', deploy, '# list\n- active: blue\n', 2, 'expected keys in the file, got a list'],
    ['a file that is one word', deploy, 'active=blue\n', 1, 'expected keys in the file, got "active=blue"'],
    ['a key that is not there', promote, '# no\nblue: {}\n', 2, 'there is no "active"'],
    ['a map for a word', promote, 'blue: {}\nactive:\n  - blue\n', 2, 'expected one word in "active", got several'],
    ['an alias for a word', promote, 'x: &x blue\nactive: *x\n', 2, 'got the alias *x'],
    ['an entry of nothing', retire, 'active: green\nblue:\n', 2, 'expected keys in "blue", got nothing'],
    ['an entry of a word', retire, 'active: green\n\nblue: a:1\n', 3, 'expected keys in "blue", got "a:1"'],
    ['a colour that is not there', revive, 'active: green\n', 1, 'expected keys in "blue", got nothing'],
    ['an entry of an alias', retire, 'green: &g {image: a}\nblue: *g\n', 2, '"blue" is *g'],
    [
      'what an alias repeats',
      retire,
      'blue: &b\n  image: a\ngreen: *b\n',
      3,
      'a change of "blue.retired" would change line 3',
    ],
    [
      'a word that an alias repeats',
      promote,
      'active: &a blue\nx: *a\n',
      2,
      'a change of "active" would change line 2',
    ],
    ['an anchor in the old value', deploy, 'green: {env: &e {A: b}}\nblue: {env: *e}\n', 2, 'repeats it as *e'],
    ['an anchor at a key', deploy, '&k green: {}\nblue: *k\n', 2, 'repeats it as *k'],
    [
      'keys from elsewhere',
      retire,
      'x: &x {a: b}\nblue:\n  <<: *x\n  image: a\n',
      3,
      '"blue" takes keys from elsewhere',
    ],
    ['a key after "?"', deploy, 'active: blue\n? green\n: image: a\n', 2, '"green" is written with "?"'],
    [
      'a map without braces',
      text => setEntry(text, ['l', 0, 'b'], 1),
      'l: [a: 1]\n',
      1,
      '"l.0" is a map without braces in a list',
    ],
    [
      'the only key beside a dash',
      text => removeEntry(text, ['l', 0, 'a']),
      'l:\n  - a: 1\n',
      2,
      '"l.0" is an item of a list',
    ],
    [
      'what would give blank lines to the text above',
      text => removeEntry(text, ['green']),
      'motd: |+\n  Hi\ngreen: a\n\nblue: b\n',
      3,
      '"green" can\'t be changed safely',
    ],
    [
      'a key beside a dash',
      text => removeEntry(text, ['l', 0, 'a']),
      'l:\n  - a: 1\n    b: 2\n',
      2,
      '"l.0.a" shares its line with the dash',
    ],
    ['the only key of a file', text => removeEntry(text, ['a']), '# top\na: 1\n', 2, '"a" is the only key of the file'],
  ];

test.each(REFUSED)('refused, with its line: %s', (_, edit, text, line, message) => {
  expect(() => edit(text)).toThrow(EditError);
  expect(() => edit(text)).toThrow(expect.objectContaining({ line, message: expect.stringContaining(message) }));
});

test.each([undefined, Number.NaN, () => 1])('%p is refused: YAML has no word for it', value => {
  expect(() => setEntry('a: 1\n', ['a'], { b: value })).toThrow("YAML can't say");
});
