import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder, writeTree } from '../folder';
import { MAIN, synth, TOOL } from './synth/project';
import { PingProject, type ToolProject } from './tool-project';

describe('a current folder that is gone is said in words, by every program and verb that needs one', () => {
  test.each([
    [MAIN],
    [TOOL, 'status'],
    [TOOL, 'check'],
    [TOOL, 'check', '--head-dir', '.'],
    [TOOL, 'plan'],
    [TOOL, 'history'],
    [TOOL, 'synth'],
    [TOOL, 'new', 'web', '--image', 'web:1', '--port', '1', '--env', 'production'],
    [TOOL, 'deploy', 'ping', '--tag', '1'],
  ])('%s %s', (...words) => {
    const folder = join(temporaryFolder(), 'gone');
    mkdirSync(folder);
    const line = `cd '${folder}' && rmdir '${folder}' && exec "$0" "$@"`;
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line, process.execPath, ...words], {
      encoding: 'utf8',
      env: { ...process.env, ...(words[0] === MAIN && { CDK8S_OUTDIR: 'dist' }) },
    });
    const said = "error: the current folder is gone, or can't be read: go to another one\n";
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: said });
  });
});

describe('what an interrupted run was to commit', () => {
  const NOTE = '.bluegreen/to-commit.1.1';
  const note = { holder: { pid: 2 ** 30, command: 'bluegreen promote ping' }, paths: ['apps/ping.yaml'], message: 'm' };
  let project: ToolProject;

  beforeEach(() => {
    project = new PingProject();
    project.write('apps/ping.yaml', `${project.read('apps/ping.yaml')}# edited\n`);
    writeTree(project.root, { [NOTE]: JSON.stringify(note) });
  });

  const runs: [string, () => { status: number | null; stderr: string }][] = [
    ['status', () => project.run('status')],
    ['synth', () => project.run('synth')],
    ['synth --only', () => project.run('synth', '--only', 'ping')],
    ['the app', () => synth(project.root)],
  ];

  test.each(runs)(
    'is told without an end of the run where git can not be read, and again once it can: %s',
    (_, run) => {
      renameSync(join(project.root, '.git'), join(project.root, 'git-elsewhere'));
      const { status, stderr } = run();
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: expect.stringContaining("apps/ping.yaml may not be committed, which can't be told: "),
      });
      expect(stderr).toContain('git add apps/ping.yaml && git commit');
      expect(readdirSync(join(project.root, '.bluegreen'))).toEqual(['.gitignore', 'to-commit.1.1']);

      renameSync(join(project.root, 'git-elsewhere'), join(project.root, '.git'));
      expect(run().stderr).toContain('what it had written is not committed yet: apps/ping.yaml');
      expect(existsSync(join(project.root, '.bluegreen'))).toBe(false);
      expect(run()).toMatchObject({ status: 0, stderr: '' });
    },
  );
});

test('what somebody saves between the writing and the commit is not committed under our message', () => {
  const project = new PingProject();
  const { status, stderr } = project.runAfter(
    ['edited-before-commit.js'],
    'promote',
    'ping',
    '--env',
    'production',
    '--commit',
  );
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^error: releases\/production\/ping\.yaml changed after it was written; nothing is committed\n/,
  );
  expect(project.git('log', '--format=%s').trim()).toBe('change');
  expect(project.read('releases/production/ping.yaml')).toMatch(/^active: green [\s\S]*\n# saved meanwhile\n$/m);
});

describe('a file in the place of a folder is said in words', () => {
  test.each(['apps', 'releases', 'releases/production', 'dist/apps', 'dist/apps/production/ping', 'dist/flux'])(
    '%s',
    path => {
      for (const words of [
        ['status'],
        ['check', '--base', 'HEAD'],
        ['plan'],
        ['synth'],
        ['promote', '*', '--env', 'production', '--dry-run'],
      ]) {
        const project = new PingProject();
        rmSync(join(project.root, path), { recursive: true });
        project.write(path, 'a: 1\n');
        const { status, stderr } = project.run(...words);
        expect({ words, status: [0, 1, 2].includes(status!), trace: /^ +at .*/m.exec(stderr)?.[0] }).toEqual({
          words,
          status: true,
          trace: undefined,
        });
      }
    },
  );

  test('the verbs name the folder', () => {
    const project = new PingProject();
    rmSync(join(project.root, 'releases/production'), { recursive: true });
    project.write('releases/production', 'a: 1\n');
    const { stderr } = project.run('promote', '*', '--env', 'production');
    expect(stderr).toBe(`error: ${join(project.root, 'releases/production')}: expected a folder, got a file\n`);
  });
});

describe('what is far too large in the folder of the tool itself is of nobody: no run ends because of it', () => {
  test.each(['lock', 'lock.1', 'lock.1.claim', 'to-commit.1.1'])('%s', name => {
    const project = new PingProject();
    writeTree(project.root, { [`.bluegreen/${name}`]: '' });
    truncateSync(join(project.root, '.bluegreen', name), 3 * 1024 ** 3);
    expect(project.run('synth')).toMatchObject({ status: 0, stderr: '' });
    expect(project.run('status')).toMatchObject({ status: 0, stderr: '' });
  });
});

test('an application with as much configuration as a ConfigMap takes is deployed again and again, and history knows it', () => {
  const project = new PingProject();
  const config = Array.from({ length: 9 }, (_, index) => `  A${index}: "${'x'.repeat(100_000)}"\n`).join('');
  project.write(
    'apps/ping.yaml',
    `${project.read('apps/ping.yaml').replace(/^config:(\n .*)*\n/m, '')}config:\n${config}`,
  );
  project.run('synth', '--only', 'ping');
  project.commit();
  for (const tag of ['7.0', '8.0']) {
    for (const verb of [['deploy', '--tag', tag], ['promote']]) {
      const { status, stderr } = project.run(...verb, 'ping', '--env', 'production', '--commit');
      expect({ verb, status, errors: stderr.match(/error: .*/g) }).toEqual({ verb, status: 0, errors: null });
    }
  }
  expect(project.run('status', 'ping', '--env', 'production')).toMatchObject({ status: 0, stderr: '' });
  expect(project.run('history', 'ping').stdout).toMatch(/8\.0[\s\S]*7\.0/);
});
