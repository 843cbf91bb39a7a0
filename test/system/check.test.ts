import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const { check, prepack, test: tests } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts;

// Both start with the build, which must not run beside other tests.
const build = String(tests).split(' && ')[0];
// package.test.ts packs, and fails where a step of that does.
const packing = String(prepack).split(' && ');
const steps = String(check)
  .split(' && ')
  .filter(step => step !== build && !packing.includes(step));

jest.setTimeout(600_000);

test.each(steps)('npm run check is green: %s', step => {
  const PATH = [join(ROOT, 'node_modules', '.bin'), process.env['PATH']].join(delimiter);
  const { status, stdout, stderr } = spawnSync(step, {
    cwd: ROOT,
    shell: true,
    env: { ...process.env, PATH },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${step} ended with ${status}\n${stdout}${stderr}`);
});
