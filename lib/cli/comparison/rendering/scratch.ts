import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../text/user-error';

/** A folder for one run, and the programs that work in it. */
export interface Scratch {
  readonly folder: string;
  /** The process groups that are at work. */
  readonly running: Set<number>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Hands out a folder that is gone afterwards, with all that runs in it; also where a signal ends the run. */
export async function withScratch<Result>(work: (scratch: Scratch) => Promise<Result>): Promise<Result> {
  const folder = made();
  const running = new Set<number>();
  const clear = () => {
    for (const group of running) endGroup(group);
    rmSync(folder, { recursive: true, force: true });
  };
  const ended = (signal: NodeJS.Signals) => {
    clear();
    // Nobody listens any more: it does what it always does.
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.once(signal, ended);
  try {
    return await work({ folder, running });
  } finally {
    for (const signal of SIGNALS) process.off(signal, ended);
    clear();
  }
}

function made(): string {
  try {
    return realpathSync(mkdtempSync(join(tmpdir(), 'bluegreen-render-')));
  } catch {
    throw new UserError(`no folder can be made in ${tmpdir()}: see whether it is there, and may be written to`);
  }
}

/** Ends a program, with all that it started. */
export function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
