import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Tree, treeIn, writeTree } from '../../folder';
import { NIGHTLY } from '../../nightly';
import { killedBeforeEveryStep } from '../../project/write/disks';
import { application, environment, MAIN, projectOf, run, synth, synthByTool, TOOL } from './project';

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
  expect(synthByTool(folder)).toMatchObject({ status: 0, stderr: '' });
  const old = treeIn(join(folder, 'dist'));
  const changed = projectOf(...after);
  expect(synthByTool(changed)).toMatchObject({ status: 0, stderr: '' });
  for (const tree of after) writeTree(folder, tree);
  return { folder, old, new: treeIn(join(changed, 'dist')) };
}

function restore(project: Changed): void {
  const { folder, old } = project;
  rmSync(join(folder, '.bluegreen'), { recursive: true, force: true });
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  writeTree(join(folder, 'dist'), old);
}

// Due: the journal is written, and the next run makes all of it so before it does anything else.
function stateIn(folder: string, project: Changed): 'old' | 'new' | 'due' {
  if (existsSync(join(folder, '.bluegreen/journal'))) return 'due';
  const tree = treeIn(join(folder, 'dist'));
  const state = isDeepStrictEqual(tree, project.new) ? 'new' : 'old';
  expect(tree).toEqual(project[state]);
  return state;
}

// What the next run says, and that it puts all right.
function nextRun(folder: string, project: Changed): string {
  const { status, stderr } = synthByTool(folder);
  expect({ status, state: stateIn(folder, project) }).toEqual({ status: 0, state: 'new' });
  expect(readdirSync(folder).filter(name => name.includes('bluegreen'))).toEqual(['bluegreen.yaml']);
  return stderr;
}

// Every process takes a good part of a second on a busy machine.
jest.setTimeout(600_000);

test('killed before any step on disk, dist/ is the old tree or the new, or the next run of any kind makes it the new one and says so', () => {
  const project = changedProject(1);
  const disks = killedBeforeEveryStep({ folder: project.folder, words: [MAIN], env: environment() });
  const states = disks.map(disk => stateIn(disk, project));
  expect(states.join(' ')).toMatch(/^(old )+(due )+new( new)*$/);
  const due = disks.filter((_, index) => states[index] === 'due');
  // In these, others see some files old and some new.
  expect(due.length).toBeGreaterThan(5);
  const picked = due.filter((_, index) => index % Math.ceil(due.length / 6) === 0);
  for (const disk of picked)
    expect(nextRun(disk, project)).toMatch(/^completed what was interrupted, main\.js: dist\//);
  const read = run(due.at(-1)!, process.execPath, [TOOL, 'status'], {});
  expect(read).toMatchObject({ status: 0, stderr: expect.stringMatching(/^completed what was interrupted/) });
  expect(stateIn(due.at(-1)!, project)).toBe('new');
});

test('kill -9 at any time leaves the old tree or the new, in a project of a dozen applications', async () => {
  const project = changedProject(12);
  const { folder } = project;
  const started = process.hrtime.bigint();
  expect(synth(folder)).toMatchObject({ status: 0, stderr: '' });
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;

  const kills = NIGHTLY ? 20 : 8;
  for (let kill = 0; kill < kills; kill++) {
    restore(project);
    const child = spawn(process.execPath, [MAIN], { cwd: folder, env: environment(), stdio: 'ignore' });
    const exit = once(child, 'exit');
    await setTimeout((milliseconds * (kill + Math.random())) / kills);
    child.kill('SIGKILL');
    await exit;
    const wasDue = stateIn(folder, project) === 'due';
    const said = nextRun(folder, project);
    if (wasDue) expect(said).toMatch(/^completed what was interrupted/);
  }
  nextRun(folder, project);
});
