import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, treeIn } from '../../folder';
import { atNight } from '../../nightly';
import { ROOT } from '../../repository';

// Installing takes its time.
jest.setTimeout(300_000);

const OTHERS = ['22.23.3', '24.21.0'];
const NEW =
  'new web --image registry.example.com/web:1.0 --port 8080 --readiness /health --env production --namespace web';
const DAY = [
  'deploy web --tag 2.0',
  'promote web',
  'rollback web',
  'synth',
  'status',
  'check --base HEAD~4',
  'plan --base HEAD~4',
];
const CONSTRUCT = `
  const { App, Chart } = require('cdk8s');
  const { BlueGreenApplication, Colour } = require(process.argv[1]);
  const web = { port: 8080, readiness: { path: '/health' }, blue: { image: 'registry.example.com/web:1.0' } };
  const chart = new Chart(new App(), 'web');
  new BlueGreenApplication(chart, 'web', { ...web, active: Colour.BLUE });
  console.log(JSON.stringify(chart.toJson()));`;

function run(cwd: string, command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

function nodeOf(version: string): string {
  const folder = temporaryFolder();
  run(folder, 'npm', 'install', '--silent', '--no-save', '--prefix', folder, `node@${version}`);
  const node = join(folder, 'node_modules', '.bin', 'node');
  expect(run(folder, node, '--version')).toBe(`v${version}\n`);
  return node;
}

// As it is packed: without what V8 made of it.
function installed(): string {
  const build = join(temporaryFolder(), 'build');
  cpSync(join(ROOT, 'build'), build, { recursive: true });
  rmSync(join(build, 'cache'), { recursive: true, force: true });
  return build;
}

// What a day of work prints and leaves; commits have other names each time.
function day(node: string, build: string): { told: string[]; files: object } {
  const project = join(temporaryFolder(), 'project');
  mkdirSync(project);
  const git = (...args: string[]) =>
    run(project, 'git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args);
  const bluegreen = (verb: string) =>
    run(project, node, join(build, 'bluegreen.js'), ...verb.split(' ')).replace(/\b[0-9a-f]{10}\b/g, 'COMMIT');
  const told = [bluegreen(NEW)];
  git('init', '--quiet', '--initial-branch=main');
  for (const verb of DAY) {
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message=a');
    told.push(bluegreen(verb));
  }
  rmSync(join(project, '.git'), { recursive: true });
  return { told, files: treeIn(project) };
}

const rendered = (node: string) => run(ROOT, node, '-e', CONSTRUCT, join(ROOT, 'build', 'construct.js'));
let expected: ReturnType<typeof day> | undefined;

// What the oldest Node lacks the compiler tells: package.test.ts sees that it compiles for that one.
atNight.each(OTHERS)('on Node %s', version => {
  let build: string;
  let node: string;
  beforeAll(() => {
    expected ??= day(process.execPath, installed());
    build = installed();
    node = nodeOf(version);
  });

  test('the tool prints and writes the same as on this Node', () => {
    expect(day(node, build)).toEqual(expected);
  });

  test('the construct makes the same objects', () => {
    expect(rendered(node)).toBe(rendered(process.execPath));
  });

  test('what V8 made of the tool is kept for this Node, of each verb', () => {
    const verbs = [NEW, ...DAY].map(words => words.split(' ')[0]!);
    const kept = readdirSync(join(build, 'cache')).filter(name => name.includes(`-v${version}-`));
    expect(kept.map(name => name.split('-')[1]).sort()).toEqual([...new Set(verbs)].sort());
  });
});
