import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A command that does something for a number of applications. */
export interface Row {
  readonly title: string;
  /** Of the fleet. */
  readonly size: number;
  readonly command: readonly string[];
  /** Where it is started. */
  readonly folder: string;
  /** Makes each run find the same; takes no measured time. */
  readonly prepare?: () => void;
}

/** What a row took. */
export interface Measured {
  /** Wall time of the whole process: the median of its runs. */
  readonly seconds: number;
  /** The most memory that the process held at once; undefined for what is no node program. */
  readonly megabytes?: number;
}

/** Runs the rows in turn, again and again, so that whatever else the machine does meets all of them alike. */
export function measure(rows: readonly Row[], rounds: number): Map<Row, Measured> {
  const times = new Map(rows.map(row => [row, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [row, seconds] of times) seconds.push(run(row));
  }
  return new Map(rows.map(row => [row, { seconds: median(times.get(row)!), megabytes: peak(row) }]));
}

/**
 * Runs a row once.
 * @returns seconds from its start to its end
 * @throws Error with what the program said, when it fails
 */
export function run({ title, command, folder, prepare }: Row, env: Record<string, string> = {}): number {
  prepare?.();
  const [program, ...args] = command as [string, ...string[]];
  const start = process.hrtime.bigint();
  const { status, error, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (error || status !== 0) throw new Error(`${title}: ${command.join(' ')}: ${error?.message ?? stderr}`);
  return seconds;
}

// In a run of its own, so that looking costs no measured time.
function peak(row: Row): number | undefined {
  if (row.command[0] !== process.execPath) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'peak-'));
  const file = join(folder, 'kilobytes');
  try {
    run(row, { NODE_OPTIONS: `--require ${join(__dirname, 'peak-memory.js')}`, PEAK_MEMORY_FILE: file });
    return Number(readFileSync(file, 'utf8')) / 1024;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
