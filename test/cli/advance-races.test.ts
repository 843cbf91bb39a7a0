import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../folder';
import { Delivered } from './delivered';
import { ToolProject } from './tool-project';

const PROMOTED = 'promote(ping): in production, users move from blue (1.0) to green (2.0)';

/** Has git run a line of shell at a moment. */
function hook(repository: string, name: string, line: string): string {
  const path = join(repository, 'hooks', name);
  writeFileSync(path, `#!/bin/sh\nunset $(git rev-parse --local-env-vars)\n${line}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function ended(pass: ChildProcess): Promise<{ readonly status: number | null; readonly told: string }> {
  let told = '';
  for (const stream of [pass.stdout!, pass.stderr!]) stream.on('data', part => (told += part));
  await once(pass, 'close');
  return { status: pass.exitCode, told };
}

test.each([
  ['before its commit', 'pre-commit', 'clone'],
  ['between its commit and its push', 'post-commit', 'clone'],
  ['as it pushes', 'pre-push', 'clone'],
  ['once it is pushed', 'post-receive', 'remote'],
] as const)(
  'a machine that stops %s: the next pass does each step once, and leaves nothing half done',
  async (...at) => {
    const [, moment, where] = at;
    const project = new Delivered('{ promote: automatic }');
    const evidence = project.sees();
    const group = join(temporaryFolder(), 'group');
    const stops = hook(
      where === 'clone' ? join(project.root, '.git') : project.remote,
      moment,
      `kill -s KILL -- -$(cat '${group}')`,
    );
    const pass = project.startGroup('advance', ...evidence, '--commit', '--push');
    writeFileSync(group, String(pass.pid));
    await ended(pass);
    expect(pass.signalCode).toBe('SIGKILL');
    rmSync(stops);

    // Whoever uses that clone once more sees to what git says of it.
    rmSync(join(project.root, '.git/index.lock'), { force: true });
    const next = project.run('advance', ...evidence, '--commit', '--push');
    expect(next.stderr).toMatch(/^(process \d+ .* was interrupted; |$)/);
    expect(next).toMatchObject({ status: 0 });
    expect(project.pushedSubjects).toEqual([PROMOTED, 'change', 'change']);
    expect(project.changed()).toEqual([]);
    expect(project.git('rev-parse', 'HEAD')).toBe(project.git('--git-dir', project.remote, 'rev-parse', 'main'));
    expect(project.run('check').status).toBe(0);
  },
);

test('two passes at once, each in a clone of its own: the step is done once, and neither fails', async () => {
  const project = new Delivered('{ promote: automatic }');
  const evidence = project.sees();
  const other = temporaryFolder();
  project.git('clone', '--quiet', project.remote, other);
  const passes = [project, new ToolProject(other)].map(clone =>
    ended(clone.start('advance', ...evidence, '--commit', '--push')),
  );
  for (const { status, told } of await Promise.all(passes)) expect({ status, told }).toMatchObject({ status: 0 });
  expect(project.pushedSubjects).toEqual([PROMOTED, 'change', 'change']);
});

test('a history that is forced meanwhile: nothing is pushed over it, and the pass goes by what it says', () => {
  const project = new Delivered('{ promote: automatic }');
  const other = temporaryFolder();
  project.git('clone', '--quiet', project.remote, other);
  hook(
    join(project.root, '.git'),
    'pre-push',
    `cd '${other}' && git reset --quiet --hard HEAD~1 && git commit --quiet --allow-empty --message forced && git push --quiet --force`,
  );
  const { status, stdout } = project.run('advance', ...project.sees(), '--commit', '--push');
  expect({ status, stdout }).toMatchObject({ status: 0 });
  expect(project.pushedSubjects).toEqual(['forced', 'change']);
  expect(project.git('log', '-1', '--format=%s').trim()).toBe('forced');
  expect(project.changed()).toEqual([]);
  expect(stdout).not.toContain('promoted:');
});
