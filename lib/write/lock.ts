import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WriteError } from './write-error';

interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's clock: a number that was given anew is another process. */
  readonly born: string | undefined;
}

const POLL_MILLISECONDS = 50;

/**
 * Takes the lock of a folder, so that two runs never write at once. Waits for a living holder; takes over from a dead one.
 * @throws WriteError that names the holder, when it did not let go in time
 */
export function lock(folder: string, patienceMilliseconds: number): { release(): void } {
  const path = join(folder, 'lock');
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, born: bornOf(process.pid) } satisfies Holder));
  try {
    const deadline = Date.now() + patienceMilliseconds;
    while (!linked(mine, path)) {
      const text = contentOf(path);
      const holder = text && (JSON.parse(text) as Holder);
      if (holder && !isAlive(holder)) buryLock(path, text);
      else if (holder && Date.now() > deadline) {
        throw new WriteError(`process ${holder.pid} is writing here already: wait until it is done, or end it`);
      } else if (holder) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MILLISECONDS);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

// A link is made or not made, with its content; an exclusive create could be seen empty.
function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

// Only one of several heirs can move the dead lock away; whoever moved a fresh one by mistake puts it back.
function buryLock(path: string, dead: string): void {
  const grave = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, grave);
  } catch {
    return;
  }
  if (contentOf(grave) !== dead) linked(grave, path);
  rmSync(grave, { force: true });
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function isAlive({ pid, born }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return bornOf(pid) === born;
}

// The start time is the 22nd field; the second one, a name in brackets, may hold spaces.
function bornOf(pid: number): string | undefined {
  const stat = contentOf(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}
