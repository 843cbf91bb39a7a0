import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { treeIn } from '../folder';
import { someOf } from '../nightly';
import { PingProject, ToolProject } from './tool-project';

jest.setTimeout(240_000);

const PROMOTE = ['promote', 'ping', '--env', 'production'];
const DEPLOY = ['deploy', 'ping', '--env', 'production', '--tag', '3.0'];

// The release state and all that is made of it.
function filesOf(project: ToolProject): object {
  return { releases: treeIn(join(project.root, 'releases')), dist: treeIn(join(project.root, 'dist')) };
}

function afterwards(...args: readonly string[]): { readonly before: object; readonly after: object } {
  const project = new PingProject();
  const before = filesOf(project);
  expect(project.run(...args).status).toBe(0);
  return { before, after: filesOf(project) };
}

// How many states of the disk a promotion has: what comes behind them is the commit.
let states = 0;

test('killed before any step on the disk: the next run finds all of a promotion or none of it, and says so', () => {
  const { before, after } = afterwards(...PROMOTE);
  const ends = new Set<string>();
  const killed = new PingProject().killedBeforeEveryStep(...PROMOTE);
  states = killed.length;
  // The last has nothing left to complete.
  for (const project of new Set([...someOf(killed, 3), killed.at(-1)!])) {
    const { status, stderr } = project.run('status', 'ping');
    const end = filesOf(project);
    expect([before, after]).toContainEqual(end);
    expect(status).toBe(0);
    const isDone = JSON.stringify(end) === JSON.stringify(after);
    const found = `${isDone ? 'new' : 'old'}${/completed/.test(stderr) ? ', completed' : ''}`;
    // Once put right, it is put right.
    if (stderr && !ends.has(found)) expect(project.run('status', 'ping').stderr).toBe('');
    ends.add(found);
  }
  expect(ends).toEqual(new Set(['old', 'new, completed', 'new']));
});

test('killed before any step on the disk, with --commit: what is written and not committed is told, with what to type', () => {
  const words = [...PROMOTE, '--commit'];
  const done = new PingProject();
  done.run(...words);
  const message = done.git('log', '-1', '--format=%B');
  const ends = new Set<string>();
  // The states before are those of the test above.
  for (const project of new PingProject().killedBeforeEveryStep(...words).slice(Math.max(0, states - 4))) {
    const { stderr } = project.run('status', 'ping');
    const [, command] = /is not committed yet: .*\n {2}(git add .*)/s.exec(stderr) ?? [];
    expect(project.changed().length > 0).toBe(command !== undefined);
    if (command) project.type(command);
    const isDone = project.git('rev-list', '--count', 'HEAD') === '2\n';
    if (isDone) expect(project.git('log', '-1', '--format=%B')).toBe(message);
    expect(filesOf(project)).toEqual(filesOf(isDone ? done : new PingProject()));
    expect(project.changed()).toEqual([]);
    ends.add(`${isDone ? 'committed' : 'old'}${command ? ' by hand' : ''}`);
  }
  ends.delete('old');
  expect(ends).toEqual(new Set(['committed by hand', 'committed']));
});

describe('with a hook of git', () => {
  function hooked(lines: (project: ToolProject) => readonly string[]): ToolProject {
    const project = new PingProject();
    const hook = ['#!/bin/sh', ...lines(project), ''].join('\n');
    writeFileSync(join(project.root, '.git/hooks/pre-commit'), hook, { mode: 0o755 });
    return project;
  }

  test('that is killed together with the tool, the next run tells what is not committed, once', () => {
    const project = hooked(() => ['kill -9 "$(cat .git/tool)"', 'exit 1']);
    expect(project.type(`echo $$ > .git/tool; exec ${project.command(...PROMOTE, '--commit')}`).signal).toBe('SIGKILL');
    expect(project.run('status').stderr).toMatch(
      /promote ping --env production --commit\) was interrupted; what it had written is not committed yet: releases/,
    );
    expect(project.run('status').stderr).toBe('');
  });

  test('that runs bluegreen, which neither waits nor takes the commit for an interrupted one', () => {
    const project = hooked(project => [project.command('synth', '--only', 'ping'), project.command('status')]);
    const { status, stdout, stderr } = project.run(...PROMOTE, '--commit');
    expect(stdout).toContain('committed ');
    expect([status, stderr, existsSync(join(project.root, '.bluegreen'))]).toEqual([0, '', false]);
  });

  test('that refuses the commit, the files stay and the way to commit them is told', () => {
    const project = hooked(() => ['echo "no commits on Fridays" >&2', 'exit 1']);
    const { status, stderr } = project.run(...PROMOTE, '--commit');
    expect(stderr).toContain(
      'no commits on Fridays\nThe files are written. When that is mended, commit them:\n  git add ',
    );
    expect([status, project.run('status').stderr]).toEqual([1, '']);
  });
});

test('killed at random moments, a deploy is never half made', async () => {
  const { before, after } = afterwards(...DEPLOY);
  for (let round = 0; round < 10; round++) {
    const project = new PingProject();
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
  project.run('deploy', 'ping', 'shop', '--env', 'production', '--tag', '9', '--full', '--commit');
  const runs = ['ping', 'shop'].map(name => project.start('promote', name, '--env', 'production'));
  expect(await Promise.all(runs.map(run => once(run, 'exit')))).toEqual([
    [0, null],
    [0, null],
  ]);
  const { situations } = JSON.parse(project.run('status', '--env', 'production', '--output', 'json').stdout);
  expect(situations).toMatchObject([{ active: 'green' }, { active: 'green', overlap: true }]);
});

test('a dist/ that can not be written leaves the release file as it was, and says why', () => {
  const project = new PingProject();
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
