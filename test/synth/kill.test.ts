import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Tree, treeIn, writeTree } from '../folder';
import { killedBeforeEveryStep } from '../write/disks';
import { application, environment, MAIN, projectOf, synth } from './project';

/** A project whose output is that of its inputs before a change, and what it is before and after. */
interface Changed {
  readonly folder: string;
  readonly old: Tree;
  readonly new: Tree;
}

// The change touches files of each sort: such that stay, change, come and go.
function changedProject(applications: number): Changed {
  const names = Array.from({ length: applications }, (_, index) => `app-${index}`);
  const before = names.map(name => application(name, { more: 'config: { A: a }\n' }));
  const after = names.map((name, index) =>
    index % 2 ? application(name) : application(name, { active: 'green', more: 'config: { A: b }\n' }),
  );
  const folder = projectOf(...before);
  expect(synth(folder)).toMatchObject({ status: 0, stderr: '' });
  const old = treeIn(join(folder, 'dist'));
  const changed = projectOf(...after);
  expect(synth(changed)).toMatchObject({ status: 0, stderr: '' });
  for (const tree of after) writeTree(folder, tree);
  return { folder, old, new: treeIn(join(changed, 'dist')) };
}

// Leaves what stands aside, as a kill does.
function restore(project: Changed): void {
  const { folder, old } = project;
  if (stateIn(folder, project) === 'old') return;
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  writeTree(join(folder, 'dist'), old);
}

function stateIn(folder: string, project: Changed): 'old' | 'new' | 'absent' {
  if (!existsSync(join(folder, 'dist'))) return 'absent';
  const tree = treeIn(join(folder, 'dist'));
  const [path] = Object.keys(project.new).filter(name => project.new[name] !== project.old[name]) as [string];
  const state = tree[path] === project.new[path] ? 'new' : 'old';
  expect(tree).toEqual(project[state]);
  return state;
}

// What the next run says, and that it puts all right.
function nextRun(folder: string, project: Changed): string {
  const { status, stderr } = synth(folder);
  expect({ status, state: stateIn(folder, project) }).toEqual({ status: 0, state: 'new' });
  expect(readdirSync(folder).filter(name => name.includes('dist'))).toEqual(['dist']);
  return stderr;
}

// Every process takes a good part of a second on a busy machine.
jest.setTimeout(600_000);

test('killed before any step on disk, dist/ is the old tree or the new; between the two renames, the next run completes the swap and says so', () => {
  const project = changedProject(1);
  const disks = killedBeforeEveryStep({ folder: project.folder, words: [MAIN], env: environment() });
  const states = disks.map(disk => stateIn(disk, project));
  // First the old tree, for one state none, then the new tree.
  expect(states.join(' ')).toMatch(/^(old )+absent( new)+$/);
  const absent = states.indexOf('absent');
  const [, said] = disks.slice(absent - 1, absent + 2).map(disk => nextRun(disk, project));
  expect(said).toBe('completed the write to dist/ that was interrupted\n');
});

test('kill -9 at any time leaves the old tree or the new, in a project of a dozen applications', async () => {
  const project = changedProject(12);
  const { folder } = project;
  const started = process.hrtime.bigint();
  nextRun(folder, project);
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;

  const kills = 20;
  for (let kill = 0; kill < kills; kill++) {
    restore(project);
    const child = spawn(process.execPath, [MAIN], { cwd: folder, env: environment(), stdio: 'ignore' });
    const exit = once(child, 'exit');
    await setTimeout((milliseconds * (kill + Math.random())) / kills);
    child.kill('SIGKILL');
    await exit;
    if (stateIn(folder, project) === 'absent')
      expect(nextRun(folder, project)).toBe('completed the write to dist/ that was interrupted\n');
  }
  nextRun(folder, project);
});
