import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
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
  /** How long the inputs of a process may take, be the machine as busy as it is. */
  readonly patienceSeconds?: number;
}

const MOST_SECONDS = 5;
const MOST_MEGABYTES = 500;
const IN_A_PROCESS = 50;

/** Reads checkouts in processes of their own; says of each that does harm which it is, and what it does. */
export function faultsOf(options: Options): string[] {
  const faults: string[] = [];
  let next = options.first;
  while (next < options.last) {
    const end = played({ ...options, last: Math.min(options.last, next + IN_A_PROCESS) }, next);
    // A busy machine is slow now and then; what hangs does it again.
    const isReal = end.kind !== 'slow' || played({ ...options, last: end.seed + 1 }, end.seed).kind !== 'done';
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

function played({ prepared, last, planted, patienceSeconds = 120 }: Options, first: number): End {
  const { folder, program } = prepared;
  const words = [program, folder, join(temporaryFolder(), 'stage'), `${first}`, `${last}`];
  const { status, signal, stdout } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MOST_MEGABYTES - 150}`, ...words, ...(planted ? [planted] : [])],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], timeout: patienceSeconds * 1000, killSignal: 'SIGKILL' },
  );
  let seed = first;
  for (const line of stdout.split('\n').slice(0, -1)) {
    const said = JSON.parse(line) as Result | { readonly started: number };
    if ('started' in said) seed = said.started;
    else if (said.fault) return { kind: 'fault', seed, words: said.fault };
    else if (said.megabytes > MOST_MEGABYTES)
      return { kind: 'fault', seed, words: `took ${Math.round(said.megabytes)} MB of memory` };
    else if (said.took > MOST_SECONDS) return { kind: 'slow', seed, words: `took ${said.took} s of work` };
  }
  if (signal === 'SIGKILL') return { kind: 'slow', seed, words: `did not end within ${patienceSeconds} s` };
  if (status !== 0) return { kind: 'fault', seed, words: `the process ended with ${signal ?? status}` };
  return { kind: 'done', seed: last - 1, words: '' };
}
