import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';

/** Where the number of a process means that process. */
export interface Machine {
  readonly host: string;
  /** The run of the kernel, and the container's own numbers in it; undefined where the system does not tell. */
  readonly boot?: string;
}

// Linux tells both. Two containers of one host have the first in common, and of the same name they may be as well.
// https://man7.org/linux/man-pages/man4/random.4.html, https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
function bootOf(): string | undefined {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

let here: Machine | undefined;

/** The one that this process runs on. */
export function thisMachine(): Machine {
  if (!here) {
    const boot = bootOf();
    here = { host: hostname(), ...(boot !== undefined && { boot }) };
  }
  return here;
}

/** A short name for it, fit for the name of a file. */
export function machineId({ host, boot = '' }: Machine): string {
  return createHash('sha256').update(`${host} ${boot}`).digest('hex').slice(0, 8);
}

/**
 * Whether a process that held something since then was one of this machine. Before a restart it was, and is dead.
 * @param since milliseconds since 1970
 */
export function wasHereBeforeRestart({ host, boot }: Machine, since: number): boolean {
  const restarted = Date.now() - uptime() * 1000;
  return host === thisMachine().host && kernelOf(boot) !== kernelOf(thisMachine().boot) && since < restarted;
}

function kernelOf(boot: string | undefined): string | undefined {
  return boot?.split(' ')[0];
}
