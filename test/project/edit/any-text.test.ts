import fc from 'fast-check';
import { parseDocument } from 'yaml';
import { EditError } from '../../../lib/project/edit/edit-error';
import { removeEntry } from '../../../lib/project/edit/remove-entry';
import { setEntry } from '../../../lib/project/edit/set-entry';
import { anyValue } from './any-value';
import { blockRelease, textOf } from './written-release';

// Lines that are harmless in one place and break the file in another.
const UGLY = [
  ...`green:
green: x
green: {
green: &g
? green
!t green: 1 #
  green: !!map
&k green: "
- green: 1
-   green:
{green: 1
, green
{a: {green: [x]},
: x
x: |+
x: >2
x: "a
 b"
 y: 1
  image: a
  - b
    deep: 1
  |
blue: *g
<<: *g
on: off
- a
[
]
}
"
'
# c
  # c
---
--- |
--- {
...
%YAML 1.1`.split('\n'),
  ...['', '   ', '\t', '\tgreen: x', '\r', '\ufeff', '\u2028'],
];

test('whatever the text, an edit does what was wanted or is refused', () => {
  const line = fc.constantFrom(...UGLY);
  const soup = fc.array(line, { maxLength: 8 }).map(lines => lines.join('\n'));
  const torn = fc.tuple(blockRelease, line, fc.nat(20), fc.nat(1)).map(([release, ugly, at, gone]) => {
    const lines = textOf(release).split('\n');
    lines.splice(at, gone, ugly);
    return lines.join('\n');
  });
  const text = fc.oneof(soup, { arbitrary: torn, weight: 3 });
  const path = fc.constantFrom<[string | number, string?]>(
    ['green'],
    ['green', 'image'],
    ['x'],
    [0, 'green'],
    ['a', 'green'],
    ['blue', 'image'],
  );
  const attempted = (edit: () => string): any => {
    try {
      const document = parseDocument(edit());
      expect(document.errors).toEqual([]);
      return document.toJS();
    } catch (error) {
      if (!(error instanceof EditError)) throw error;
      return undefined;
    }
  };
  let done = 0;
  fc.assert(
    fc.property(text, path, anyValue, (before, [holder, key], value) => {
      const at = key === undefined ? [holder] : [holder, key];
      const set = attempted(() => setEntry(before, at, value));
      const removed = attempted(() => removeEntry(before, at));
      if (set !== undefined) expect(key === undefined ? set[holder] : set[holder][key]).toEqual(value);
      if (removed !== undefined) expect(key === undefined ? removed : removed[holder]).not.toHaveProperty([at.at(-1)!]);
      done += Number(set !== undefined) + Number(removed !== undefined);
    }),
    { numRuns: 1000 },
  );
  expect(done).toBeGreaterThan(100);
});
