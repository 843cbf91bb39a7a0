import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { lock } from '../../../lib/project/write/lock';
import { type Machine, machineId, thisMachine } from '../../../lib/project/write/machine';
import { recoverInterrupted } from '../../../lib/project/write/project-lock';
import { Transaction } from '../../../lib/project/write/transaction';
import { WriteError } from '../../../lib/project/write/write-error';
import { temporaryFolder, treeIn, writeTree } from '../../folder';

const { watchSteps } = require('./steps-on-disk.js');

const started: ChildProcess[] = [];

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
});

function start(command: string, args: readonly string[]): ChildProcess {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

function startWriter(root: string, word: string, ...rest: readonly string[]): ChildProcess {
  return start(process.execPath, ['-r', 'tsx/cjs', join(__dirname, 'writer-process.ts'), root, word, ...rest]);
}

async function line(child: ChildProcess): Promise<string> {
  const [data] = await once(child.stdout!, 'data');
  return String(data).trim();
}

function write(root: string): Transaction {
  const transaction = new Transaction(root, { patienceMilliseconds: 0 });
  transaction.write('apps/a/x.yaml', 'mine: 1\n');
  transaction.commit();
  return transaction;
}

function expectWritten(root: string): void {
  expect(treeIn(root)).toEqual({ 'apps/a/x.yaml': 'mine: 1\n' });
}

let root: string;
let aside: string;

beforeEach(() => {
  root = temporaryFolder();
  aside = join(root, '.bluegreen');
});

test('a second writer waits until the first is done', async () => {
  const first = startWriter(root, 'first', '1', 'hold');
  expect(await line(first)).toBe('first holds');
  const second = startWriter(root, 'second', '1', 'hold');
  const told = line(second);
  const announced = `lock.${second.pid}.${machineId(thisMachine())}`;
  while (!existsSync(join(aside, announced))) await setTimeout(10);
  first.stdin!.end();
  expect(await once(first, 'exit')).toEqual([0, null]);
  // What stands beside the lock comes and goes.
  expect(treeIn(join(root, 'apps'))).toEqual({ 'a/x.yaml': 'first: 0\n', 'b/y.yaml': 'first: 0\n' });
  expect(await told).toBe('second holds');
  second.stdin!.end();
  expect(await once(second, 'exit')).toEqual([0, null]);
  expect(treeIn(root)).toEqual({ 'apps/a/x.yaml': 'second: 0\n', 'apps/b/y.yaml': 'second: 0\n' });
});

test('a second writer that has waited long enough says who holds the lock, and where it is', async () => {
  const holder = startWriter(root, 'first', '1', 'hold');
  await line(holder);
  let message = '';
  try {
    write(root);
  } catch (error) {
    if (error instanceof WriteError) message = error.message;
  }
  expect(message.replace(/for \d+ s/, 'for 3 s')).toBe(
    `can't write ${root}: process ${holder.pid} (writer-process.ts ${root} first 1 hold) is writing here already, for 3 s: wait until it is done, or end it (its lock is ${join(aside, 'lock')})`,
  );
  expect(readdirSync(aside).sort()).toEqual(['.gitignore', 'journal.draft', 'lock']);
});

test('who only reads goes on beside a writer that takes long, and waits for one in the middle of its changes', async () => {
  const holder = startWriter(root, 'first', '1', 'hold');
  await line(holder);
  expect(recoverInterrupted(root, 0)).toEqual({ uncommitted: [] });
  expect(readdirSync(aside).sort()).toEqual(['.gitignore', 'journal.draft', 'lock']);
  renameSync(join(aside, 'journal.draft'), join(aside, 'journal'));
  expect(() => recoverInterrupted(root, 0)).toThrow('is writing here already');
});

test('the lock of a killed writer is taken over, and what it left is cleared', async () => {
  const holder = startWriter(root, 'first', '1', 'hold');
  await line(holder);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(write(root).recovered).toBe('cleared the draft of an interrupted change; no file was changed by it');
  expectWritten(root);
});

test('the lock of a dead process whose number was given anew is taken over', () => {
  writeTree(aside, { lock: JSON.stringify({ pid: process.pid, born: '1' }) });
  write(root);
  expectWritten(root);
});

const onLinux = existsSync('/proc/self/stat') ? test : test.skip;

onLinux('the lock of a zombie is taken over: nobody may ever ask how it ended', async () => {
  // The shell's child ends, and the sleep that takes the shell's place never asks.
  const parent = start('sh', ['-c', 'sh -c \'cut -d" " -f1,22 /proc/$$/stat\' & exec sleep 60']);
  const [pid, born] = (await line(parent)).split(' ');
  while (!/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await setTimeout(10);
  writeTree(aside, { lock: JSON.stringify({ pid: Number(pid), born }) });
  write(root);
  expectWritten(root);
});

test.each([
  '',
  '{"pid":12',
  'null',
  '[]',
  '7',
  '{}',
  '{"pid":"12"}',
  '{"pid":0}',
  '{"pid":-1}',
  '{"pid":12,"command":{}}',
  '{"pid":12,"since":"x"}',
  '{"pid":12,"machine":"x"}',
  '{"pid":12,"machine":{"boot":"x"}}',
  '{"pid":1,"command":"\\u001b[2J"}',
  '\u0000\u0000\u0000\u0000',
])('a lock that names nobody is taken over: %j', text => {
  writeTree(aside, { lock: text });
  write(root);
  expectWritten(root);
});

describe('the lock of another machine, or of another container, whose processes can not be asked', () => {
  const MINUTE = 60_000;
  const here = thisMachine();
  const elsewhere = (machine: Machine, minutes: number) =>
    JSON.stringify({
      pid: 2 ** 30,
      born: '12',
      since: Date.now() - minutes * MINUTE,
      command: 'bluegreen synth',
      machine,
    });
  const restart = () => uptime() / 60 + 1;

  test.each<[string, Machine, number]>([
    ['another host', { host: 'builder', boot: 'b pid:[1]' }, 59],
    ['a host of which only the name is known', { host: 'builder' }, 1],
    ['another container of this host', { ...here, boot: `${here.boot?.split(' ')[0]} pid:[1]` }, 59],
    ['another host of the same name, while this one was running already', { host: here.host, boot: 'b pid:[1]' }, 0],
  ])('is respected for an hour: %s', (_, machine, minutes) => {
    const text = elsewhere(machine, minutes);
    writeTree(aside, { lock: text });
    const said = `process ${2 ** 30} on ${machine.host} (bluegreen synth) is writing here already`;
    expect(() => write(root)).toThrow(said);
    expect(() => write(root)).toThrow('or delete its lock where that machine or container is gone');
    expect(readFileSync(join(aside, 'lock'), 'utf8')).toBe(text);
  });

  test.each<[string, Machine, number]>([
    ['another host', { host: 'builder', boot: 'b pid:[1]' }, 61],
    ['this one, before it was restarted', { host: here.host, boot: 'b pid:[1]' }, restart()],
  ])('is taken over once it is dead: %s', (_, machine, minutes) => {
    writeTree(aside, { lock: elsewhere(machine, minutes) });
    write(root);
    expectWritten(root);
  });

  test('keeps its note of what it is to commit', () => {
    const note = `to-commit.7.${Date.now()}`;
    const holder = JSON.parse(elsewhere({ host: 'builder' }, 1));
    writeTree(aside, { [note]: JSON.stringify({ holder, paths: ['a'], message: 'm' }) });
    expect(recoverInterrupted(root)).toEqual({ uncommitted: [] });
    expect(readdirSync(aside)).toContain(note);
  });
});

test('a lock that can not be read ends the run with a message', () => {
  mkdirSync(join(aside, 'lock'), { recursive: true });
  expect(() => write(root)).toThrow(WriteError);
});

test('what killed runs left beside the lock is cleared, and what a waiting one needs is not', () => {
  const dead = 2 ** 30;
  const here = machineId(thisMachine());
  const waiting = `lock.${process.ppid}.${here}`;
  const elsewhere = `lock.${dead}.01234567`;
  writeTree(aside, {
    [`lock.${dead}.${here}`]: '{}',
    [`lock.${dead}.12.claim`]: '{}',
    [waiting]: '{}',
    [elsewhere]: JSON.stringify({ pid: dead, since: Date.now(), machine: { host: 'elsewhere' } }),
  });
  write(root);
  expect(readdirSync(aside).sort()).toEqual(['.gitignore', waiting, elsewhere].sort());
});

test('who waits says so after a second, once, and who it waits for', async () => {
  const holder = startWriter(root, 'first', '1', 'hold');
  await line(holder);
  const said: string[] = [];
  const letGo = (words: string) => {
    said.push(words);
    rmSync(join(aside, 'lock'));
  };
  lock(aside, 60_000, letGo).release();
  expect(said).toEqual([
    `waiting for process ${holder.pid} (writer-process.ts ${root} first 1 hold), which is writing here …`,
  ]);
});

test('of two heirs of a dead lock one takes it, at whichever step of the one the other comes in between', () => {
  const self = process.pid;
  const other = process.ppid;
  const as = (pid: number) => Object.defineProperty(process, 'pid', { value: pid });
  const winners = new Set<number>();
  try {
    for (let between = 1; ; between++) {
      writeTree(aside, { lock: JSON.stringify({ pid: 2 ** 30 }) });
      const holders: number[] = [];
      const take = (pid: number) => {
        as(pid);
        try {
          lock(aside, 0);
          holders.push(pid);
        } catch (error) {
          if (!(error instanceof WriteError)) throw error;
        }
      };
      let step = 0;
      const restore = watchSteps(() => {
        if (++step !== between) return;
        take(other);
        as(self);
      });
      try {
        take(self);
      } finally {
        restore();
      }
      expect(holders).toEqual([JSON.parse(readFileSync(join(aside, 'lock'), 'utf8')).pid]);
      winners.add(holders[0]!);
      rmSync(aside, { recursive: true });
      if (step < between) break;
    }
  } finally {
    as(self);
  }
  expect(winners).toEqual(new Set([self, other]));
});

test('many writers at once, from a dead lock: one at a time, and every tree is whole', async () => {
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, 'lock'), JSON.stringify({ pid: 2 ** 30 }));
  const writers = ['a', 'b', 'c', 'd', 'e', 'f'].map(word => startWriter(root, word, '20'));
  const ends = await Promise.all(writers.map(writer => once(writer, 'exit')));
  expect(ends).toEqual(writers.map(() => [0, null]));
  const { 'apps/a/x.yaml': x, 'apps/b/y.yaml': y } = treeIn(root);
  expect(x).toMatch(/^[a-f]: 19\n$/);
  expect(y).toBe(x);
  expect(readdirSync(root)).toEqual(['apps']);
});
