import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { complain, print } from '../../lib/cli/print';
import type { Html } from '../../lib/text/html';
import { fenced, markdown } from '../../lib/text/markdown';
import { terminal } from '../../lib/text/terminal';
import { treeIn } from '../folder';
import { ROOT } from '../repository';

test('a name that nobody has made safe does not compile, nor one that is safe elsewhere', () => {
  // The compiler is the test: `npm run check` fails where one of these lines compiles.
  const refused = (name: string) => {
    // @ts-expect-error nobody has made it safe
    print(name);
    // @ts-expect-error it would have to be made safe for a page
    const page: Html = terminal`${name}`;
    // @ts-expect-error what is safe in a terminal may format a comment
    markdown`${terminal`${name}`}`;
    // @ts-expect-error a fence holds lines that order nothing
    fenced('text', name);
    // @ts-expect-error whoever makes something that looks safe has not made it so
    complain({ text: name, language: 'terminal' });
    return page;
  };
  expect(refused).toHaveLength(1);
});

test('values are made safe wherever they stand, and what is safe already is left as it is', () => {
  const name = '\u001b[2J\n::error::a';
  expect(terminal`${name}`.text).toBe(' [2J ::error::a');
  expect(terminal.joined([name.slice(5), '##[group]'], '\n').text).toBe(': :error::a\n## [group]');
  expect(terminal`a: ${terminal`b\n  ${[name.slice(5), undefined, 1]}`}`.text).toBe('a: b\n  : :error::a1');
});

test('nothing of ours writes on standard output or standard error but what takes safe text alone', () => {
  const sources = Object.entries(treeIn(join(ROOT, 'lib'))).filter(([path]) => path.endsWith('.ts'));
  const writers = sources.filter(([, text]) => /\bconsole\.|(stdout|stderr)\.write\(/.test(text)).map(([path]) => path);
  // The lock is below the tool, and says on a terminal alone for whom it waits.
  expect(writers).toEqual(['cli/print.ts', 'project/write/lock.ts']);
  expect(readFileSync(join(ROOT, 'lib', 'project', 'write', 'lock.ts'), 'utf8')).toMatch(
    /write\(`\$\{message\(words\)/,
  );
});
