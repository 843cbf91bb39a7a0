import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const tsc = require.resolve('typescript/bin/tsc');

export interface ExampleProcess {
  /** Every log line so far, parsed. */
  readonly lines: Record<string, unknown>[];
  signal(name: NodeJS.Signals): void;
  /** Resolves with the first log line of this message, past or to come. */
  logged(message: string): Promise<Record<string, unknown>>;
  /** The exit code, or the name of the signal that killed it; by then all of the log has been read. */
  readonly exited: Promise<number | string>;
  readonly stderr: Promise<string>;
}

/** Runs the real entry of an example with exactly these arguments and this environment. */
export type RunExample = (args: readonly string[], env: Record<string, string>) => ExampleProcess;

/** Compiles an example as its Dockerfile does, but beside the checkout, and ends what a test leaves running. */
export function useCompiled(example: string): RunExample {
  let build: string;
  const running = new Set<ChildProcess>();
  beforeAll(() => {
    build = mkdtempSync(join(tmpdir(), `${example}-`));
    execFileSync(process.execPath, [tsc, '-p', join(__dirname, example), '--outDir', build], { stdio: 'inherit' });
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(build, { recursive: true, force: true }));

  return (args, env) => {
    const child = spawn(process.execPath, [join(build, 'main.js'), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);

    const lines: Record<string, unknown>[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', line => lines.push(JSON.parse(line)));

    let errors = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      errors += text;
    });
    const exited = once(child, 'close').then(([code, signal]) => {
      running.delete(child);
      return (code ?? signal) as number | string;
    });

    return {
      lines,
      exited,
      stderr: exited.then(() => errors),
      signal: name => child.kill(name),
      logged: message =>
        new Promise((found, missing) => {
          const look = () => {
            const line = lines.find(line => line['message'] === message);
            if (line) found(line);
          };
          reader.on('line', look);
          exited.then(code => missing(new Error(`ended (${code}) without logging '${message}': ${errors}`)));
          look();
        }),
    };
  };
}
