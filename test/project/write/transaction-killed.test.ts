import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recoverInterrupted } from '../../../lib/project/write/project-lock';
import { temporaryFolder, treeIn, writeTree } from '../../folder';
import { NIGHTLY } from '../../nightly';
import { killedBeforeEveryStep } from './disks';
import { buildTransactionProgram } from './transaction-program';

// Dozens of processes, one after the other.
jest.setTimeout(300_000);

const OLD = {
  'releases/ping.yaml': 'active: blue\n',
  'dist/apps/ping/base/ServiceAccount.yaml': 'kind: ServiceAccount\n',
  'dist/apps/ping/blue/ConfigMap.yaml': 'kind: ConfigMap\n',
  'dist/apps/ping/blue/Deployment.yaml': 'kind: Deployment\n',
  'dist/apps/ping/release/old/Service.yaml': 'kind: Service\n',
};
const NEW = {
  'releases/ping.yaml': 'active: green\n',
  'dist/apps/ping/base/ServiceAccount.yaml': 'kind: ServiceAccount\n',
  'dist/apps/ping/blue/Deployment.yaml': 'kind: Deployment\n',
  'dist/apps/ping/release/verify/Job.yaml': 'kind: Job\n',
};

const program = buildTransactionProgram(temporaryFolder());

test('killed before any step on the disk, the next run leaves the old files or the new ones, and says so', () => {
  const ends = new Set<string>();
  for (const killed of killedIn('promote', project())) ends.add(expectRecovery(killed));
  expect(ends).toEqual(new Set(['cleared, old', 'completed, new', 'nothing, old', 'nothing, new']));
});

test('a recovery that is killed before any such step is completed by the next one', () => {
  const states: string[] = [];
  for (const killed of killedIn('promote', project())) {
    const waits = ['journal.draft', 'journal'].find(name => `.bluegreen/${name}` in treeIn(killed));
    // The first recovery from a state goes through all the later ones.
    if (!waits || states.includes(waits)) continue;
    states.push(waits);
    for (const killedAgain of killedIn('recover', killed)) expectRecovery(killedAgain);
  }
  expect(states).toEqual(['journal.draft', 'journal']);
});

test('killed at random moments, no change is ever half made', async () => {
  const root = temporaryFolder();
  writeTree(root, { 'one/count': '0', 'two/0/count': '0' });
  for (let run = 0; run < (NIGHTLY ? 30 : 10); run++) {
    const counting = spawn(process.execPath, [program, root, 'countForEver'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(counting, 'exit');
    await once(counting.stdout, 'data');
    await sleep(Math.random() * 30);
    counting.kill('SIGKILL');
    await ended;
    recoverInterrupted(root);
    const count = treeIn(root)['one/count'];
    expect(treeIn(root)).toEqual({ 'one/count': count, [`two/${count}/count`]: count });
  }
  expect(Number(treeIn(root)['one/count'])).toBeGreaterThan(0);
});

test('several at once take turns, also when they all find the lock of a dead one', async () => {
  const start = temporaryFolder();
  writeTree(start, { 'one/count': '0', 'two/0/count': '0' });
  const root = killedIn('countToTen', start).find(disk => existsSync(join(disk, '.bluegreen/journal')))!;
  const runs = [1, 2, 3, 4].map(() => spawn(process.execPath, [program, root, 'countToTen'], { stdio: 'inherit' }));
  for (const [exitCode] of await Promise.all(runs.map(run => once(run, 'exit')))) expect(exitCode).toBe(0);
  // The dead one had counted once.
  expect(treeIn(root)).toEqual({ 'one/count': '41', 'two/41/count': '41' });
});

function project(): string {
  const root = temporaryFolder();
  writeTree(root, OLD);
  return root;
}

/** Projects as a job leaves them that is killed before a step. */
function killedIn(job: string, root: string): string[] {
  return killedBeforeEveryStep({ folder: root, words: [program, root, job] });
}

/** Recovers, and checks that it tells the truth and has left nothing to do. */
function expectRecovery(root: string): string {
  const { '.bluegreen/journal': due, '.bluegreen/journal.draft': draft } = treeIn(root);
  const holds = existsSync(join(root, '.bluegreen/lock'));
  const said = recoverInterrupted(root).recovered;
  const files = treeIn(root);
  const what = due ? 'completed' : draft === undefined ? 'nothing' : 'cleared';
  if (what === 'completed') {
    expect(files).toEqual(NEW);
    expect(said).toMatch(
      /^completed what was interrupted, transaction-process\.js .* promote: releases\/ping\.yaml, dist/,
    );
  } else if (what === 'cleared') {
    expect(files).toEqual(OLD);
    expect(said).toBe('cleared the draft of an interrupted change; no file was changed by it');
  } else {
    expect([OLD, NEW]).toContainEqual(files);
    expect(said ?? '').toMatch(holds ? /^process \d+ .* was interrupted; it had left nothing half done$/ : /^$/);
  }
  expect(recoverInterrupted(root)).toEqual({ uncommitted: [] });
  return `${what}, ${files['releases/ping.yaml'] === OLD['releases/ping.yaml'] ? 'old' : 'new'}`;
}
