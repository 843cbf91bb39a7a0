import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { temporaryFolder } from '../../folder';
import { ROOT } from '../../repository';
import { application, projectOf } from '../synth/project';

const BUILD = join(ROOT, 'build');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const VERSION = { status: 0, stdout: `${version}\n`, stderr: '' };

// As it comes from the registry: nothing has run yet.
function installed(): string {
  const build = join(temporaryFolder(), 'build');
  cpSync(BUILD, build, { recursive: true });
  rmSync(join(build, 'cache'), { recursive: true, force: true });
  return build;
}

function keptIn(build: string): string[] {
  return readdirSync(join(build, 'cache')).map(file => join(build, 'cache', file));
}

function run(program: string, args: readonly string[] = [], options: object = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', ...options });
  return { status, stdout, stderr };
}

const tool = (build: string, ...args: string[]) => run(join(build, 'bluegreen.js'), args);

describe('what V8 made of a program', () => {
  test.each([
    ['bluegreen', 'help'],
    ['main', 'main'],
  ])('is kept of %s after its first run, for this Node, and V8 takes it', (starter, program) => {
    const build = installed();
    run(join(build, `${starter}.js`), ['--help']);
    const [code, ...others] = keptIn(build);
    expect(others).toEqual([]);
    expect(code).toContain(`${process.version}-${process.platform}-${process.arch}`);
    const script = `
      const { readFileSync } = require('node:fs');
      const source = readFileSync(process.argv[1], 'latin1');
      const { cachedDataRejected } = new (require('node:vm').Script)(source, { cachedData: readFileSync(process.argv[2]) });
      console.log(cachedDataRejected);`;
    expect(run('-e', [script, join(build, 'program', `${program}.js`), code!]).stdout).toBe('false\n');
  });

  // Their code is small, and takes little time to load.
  test('is kept of each verb by itself', () => {
    const build = installed();
    const project = projectOf(application('ping'));
    for (const words of [
      ['--version'],
      ['status'],
      ['promote', '--help'],
      ['status', 'ping'],
      ['completion', 'bash'],
    ]) {
      expect(run(join(build, 'bluegreen.js'), words, { cwd: project }).status).toBe(0);
    }
    expect(keptIn(build).map(file => basename(file).split('-').slice(0, 2).join(' '))).toEqual([
      'bluegreen completion',
      'bluegreen help',
      'help help',
      'status status',
    ]);
  });

  test.each<[string, (code: string) => void]>([
    ['missing', code => rmSync(code)],
    ['empty', code => writeFileSync(code, '')],
    ['cut', code => writeFileSync(code, readFileSync(code).subarray(0, 10_000))],
    ['of something else', code => cpSync(keptIn(otherBuild())[0]!, code)],
  ])('may be %s: then the program is compiled as it runs, and it is kept anew', (_, spoil) => {
    const build = installed();
    tool(build, '--version');
    const [code] = keptIn(build);
    const { size } = statSync(code!);
    spoil(code!);
    expect(tool(build, '--version')).toEqual(VERSION);
    expect(keptIn(build)).toEqual([code]);
    expect(statSync(code!).size).toBeGreaterThan(0.9 * size);
  });

  // What the first run had no need of is compiled at each run until then.
  test('is kept anew after a day, and not before', () => {
    const build = installed();
    tool(build, '--version');
    const [code] = keptIn(build);
    const { ino } = statSync(code!);
    tool(build, '--version');
    expect(statSync(code!).ino).toBe(ino);
    const yesterday = Date.now() / 1000 - 25 * 60 * 60;
    utimesSync(code!, yesterday, yesterday);
    tool(build, '--version');
    expect(Date.now() - statSync(code!).mtimeMs).toBeLessThan(60 * 60 * 1000);
    expect(keptIn(build)).toEqual([code]);
  });

  test('is kept nowhere where nobody can write into the package, and nothing is said of it', () => {
    const build = installed();
    writeFileSync(join(build, 'cache'), '');
    expect(tool(build, '--version')).toEqual(VERSION);
    rmSync(join(build, 'cache'));
    // Root may write into any folder; a folder in the place of the new file stops it too.
    tool(build, '--version');
    const [code] = keptIn(build);
    rmSync(code!);
    mkdirSync(join(code!, 'taken'), { recursive: true });
    expect(tool(build, '--version')).toEqual(VERSION);
    expect(keptIn(build)).toEqual([code]);
  });

  test('is not kept of words that are no verb: anybody may think of others', () => {
    const build = installed();
    tool(build, '--version');
    expect(tool(build, 'premote').status).toBe(2);
    expect(keptIn(build)).toHaveLength(1);
  });

  // V8 compares nothing but the length of the text.
  test.each([
    ['help', 'bluegreen'],
    ['status', 'bluegreen'],
    ['bluegreen', 'bluegreen'],
    ['main', 'main'],
  ])('of another %s of the same length is never run', (program, starter) => {
    const text = readFileSync(join(BUILD, 'program', `${program}.js`));
    const hash = createHash('sha256').update(text).digest('hex');
    expect(readFileSync(join(BUILD, `${starter}.js`), 'utf8')).toContain(`"${hash.slice(0, 16)}"`);
  });

  function otherBuild(): string {
    const build = installed();
    run(join(build, 'main.js'), ['--help']);
    return build;
  }
});

// The program with a few verbs has no other, and each word could be one.
test('the word after a verb may be the name of another one', () => {
  const { status, stderr } = run(join(BUILD, 'bluegreen.js'), ['status', 'promote'], {
    cwd: projectOf(application('ping')),
  });
  expect(stderr).toContain('promote');
  expect(stderr).not.toContain('Error');
  expect(status).toBe(2);
});

// A synth trusts what it noted as long as the programs that can synthesize are the same.
test.each(['help', 'status'])('the program %s writes no YAML', program => {
  expect(readFileSync(join(BUILD, 'program', `${program}.js`), 'utf8')).not.toContain(
    'cdk8s-plus-28/lib/deployment.js',
  );
});

// It is half of the program, and takes its time.
test('the tool runs cdk8s only to write YAML', () => {
  const project = projectOf(application('ping'));
  expect(packagesRun(project, '--help')).not.toContain('cdk8s');
  expect(packagesRun(project, 'status')).not.toContain('cdk8s');
  expect(packagesRun(project, 'synth')).toContain('cdk8s');
});

// esbuild calls the function in which it puts a module by the module's path.
function packagesRun(project: string, ...args: string[]): string[] {
  const folder = temporaryFolder();
  const { status } = run(join(BUILD, 'bluegreen.js'), args, {
    cwd: project,
    env: { ...process.env, NODE_V8_COVERAGE: folder },
  });
  expect(status).toBe(0);
  const coverage = readdirSync(folder).map(file => JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const functions = coverage.flatMap(({ result }) => result).flatMap(script => script.functions);
  const ran = functions.filter(({ ranges }) => ranges[0].count > 0).map(({ functionName }) => functionName);
  return [...new Set(ran.flatMap((name: string) => /^node_modules\/([^/]+)\//.exec(name)?.[1] ?? []))];
}
