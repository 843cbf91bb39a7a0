import { setScalar } from '../../../lib/project/edit/set-scalar';
import { type Edit, LINE_ENDS, side } from './shown-as-diff';

const promote = (text: string) => setScalar(text, ['active'], 'green');

const EDITS: readonly Edit[] = [
  [
    'comments above, beside and below stay',
    promote,
    `
 # yaml-language-server: $schema=../../schemas/release.schema.json
 # Ask the shop team before you change this.
-active: blue   # the context value; promotion changes this line
+active: green   # the context value; promotion changes this line
 # the old one
 blue:
   version: "1.0"
   image: pkw0301/app:1.0
`,
  ],
  ['double quotes stay', promote, '\n-active: "blue" # "quoted"\n+active: "green" # "quoted"\n blue: {}\n'],
  ['single quotes stay', promote, "\n-'active':   'blue'\n+'active':   'green'\n blue: {}\n"],
  ['trailing spaces and tabs stay', promote, '\n-active: blue \t \n+active: green \t \n blue:\n'],
  [
    'a key in an unusual place is found',
    promote,
    `
 green:
   image: a:2

 blue: { image: "a:1" }


-active : blue
+active : green
 # end of the file
`,
  ],
  [
    'the same word elsewhere stays',
    promote,
    `
 blue:
   env:
     active: blue
     NOTE: |
       active: blue
-active: blue
+active: green
`,
  ],
  ['a value on a line of its own stays there', promote, '\n active:\n   # here\n-  blue\n+  green\n blue: {}\n'],
  [
    'a flow map on one line',
    promote,
    '\n-{active: blue, blue: {image: "a:1"}} # all\n+{active: green, blue: {image: "a:1"}} # all\n',
  ],
  [
    'JSON',
    promote,
    `
 {
-  "active":"blue",
+  "active":"green",
   "blue": {"image": "a:1"}
 }
`,
  ],
  [
    'directives and document marks',
    promote,
    `
 %YAML 1.2
 ---
-active: blue
+active: green
 blue:
   image: a:1
 ...
`,
  ],
  [
    'an own indentation of the root',
    promote,
    `
 ---
-   active: blue
+   active: green
    blue:
       image: a:1
`,
  ],
  ['nothing becomes a word', promote, '\n-active:   # not yet\n+active: green   # not yet\n blue: {}\n'],
  ['null becomes a word', promote, '\n-active: ~ # not yet\n+active: green # not yet\n blue: {}\n'],
  [
    'a text over several lines becomes one word',
    promote,
    `
-active: "blue
-  or so" # really
+active: "green" # really
 blue: {}
`,
  ],
  [
    'a block scalar becomes one word, and the comment beside the key stays',
    promote,
    `
-active: >- # folded
-  blue
+active: green # folded
 
 # the rest
 blue: {}
`,
  ],
  ['a tag and an unused anchor stay', promote, '\n-active: !!str &a blue\n+active: !!str &a green\n blue: {}\n'],
  [
    'an entry in a list',
    text => setScalar(text, ['blue', 'ports', 1, 'name'], 'admin'),
    `
 blue:
   ports:
   - name: http
     port: 80
-  - name: x # second
+  - name: admin # second
     port: 81
`,
  ],
  [
    'a text that reads like something else is quoted where it was not',
    text => setScalar(text, ['blue', 'version'], '1.10'),
    '\n blue:\n-  version: v1\n+  version: "1.10"\n',
  ],
  [
    'a single quote is doubled in single quotes',
    text => setScalar(text, ['note'], "it's ü 🙂"),
    "\n-note: 'a'\n+note: 'it''s ü 🙂'\n x: 1\n",
  ],
  [
    'what single quotes have no word for is put into double ones',
    text => setScalar(text, ['note'], 'a\tb\n'),
    '\n-note: \'a\'\n+note: "a\\tb\\n"\n x: 1\n',
  ],
];

describe.each(LINE_ENDS)('with %s', (_, rewrite) => {
  test.each(EDITS)('%s', (_, edit, diff) => {
    expect(edit(rewrite(side(diff, 'before')))).toBe(rewrite(side(diff, 'after')));
  });
});

test('a file that says it already stays the same', () => {
  const text = 'active:   "gr\\u0065en"\n';
  expect(promote(text)).toBe(text);
});
