import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { temporaryFolder } from '../../folder';
import { inWords } from './checkout';
import type { Prepared } from './prepared';
import type { Result } from './reading-process';

/** What may be asked of a run of the fuzzer. */
interface Options {
  readonly prepared: Prepared;
  readonly first: number;
  readonly last: number;
  /** A fault that is to be found. */
  readonly planted?: string;
  /** How long a whole input may take, be the machine as busy as it is. @default - five times what is promised */
  readonly patienceSeconds?: number;
}

const MOST_SECONDS = 5;
const MOST_MEGABYTES = 500;

/** Reads checkouts in a process of their own; says of each that does harm which it is, and what it does. */
export async function faultsOf(options: Options): Promise<string[]> {
  const faults: string[] = [];
  let next = options.first;
  while (next < options.last) {
    const end = await played(options, next);
    // A busy machine is slow now and then; what hangs does it again.
    const isReal = end.kind !== 'slow' || (await played({ ...options, last: end.seed + 1 }, end.seed)).kind !== 'done';
    if (end.kind !== 'done' && isReal) faults.push(`${inWords(end.seed)}\n${end.words}`);
    next = end.seed + 1;
  }
  return faults;
}

interface End {
  readonly kind: 'done' | 'fault' | 'slow';
  readonly seed: number;
  readonly words: string;
}

async function played(options: Options, first: number): Promise<End> {
  const { last, patienceSeconds = 5 * MOST_SECONDS } = options;
  const child = started(options, first);
  let seed = first;
  let waiting: NodeJS.Timeout | undefined;
  let end: End | undefined;
  const stop = (kind: End['kind'], words: string) => {
    end ??= { kind, seed, words };
    child.kill('SIGKILL');
  };
  for await (const line of createInterface({ input: child.stdio[3] as NodeJS.ReadableStream })) {
    clearTimeout(waiting);
    const said = JSON.parse(line) as Result | { started: number };
    if ('started' in said) {
      seed = said.started;
      waiting = setTimeout(() => stop('slow', `did not end within ${patienceSeconds} s`), patienceSeconds * 1000);
      continue;
    }
    if (said.fault) stop('fault', said.fault);
    else if (said.megabytes > MOST_MEGABYTES) stop('fault', `took ${Math.round(said.megabytes)} MB of memory`);
    else if (said.took > MOST_SECONDS) stop('slow', `took ${said.took} s of work`);
  }
  clearTimeout(waiting);
  const [code, signal] =
    child.exitCode === null && child.signalCode === null
      ? await once(child, 'exit')
      : [child.exitCode, child.signalCode];
  if (end) return end;
  if (code !== 0) return { kind: 'fault', seed, words: `the process ended with ${signal ?? code}` };
  return { kind: 'done', seed: last - 1, words: '' };
}

function started({ prepared: { folder, program }, last, planted }: Options, first: number): ChildProcess {
  const words = [
    program,
    folder,
    join(temporaryFolder(), 'stage'),
    `${first}`,
    `${last}`,
    ...(planted ? [planted] : []),
  ];
  return spawn(process.execPath, [`--max-old-space-size=${MOST_MEGABYTES - 150}`, ...words], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
}
