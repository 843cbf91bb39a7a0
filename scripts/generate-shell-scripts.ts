/**
 * Writes beside each shell script of lib its lines as script.generated.json, a module that TypeScript, the bundler and the
 * published package all take along. A line `#include json.awk` stands for those of that file of lib/construct/gate.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '..');

/** The modules, by path from the root. */
export function shellScripts(): Map<string, string> {
  const files = readdirSync(join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' });
  return new Map(
    files
      .filter(file => file.endsWith('.sh'))
      .map(file => {
        const lines = readFileSync(join(ROOT, 'lib', file), 'utf8')
          .trimEnd()
          .split('\n')
          .flatMap(withIncluded);
        return [join('lib', dirname(file), 'script.generated.json'), `${JSON.stringify(lines, null, 2)}\n`];
      }),
  );
}

function withIncluded(line: string): string[] {
  const [, indent = '', name] = /^( *)#include (\S+)$/.exec(line) ?? [];
  if (name === undefined) return [line];
  const included = readFileSync(join(ROOT, 'lib/construct/gate', name), 'utf8')
    .trimEnd()
    .split('\n');
  return included.map(text => (text === '' ? text : indent + text));
}

if (require.main === module) {
  for (const [path, text] of shellScripts()) writeFileSync(join(ROOT, path), text);
}
