import { parse } from 'yaml';
import { setEntry } from '../../../lib/project/edit/set-entry';
import { type Edit, LINE_ENDS, side } from './shown-as-diff';

const RELEASE = {
  version: '2.0',
  image: 'pkw0301/app:2.0',
  replicas: 3,
  env: { DEBUG: 'no', GREETING: 'Hi: there' },
  ports: [{ name: 'http', port: 80 }, { name: 'admin' }],
  args: ['--fast', 'y'],
  secrets: [],
};
const deploy = (text: string) => setEntry(text, ['green'], RELEASE);
const deployImage = (text: string) => setEntry(text, ['green'], { image: 'a:2' });
const retire = (text: string) => setEntry(text, ['blue', 'retired'], true);

const EDITS: readonly Edit[] = [
  [
    'a whole release takes the place of the old one, up to the comment before the next key',
    deploy,
    `
 # yaml-language-server: $schema=../../schemas/release.schema.json
 active: blue # promotion changes this line
 
 # what is tested
 green:   # the next one
   # of last week
-  version: '1.9'
-  image: pkw0301/app:1.9 # {"$imagepolicy": "flux-system:app"}
-
+  version: "2.0"
+  image: pkw0301/app:2.0 # {"$imagepolicy": "flux-system:app"}
+  replicas: 3
+  env:
+    DEBUG: "no"
+    GREETING: "Hi: there"
+  ports:
+    - name: http
+      port: 80
+    - name: admin
+  args:
+    - "--fast"
+    - "y"
+  secrets: []
   # env: {}
   # end of green
 
 # what users see
 blue:
   version: "1.0"
   image: pkw0301/app:1.0

 # the end
`,
  ],
  [
    'four spaces, and dashes under their key, where the file has them so',
    deploy,
    `
 active: blue
 green:
+    version: "2.0"
+    image: pkw0301/app:2.0
+    replicas: 3
+    env:
+        DEBUG: "no"
+        GREETING: "Hi: there"
+    ports:
+    - name: http
+      port: 80
+    - name: admin
+    args:
+    - "--fast"
+    - "y"
+    secrets: []
 blue:
     args:
     - -x
     image: pkw0301/app:1.0
`,
  ],
  [
    'three spaces, and the indentation of the entry before that of the rest',
    text => setEntry(text, ['green'], { env: { A: 'b' }, args: ['x'] }),
    `
 active: blue
 blue:
     image: a:1
 green:
-   image: a:1
+   env:
+      A: b
+   args:
+      - x
`,
  ],
  [
    'a new key goes below the last one, the comment after the map stays after it',
    deployImage,
    `
 active: blue
 blue:
   image: a:1
   # of blue
+green:
+  image: a:2
 
 # the end

`,
  ],
  [
    'a new key in a map goes before the comment of the next key',
    retire,
    `
 active: green
 blue:
   image: a:1 # old
+  retired: true
   # replicas: 3

 # the new one
 green:
   image: a:2
`,
  ],
  [
    'below a block scalar whose blank lines count',
    retire,
    `
 blue:
   image: a:1
   config:
     motd: |+
       # no comment
 
+  retired: true
 # the new one
 green: {}
`,
  ],
  [
    'below a folded text and a text over several lines',
    retire,
    `
 blue:
   image: "a:
     1"
   note: >
     folded

     text
+  retired: true
`,
  ],
  ['an empty value', deployImage, '\n active: blue\n green:\n+  image: a:2\n blue: {image: a}\n'],
  [
    'an empty value with comments',
    deployImage,
    '\n green:  # next\n+  image: a:2\n   # nothing yet\n # live\n blue: {image: a}\n',
  ],
  ['{}', deployImage, '\n-green: {} # next\n+green: # next\n+  image: a:2\n blue: {image: a}\n'],
  ['null', deployImage, '\n-green: null   \n+green:\n+  image: a:2\n blue: {image: a}\n'],
  ['~', deployImage, '\n-"green" : ~ # none\n+"green" : # none\n+  image: a:2\n \'blue\': {image: a}\n'],
  [
    'a flow map in a block becomes a block, and the comments inside its braces stay',
    deployImage,
    `
-green: { # next
-  image: "a:1", # old
-} # gone
+green: # next
+  image: a:2 # old
+  # gone
 # live
 blue: {image: a}
`,
  ],
  [
    'comments stay at the key and the item that they were at, and go with what goes',
    text =>
      setEntry(text, ['green'], {
        image: 'a:2',
        args: ['-z', '-x'],
        smoke: [{ path: '/a' }, { path: '/b', status: 200 }],
      }),
    `
 green:
+  # above what goes
+  # above what stays
+  image: a:2 # moved
   args: # of the program
-  - -x # the first
-  - -y # the second
+  - "-z"
+  - "-x" # the first
   # no more
   smoke:
   # the first page
   - path: /a # it answers
-  - # the second page
-    path: /b
+  # the second page
+  - path: /b
     # with
-    status: 204
+    status: 200
-  # above what goes
-  env: # of last year
-    # a flag
-    FLAG: x # on
-  # above what stays
-  image: a:1 # moved
   # at the end
 blue: {image: a}
`,
  ],
  [
    'a text of several lines takes no comment for its own',
    text => setEntry(text, ['green'], 'a\nb\n'),
    `
-green: # next
-  # of the map
-  image: a:1
+green: | # next
+  a
+  b
 blue: {image: a}
`,
  ],
  [
    'a flow map on one line',
    deploy,
    `
-{active: blue, green: {image: "a:1"}, blue: {image: "a:1"}} # all
+{active: blue, green: {version: "2.0", image: pkw0301/app:2.0, replicas: 3, env: {DEBUG: "no", GREETING: "Hi: there"}, ports: [{name: http, port: 80}, {name: admin}], args: ["--fast", "y"], secrets: []}, blue: {image: "a:1"}} # all
`,
  ],
  [
    'a new key in a flow map on one line',
    deployImage,
    '\n-{ active: blue, blue: {image: "a:1"} } # all\n+{ active: blue, blue: {image: "a:1"}, green: {image: a:2} } # all\n',
  ],
  [
    'a new key behind a trailing comma',
    retire,
    '\n-{active: green, blue: {image: "a:1",}}\n+{active: green, blue: {image: "a:1", retired: true,}}\n',
  ],
  ['a new key in an empty flow map', retire, '\n-blue: { }\n+blue: { retired: true }\n x: 1\n'],
  ['a key without a value in a flow map', deployImage, '\n-{blue: , green}\n+{blue: , green: {image: a:2}}\n'],
  ['an empty value in a flow map', retire, '\n-{blue: {retired:,}}\n+{blue: {retired: true,}}\n'],
  [
    'a flow map over several lines',
    deployImage,
    `
 {
   active: blue, # here
-  blue: {image: a:1} # live
+  blue: {image: a:1}, # live
+  green: {image: a:2}
   # the end
 }
`,
  ],
  [
    'a flow map over several lines with a trailing comma',
    deployImage,
    `
 ---
 {
     active: blue,
     blue: {
         image: a:1,
     }, # live
+    green: {image: a:2},
 }
`,
  ],
  [
    'a flow map that starts and ends beside its keys',
    deployImage,
    `
 {active: blue, # here
-    blue: {image: a:1}}
+    blue: {image: a:1}, green: {image: a:2}}
`,
  ],
  [
    'a flow map with its keys beside the first brace',
    deployImage,
    `
-{active: blue, # here
+{active: blue, green: {image: a:2}, # here
 }
`,
  ],
  [
    'a flow map with commas in front',
    deployImage,
    `
 { active: blue
-, green: {image: a:1}
+, green: {image: a:2}
 , blue: {image: a:1}
 }
`,
  ],
  [
    'a scalar is put where the old one stands',
    text => setEntry(text, ['blue', 'replicas'], 3),
    '\n blue:\n-  replicas:   2   # two\n+  replicas:   3   # two\n   # deeper\n   image: a\n',
  ],
  [
    'a text of several lines is a literal block',
    text => setEntry(text, ['blue', 'config', 'motd'], 'Hi\n\n  there: # no comment\n'),
    `
 blue:
     config:
-        motd: Hi # today
+        motd: | # today
+            Hi
+
+              there: # no comment
     image: a:1
`,
  ],
  [
    'a text of several lines is quoted before a line of spaces, which it would swallow',
    text => setEntry(text, ['config', 'motd'], 'a\nb'),
    `
 config:
-  motd: x
+  motd: "a\\nb"
          
 image: a:1
`,
  ],
  [
    'a map becomes a scalar, and the comment beside the key stays',
    text => setEntry(text, ['blue', 'readiness'], null),
    `
 blue:
-  readiness: # of the app
-    path: /ping
+  readiness: null # of the app
   image: a:1
`,
  ],
  [
    'a map in a list',
    text => setEntry(text, ['ports', 0, 'labels'], { a: 'b' }),
    `
 ports:
   -   name: http
       port: 80
+      labels:
+        a: b
   -   name: admin
`,
  ],
  [
    'an alias and an unused anchor are replaced',
    deployImage,
    `
 base: &base {image: a}
-green: *base
+green:
+  image: a:2
 blue: *base
`,
  ],
  [
    'tabs, unicode and odd spaces around it stay',
    deployImage,
    `
 "größe":	"a	b"	# tab	
-green:	{image:	x}
+green:
+  image: a:2
 blue  :   {image: "日本", note: 'a''b' }  
`,
  ],
  [
    'keys that YAML would misread are quoted',
    text => setEntry(text, ['blue', 'env'], { on: '1', 'a: b': 'x' }),
    '\n blue:\n   image: a\n+  env:\n+    "on": "1"\n+    "a: b": x\n green: {}\n',
  ],
];

describe.each(LINE_ENDS)('with %s', (_, rewrite) => {
  test.each(EDITS)('%s', (_, edit, diff) => {
    expect(edit(rewrite(side(diff, 'before')))).toBe(rewrite(side(diff, 'after')));
  });
});

test.each([
  ['in a block', `active: blue\ngreen:\n    image:   'a:2'  # same\n`],
  ['in a flow map', '{green: {"image": a:2 } }\n'],
])('a file that says it already stays the same, %s', (_, text) => {
  expect(deployImage(text)).toBe(text);
});

test('another order of keys is a change: variables may refer to those above them', () => {
  expect(setEntry('env:\n  A: x\n  B: z\n', ['env'], { B: 'z', A: 'x' })).toBe('env:\n  B: z\n  A: x\n');
});

test('lines of another kind of line end stay as they are', () => {
  expect(retire('active: blue\nblue:\r\n  image: a\r\ngreen: {}\n')).toBe(
    'active: blue\nblue:\r\n  image: a\r\n  retired: true\r\ngreen: {}\n',
  );
});

test.each(['yes', '1.0', '0o17', '2024-01-01', '<<', ' a', 'a\r\nb', '\u2028', '\ufeffx', 'a: b', '{x}', '- a', '🙂'])(
  '%j stays a text for YAML 1.1 and 1.2',
  word => {
    for (const file of ['a: x\nk: {}\n', '{a: x, k: {}}\n', 'a: "x"\nk: {}\n', "a: 'x'\nk: {}\n", 'a:\nk: {}\n']) {
      const edited = setEntry(setEntry(file, ['a'], word), ['k'], { [word]: [word] });
      for (const version of ['1.1', '1.2'] as const) {
        expect(parse(edited, { version })).toEqual({ a: word, k: { [word]: [word] } });
      }
    }
  },
);
