import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../folder';
import { PingProject, type ToolProject } from './tool-project';

interface Said {
  readonly findings: ReadonlyArray<{ readonly rule: string; readonly file: string; readonly message: string }>;
}

function findings(project: ToolProject, cwd = project.root): Said['findings'] {
  const { status, stdout } = project.runIn(cwd, 'check', '--format', 'json');
  const said: Said = JSON.parse(stdout);
  expect(status).toBe(said.findings.length ? 1 : 0);
  return said.findings;
}

// Nothing of these paths is known to git, and a line keeps it so.
function ignoring(line: string, ...paths: readonly string[]): ToolProject {
  const project = new PingProject();
  project.git('rm', '-r', '-q', '--cached', ...paths);
  project.write('.gitignore', `*.log\n${line}\n`);
  project.commit();
  expect(project.changed()).toEqual([]);
  return project;
}

const DEPLOY = ['deploy', 'ping', '--env', 'production', '--tag', '3.0'];

test.each([
  ['dist', ['dist'], 'dist/'],
  ['[Rr]elease/', ['dist/apps/production/ping/release'], 'dist/apps/production/ping/release/'],
  ['apps/', ['apps', 'dist/apps'], 'apps/'],
  ['/releases/production', ['releases/production'], 'releases/production/'],
  ['bluegreen.yaml', ['bluegreen.yaml'], 'bluegreen.yaml'],
])('"%s" in .gitignore: every verb says it, names the line, and does not pretend', (line, paths, told) => {
  const project = ignoring(line, ...paths);
  const message = `git ignores ${told} (.gitignore:2 says "${line}")`;
  const synth = project.run('synth');
  expect(synth.stderr).toContain(`warning: ${message}: it is never committed, so no engine and no colleague gets it`);
  expect(synth.stderr).toContain(`fix: take that line out of .gitignore, and commit ${told}`);
  expect(findings(project)).toContainEqual(
    expect.objectContaining({
      rule: 'BG012',
      file: told.replace(/\/$/, ''),
      message: expect.stringContaining(message),
    }),
  );
  expect(project.run('plan').stdout).toContain(message);
  const before = project.read('releases/production/ping.yaml');
  // A deploy goes to a colour's folder and writes no gate.
  const verbs = line === '[Rr]elease/' ? [['promote', 'ping', '--env', 'production']] : [DEPLOY];
  for (const words of [...verbs, ['new', 'web', '--image', 'a/b:1', '--port', '80', '--env', 'production']]) {
    const refused = project.run(...words);
    expect(refused.stderr).toMatch(/git ignores \S+ \(\.gitignore:2 says/);
    expect(refused).toMatchObject({ status: 1, stdout: '' });
  }
  expect(project.read('releases/production/ping.yaml')).toBe(before);
  expect(project.changed()).toEqual([]);
});

test('what git ignores and is not ours is not told, nor what git has in spite of a line', () => {
  const project = new PingProject();
  project.write('.gitignore', 'dist/\n*.swp\nnotes.yaml\n');
  project.write('apps/.ping.yaml.swp', '');
  project.write('dist/apps/production/ping/blue/notes.yaml', '');
  project.commit();
  expect(findings(project)).toEqual([]);
  rmSync(join(project.root, 'dist/apps/production/ping/blue/notes.yaml'));
  expect(project.run('synth', '--only', 'ping').stderr).toBe('');
  expect(project.run('plan').stdout).not.toContain('ignores');
});

const SUBFOLDER = 'platform/deploy';

// The project of this repository in a folder of a larger one.
function inFolder(gitops: string): { readonly project: ToolProject; readonly cwd: string } {
  const project = new PingProject();
  mkdirSync(join(project.root, SUBFOLDER), { recursive: true });
  project.git('mv', 'apps', 'releases', 'dist', 'bluegreen.yaml', 'schemas', SUBFOLDER);
  const file = `${SUBFOLDER}/bluegreen.yaml`;
  project.write(file, project.read(file).replace(/^ +path: .*\n/m, gitops && `  ${gitops}\n`));
  project.commit();
  return { project, cwd: join(project.root, SUBFOLDER) };
}

const NOTHING = 'they find nothing to apply';

test('a project in a folder that bluegreen.yaml does not name: synth, new and check refuse, and name the folder', () => {
  const { project, cwd } = inFolder('');
  for (const words of [['synth'], ['new', 'web', '--image', 'a/b:1', '--port', '80', '--env', 'production']]) {
    const { status, stderr } = project.runIn(cwd, ...words);
    expect(stderr).toMatch(
      /bluegreen\.yaml:\d+:\d+: error: gitops: .*in the repository it is in platform\/deploy\/dist/,
    );
    expect(stderr).toContain(`fix: path: ${SUBFOLDER}`);
    expect(status).toBe(1);
  }
  expect(project.changed()).toEqual([]);
  expect(findings(project, cwd).filter(({ message }) => message.includes(NOTHING))).toMatchObject([
    { rule: 'BG012', file: 'bluegreen.yaml' },
  ]);
  expect(project.runIn(cwd, 'plan').stdout).toContain(NOTHING);
});

test('another folder than that of the project is warned of by synth, and found by check: it may be delivered from a copy', () => {
  const { project, cwd } = inFolder('path: ./');
  project.git('remote', 'add', 'origin', 'https://example.com/elsewhere.git');
  const { status, stderr } = project.runIn(cwd, 'synth');
  expect(stderr).toContain('warning: gitops.path: engines look for this project in dist/ of its root');
  expect([status, findings(project, cwd).filter(({ message }) => message.includes(NOTHING)).length]).toEqual([0, 1]);
});

test.each([
  'https://git.example.com/team/demo',
  'https://bot:token@git.example.com/team/demo.git/',
  'ssh://git@git.example.com:2222/team/demo.git',
  'git@git.example.com:team/demo.git',
])('another folder in the very repository that engines read is refused by every verb: %s', remote => {
  const { project, cwd } = inFolder('path: ./');
  const file = `${SUBFOLDER}/bluegreen.yaml`;
  project.write(file, project.read(file).replace(/^( +repository:).*/m, '$1 https://git.example.com/team/demo.git'));
  project.commit();
  project.git('remote', 'add', 'origin', remote);
  for (const words of [
    ['synth'],
    ['status'],
    DEPLOY,
    ['promote', 'ping', '--env', 'production'],
    ['new', 'web', '--image', 'a/b:1', '--port', '80', '--env', 'production'],
  ]) {
    const { status, stderr } = project.runIn(cwd, ...words);
    expect(stderr).toMatch(
      /bluegreen\.yaml:\d+:\d+: error: gitops\.path: engines look for this project in dist\/ of its/,
    );
    expect({ words, status }).toEqual({ words, status: 1 });
  }
  expect(project.changed()).toEqual([]);
});

test('the right folder is silent, by whatever way one comes to it, and gives the same bytes everywhere', () => {
  const { project, cwd } = inFolder(`path: ./${SUBFOLDER}/`);
  const link = join(temporaryFolder(), 'link');
  symlinkSync(cwd, link);
  const worktree = join(temporaryFolder(), 'elsewhere');
  project.git('worktree', 'add', '-q', worktree);
  const bare = temporaryFolder();
  execFileSync('cp', ['-r', `${cwd}/.`, bare]);
  const bytes = [cwd, link, join(worktree, SUBFOLDER), bare].map(folder => {
    expect(project.runIn(folder, 'synth')).toMatchObject({ status: 0, stderr: '' });
    return execFileSync('sh', ['-c', 'find dist -type f | sort | xargs cat | sha256sum'], { cwd: folder }).toString();
  });
  expect(new Set(bytes).size).toBe(1);
  project.commit();
  expect(findings(project, cwd).filter(({ rule }) => rule === 'BG012')).toEqual([]);
});
