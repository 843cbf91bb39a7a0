/**
 * A process of its own that reads checkouts which nobody should trust, in this very process:
 * reading-process.ts <prepared> <folder> <first> <last> [planted fault]. Says of each input what came of it.
 */
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf } from '../../../lib/cli/errors';
import { program } from '../../../lib/cli/program';
import { synthesize } from '../../../lib/cli/synth/all';
import { type Input, inputOf } from './checkout';
import { Stage } from './stage';

/** What came of an input. */
export interface Result {
  readonly seed: number;
  /** Work in seconds. */
  readonly took: number;
  /** The most that this process has had in memory so far, in megabytes. */
  readonly megabytes: number;
  /** What must never happen. */
  readonly fault?: string;
}

const [prepared, folder, first, last, planted] = process.argv.slice(2) as [string, string, string, string, string?];
let said = '';

const write = (chunk: string | Uint8Array) => {
  said += said.length < 1_000_000 ? String(chunk) : '';
  return true;
};
process.stdout.write = write;
process.stderr.write = write;
console.log = (text: unknown) => void write(`${text}\n`);
console.error = console.log;

async function main(): Promise<void> {
  Object.assign(process.env, { HOME: join(folder, 'home'), TMPDIR: join(folder, 'tmp') });
  const stage = new Stage(prepared, folder);
  // The first one loads cdk8s.
  stage.set({ oddities: [], isCommitted: false });
  process.chdir(stage.project);
  await synthesize({ root: stage.project, json: undefined, context: [] });
  for (let seed = Number(first); seed < Number(last); seed++) {
    tell({ started: seed });
    const input = inputOf(seed);
    stage.set(input);
    const before = process.cpuUsage();
    const fault = (await faultOf(stage, input)) ?? stage.strayed();
    tell({
      seed,
      took: secondsSince(before),
      megabytes: process.resourceUsage().maxRSS / 1024,
      ...(fault && { fault }),
    });
    if (fault) break;
  }
  process.exitCode = 0;
}

// Of work, not by the clock: that also tells how busy the machine is.
function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function faultOf({ project }: Stage, input: Input): Promise<string | undefined> {
  said = '';
  process.exitCode = 0;
  process.chdir(project);
  try {
    plant();
    await run(input);
  } catch (error) {
    try {
      exitCodeOf(error);
    } catch {
      return String((error as Error).stack ?? error);
    }
  }
  if (/^\s+at .+:\d+:\d+\)?$/m.test(said)) return `a stack trace is printed: ${said}`;
  return undefined;
}

async function run({ words, context }: Input): Promise<void> {
  if (context === undefined) delete process.env['CDK8S_CONTEXT_JSON'];
  else process.env['CDK8S_CONTEXT_JSON'] = context;
  if (words[0] === 'app') {
    const done = await synthesize({ root: process.cwd(), json: context, context: [] });
    if (!done) process.exitCode = 1;
    return;
  }
  const root = await program('0', words);
  for (const command of [root, ...root.commands]) command.exitOverride();
  await root.parseAsync([...words], { from: 'user' });
}

const hoard: Uint8Array[] = [];

// That the fuzzer finds such things has to be shown.
function plant(): void {
  if (planted === 'crash') (undefined as unknown as string).trim();
  if (planted === 'trace') write('Error: x\n    at f (/a/b.js:1:2)\n');
  if (planted === 'hang') readFileSync(openSync(join(folder, 'fifo'), 'r'));
  if (planted === 'loop') for (;;) hoard.length = 0;
  if (planted === 'memory') hoard.push(new Uint8Array(600 * 1024 * 1024).fill(1));
  if (planted === 'stray') writeFileSync(join(folder, 'victim', 'file.yaml'), 'a: 2\n');
  if (planted === 'left') writeFileSync(join(folder, 'tmp', 'left'), '');
}

main().catch(error => tell({ seed: -1, took: 0, megabytes: 0, fault: String(error.stack) }));
