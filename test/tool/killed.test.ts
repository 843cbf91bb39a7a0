import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { treeIn } from '../folder';
import { ToolProject } from './tool-project';

jest.setTimeout(240_000);

const PROMOTE = ['promote', 'ping', '--env', 'production'];
const DEPLOY = ['deploy', 'ping', '--env', 'production', '--tag', '3.0'];

// The release state and all that is made of it.
function filesOf(project: ToolProject): object {
  return { releases: treeIn(join(project.root, 'releases')), dist: treeIn(join(project.root, 'dist')) };
}

function afterwards(...args: readonly string[]): { readonly before: object; readonly after: object } {
  const project = new ToolProject();
  const before = filesOf(project);
  expect(project.run(...args).status).toBe(0);
  return { before, after: filesOf(project) };
}

test('killed before any step on the disk: the next run finds all of a promotion or none of it, and says so', () => {
  const { before, after } = afterwards(...PROMOTE);
  const ends = new Set<string>();
  for (let step = 1; ; step++) {
    const project = new ToolProject();
    if (!project.isKilledBefore(step, ...PROMOTE)) break;
    const { status, stderr } = project.run('status', 'ping');
    const end = filesOf(project);
    expect([before, after]).toContainEqual(end);
    expect(status).toBe(0);
    const isDone = JSON.stringify(end) === JSON.stringify(after);
    ends.add(`${isDone ? 'new' : 'old'}${/completed/.test(stderr) ? ', completed' : ''}`);
    expect(project.run('status', 'ping').stderr).toBe('');
  }
  expect(ends).toEqual(new Set(['old', 'new, completed', 'new']));
});

test('killed at random moments, a deploy is never half made', async () => {
  const { before, after } = afterwards(...DEPLOY);
  for (let round = 0; round < 10; round++) {
    const project = new ToolProject();
    const running = project.start(...DEPLOY);
    const ended = once(running, 'exit');
    await sleep(100 + Math.random() * 500);
    running.kill('SIGKILL');
    await ended;
    project.run('status');
    expect([before, after]).toContainEqual(filesOf(project));
  }
});

test('two promotions at the same time: the second waits, and both are done', async () => {
  const project = new ToolProject();
  project.run('deploy', 'ping', 'shop', '--env', 'production', '--tag', '9', '--commit');
  const runs = ['ping', 'shop'].map(name => project.start('promote', name, '--env', 'production'));
  expect(await Promise.all(runs.map(run => once(run, 'exit')))).toEqual([
    [0, null],
    [0, null],
  ]);
  const { situations } = JSON.parse(project.run('status', '--env', 'production', '--output', 'json').stdout);
  expect(situations).toMatchObject([{ active: 'green' }, { active: 'blue' }]);
});

test('a dist/ that can not be written leaves the release file as it was, and says why', () => {
  const project = new ToolProject();
  // A folder where a file is to be: root may write to read-only files.
  project.git('rm', '--quiet', 'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml');
  project.git('commit', '--quiet', '--message', 'gone');
  const path = 'dist/apps/production/ping/release/traffic/Service.ping.k8s.yaml';
  mkdirSync(join(project.root, path), { recursive: true });
  writeFileSync(join(project.root, path, 'file'), '');
  const { status, stderr } = project.run(...PROMOTE);
  expect(stderr).toContain(path);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(status).toBe(1);
  expect(project.read('releases/production/ping.yaml')).toContain('active: blue');
});
