import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { join } from 'node:path';
import { temporaryFolder } from '../../folder';
import { ROOT } from '../../repository';

const BUILD = join(ROOT, 'build');

function keptIn(build: string, program = ''): string[] {
  return readdirSync(join(build, 'program'))
    .filter(file => file.endsWith('.code') && file.startsWith(program))
    .map(file => join(build, 'program', file));
}

function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

// Newer ones keep it themselves, once a program has run.
const byTheBuild = 'enableCompileCache' in nodeModule ? describe.skip : describe;

byTheBuild('what V8 made of a program', () => {
  test.each(['bluegreen', 'main', 'render'])('is kept of %s for this Node, and V8 takes it', program => {
    const [code, ...others] = keptIn(BUILD, `${program}.`);
    expect(others).toEqual([]);
    const script = `
      const { readFileSync } = require('node:fs');
      const source = require('node:module').wrap(readFileSync(process.argv[1], 'utf8'));
      const { cachedDataRejected } = new (require('node:vm').Script)(source, { cachedData: readFileSync(process.argv[2]) });
      console.log(cachedDataRejected);`;
    expect(node('-e', script, join(BUILD, 'program', `${program}.js`), code!).stdout).toBe('false\n');
  });

  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  test.each<[string, (code: string) => void]>([
    ['missing', code => rmSync(code)],
    ['empty', code => writeFileSync(code, '')],
    ['cut', code => writeFileSync(code, readFileSync(code).subarray(0, 100_000))],
    ['of something else', code => cpSync(keptIn(BUILD, 'main.')[0]!, code)],
  ])('may be %s: then the program is compiled as it runs', (_, spoil) => {
    const build = join(temporaryFolder(), 'build');
    cpSync(BUILD, build, { recursive: true });
    spoil(keptIn(build, 'bluegreen.')[0]!);
    expect(node(join(build, 'bluegreen.js'), '--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});

// It is a third of what the tool would be with it, and takes its time at each start.
test('the tool loads cdk8s only to write YAML, from a file of its own', () => {
  const program = (name: string) => readFileSync(join(BUILD, 'program', `${name}.js`), 'utf8');
  expect(program('render')).toContain('// node_modules/cdk8s/');
  expect(program('bluegreen')).not.toContain('// node_modules/cdk8s');
});
