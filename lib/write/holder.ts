import { readFileSync } from 'node:fs';
import { runningCommand } from './running-command';

/** A process that holds something of a project. */
export interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's clock: a number that was given anew is another process. */
  readonly born?: string;
  readonly command?: string;
  /** When it asked for what it holds, in milliseconds since 1970. */
  readonly since?: number;
}

/** This process. */
export function myself(): Holder {
  const { pid } = process;
  return { pid, born: bornOf(pid), command: runningCommand(), since: Date.now() };
}

export function isAlive({ pid, born }: Holder): boolean {
  return exists(pid) && bornOf(pid) === born;
}

/** Whether any process has this number. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

export function named({ pid, command }: Holder): string {
  return command ? `process ${pid} (${command})` : `process ${pid}`;
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
