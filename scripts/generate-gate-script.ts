/**
 * Writes lib/construct/gate/script.generated.json: the lines of lib/gate/gate.sh, as a module that TypeScript, the bundler and
 * the published package all take along.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const GATE = join(__dirname, '..', 'lib', 'construct', 'gate');

export function gateScript(): string {
  const lines = readFileSync(join(GATE, 'gate.sh'), 'utf8').trimEnd().split('\n');
  return `${JSON.stringify(lines, null, 2)}\n`;
}

if (require.main === module) writeFileSync(join(GATE, 'script.generated.json'), gateScript());
