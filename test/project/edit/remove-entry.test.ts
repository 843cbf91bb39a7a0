import { removeEntry } from '../../../lib/project/edit/remove-entry';
import { type Edit, LINE_ENDS, side } from './shown-as-diff';

const revive = (text: string) => removeEntry(text, ['blue', 'retired']);
const removeGreen = (text: string) => removeEntry(text, ['green']);

const EDITS: readonly Edit[] = [
  [
    'a key goes with its own line and nothing else',
    revive,
    `
 active: green
 blue:
   image: a:1
   # since May
-  retired: true   # of old
   # below
   
 green:
   image: a:2
`,
  ],
  [
    'a key with a map goes with it and the comments in it',
    removeGreen,
    `
 active: blue
 
 # the next one
-green: # to test
-  # image
-  image: a:2
-
-  # done
 
 # live
 blue:
   image: a:1
`,
  ],
  [
    'the last key goes',
    removeGreen,
    `
 active: blue
 blue:
   image: a:1
-green:
-- "indentless"
-- list: |
-    of
-
-    texts
 # the end
`,
  ],
  ['the last key of the file goes', removeGreen, '\n active: blue\n-green: {}\n'],
  ['the first key goes', removeGreen, '\n # top\n-"green": {}\n active: blue\n'],
  ['an empty key goes', removeGreen, '\n active: blue\n-green:\n blue:\n'],
  [
    'the only key of a map leaves an empty map',
    revive,
    '\n-blue: # old\n-  retired: true\n+blue: {} # old\n green: {}\n',
  ],
  ['from a flow map, at its end', revive, '\n-{blue: {image: a, retired: true}}\n+{blue: {image: a}}\n'],
  ['from a flow map, at its start', revive, '\n-{blue: { retired: true, image: a }}\n+{blue: { image: a }}\n'],
  ['from a flow map, in the middle', revive, '\n-blue: {a: 1, retired: true, b: 2}\n+blue: {a: 1, b: 2}\n green:\n'],
  ['from a flow map with a trailing comma', revive, '\n-blue: {a: 1, retired: true,}\n+blue: {a: 1,}\n green:\n'],
  ['from a flow map, the only one', revive, '\n-blue: { retired: true }\n+blue: { }\n green:\n'],
  [
    'from a flow map over several lines, with its line',
    revive,
    `
 {
   blue: {
     image: "a:1", # image
-    retired: true # of old
   }, # live
   green: {image: a}
 }
`,
  ],
  [
    'from a flow map over several lines, beside the brace',
    revive,
    `
 blue: {image: "a:1", # image
-  retired: true}
+  }
 green:
`,
  ],
  [
    'between document marks',
    removeGreen,
    `
 %YAML 1.2
 ---
 active: blue
-green: {image: a}
 ...
`,
  ],
];

describe.each(LINE_ENDS)('with %s', (_, rewrite) => {
  test.each(EDITS)('%s', (_, edit, diff) => {
    expect(edit(rewrite(side(diff, 'before')))).toBe(rewrite(side(diff, 'after')));
  });
});

test('a file without the key stays the same', () => {
  const text = 'blue:\n  image: "a"   \n';
  expect(revive(text)).toBe(text);
});
