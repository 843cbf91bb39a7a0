import { readFileSync } from 'node:fs';
import { type Machine, machineId, thisMachine, wasHereBeforeRestart } from './machine';
import { isOneLine, isRecord } from './parsed-json';
import { runningCommand } from './running-command';

/** A process that holds something of a project. */
export interface Holder {
  readonly pid: number;
  /** When the process started, in the kernel's clock: a number that was given anew is another process. */
  readonly born?: string;
  readonly command?: string;
  /** When it asked for what it holds, in milliseconds since 1970. */
  readonly since?: number;
  /** Where it runs; undefined for here. */
  readonly machine?: Machine;
}

// Nobody here can ask whether a process of another machine lives. A run takes seconds; with hooks of git, minutes.
const LONGEST_ELSEWHERE_MILLISECONDS = 60 * 60 * 1000;

/** This process. */
export function myself(): Holder {
  const { pid } = process;
  return { pid, born: bornOf(pid), command: runningCommand(), since: Date.now(), machine: thisMachine() };
}

/**
 * Whether it may still be at work. Of a process on another machine, or in another container, only its age tells: for an
 * hour it counts as alive.
 */
export function isAlive(holder: Holder): boolean {
  const { pid, born, since = 0, machine } = holder;
  if (isHere(holder)) return exists(pid) && bornOf(pid) === born;
  return !wasHereBeforeRestart(machine!, since) && Date.now() - since < LONGEST_ELSEWHERE_MILLISECONDS;
}

/** Whether it runs where this process runs. */
export function isHere({ machine }: Holder): boolean {
  return !machine || machineId(machine) === machineId(thisMachine());
}

/** Whether any process has this number here. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

export function named(holder: Holder): string {
  const { pid, command, machine } = holder;
  const where = isHere(holder) ? '' : ` on ${machine!.host}`;
  return `process ${pid}${where}${command ? ` (${command})` : ''}`;
}

/** The holder that a file names; undefined where it names none. */
export function holderIn(value: unknown): Holder | undefined {
  if (!isRecord(value)) return undefined;
  const { pid, born, command, since, machine } = value;
  const isKnown = typeof pid === 'number' && Number.isInteger(pid) && pid > 0;
  const isSound =
    (born === undefined || isOneLine(born)) &&
    (command === undefined || isOneLine(command)) &&
    (since === undefined || Number.isFinite(since)) &&
    (machine === undefined || isMachine(machine));
  return isKnown && isSound ? (value as unknown as Holder) : undefined;
}

function isMachine(value: unknown): value is Machine {
  return isRecord(value) && isOneLine(value['host']) && (value['boot'] === undefined || isOneLine(value['boot']));
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
