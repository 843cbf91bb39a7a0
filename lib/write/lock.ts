import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { WriteError } from './write-error';

interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's clock: a number that was given anew is another process. */
  readonly born?: string;
}

const POLL_MILLISECONDS = 50;

/**
 * Makes a folder and takes its lock, so that two runs of one machine never write at once. Waits for a living holder;
 * takes over from a dead one. Letting go removes the folder, if nothing is left in it.
 * @throws WriteError that names the holder, when it did not let go in time
 */
export function lock(folder: string, patienceMilliseconds: number): { release(): void } {
  const path = join(folder, 'lock');
  const deadline = Date.now() + patienceMilliseconds;
  const mine = announce(folder, deadline);
  try {
    while (!linked(mine, path)) {
      const text = contentOf(path);
      if (text === undefined) continue;
      const holder = holderIn(text);
      if (!holder || !isAlive(holder)) buryLock(path, text);
      else if (Date.now() > deadline) {
        throw new WriteError(
          `process ${holder.pid} is writing here already: wait until it is done, or end it (its lock is ${path})`,
        );
      } else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MILLISECONDS);
    }
  } finally {
    rmSync(mine, { force: true });
  }
  sweep(folder);
  return {
    release: () => {
      rmSync(path, { force: true });
      try {
        rmdirSync(folder);
      } catch {
        // Another run waits there.
      }
    },
  };
}

// Whoever lets go may remove the folder between the two steps.
function announce(folder: string, deadline: number): string {
  const path = join(folder, `lock.${process.pid}`);
  const holder: Holder = { pid: process.pid, born: bornOf(process.pid) };
  for (;;) {
    mkdirSync(folder, { recursive: true });
    try {
      writeFileSync(path, JSON.stringify(holder));
      return path;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || Date.now() > deadline) throw error;
    }
  }
}

// A link is made or not made, with its content. Where the file system has no links, a copy must do: it could be seen
// half written, and be taken for nobody's, by a run that starts in the same instant.
function linked(from: string, to: string, make: (from: string, to: string) => void = linkSync): boolean {
  try {
    make(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (make === linkSync) return linked(from, to, copyAnew);
    throw error;
  }
}

function copyAnew(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL);
}

// Only one of several heirs can move the dead lock away; whoever moved a fresh one by mistake puts it back.
function buryLock(path: string, dead: string): void {
  const grave = `${path}.${process.pid}.dead`;
  try {
    renameSync(path, grave);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (contentOf(grave) !== dead) linked(grave, path);
  rmSync(grave, { force: true });
}

// What a killed run had announced or was burying.
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^lock\.(\d+)/.exec(name)?.[1];
    if (pid && !exists(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

// Empty or torn only after the machine itself went down: then nobody holds it.
function holderIn(text: string): Holder | undefined {
  try {
    const { pid, born } = JSON.parse(text) as Holder;
    return Number.isInteger(pid) && pid > 0 ? { pid, born } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive({ pid, born }: Holder): boolean {
  return exists(pid) && bornOf(pid) === born;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

// From /proc/<pid>/stat of Linux: behind the name, which stands in brackets and may hold anything, come the state and,
// as the 22nd field of all, the start. A zombie is dead: nobody has asked yet how it ended.
// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
function bornOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
