import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const example = resolve(__dirname, '..');
const tsc = require.resolve('typescript/bin/tsc');

let build: string;
const running = new Set<ChildProcess>();

/** Compiles the app as its Dockerfile does, but beside the checkout, and ends what a test leaves running. */
export function useCompiledPing(): void {
  beforeAll(() => {
    build = mkdtempSync(join(tmpdir(), 'ping-'));
    execFileSync(process.execPath, [tsc, '-p', example, '--outDir', build], { stdio: 'inherit' });
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
  });
  afterAll(() => rmSync(build, { recursive: true, force: true }));
}

export interface PingProcess {
  readonly port: number;
  /** Every log line so far, parsed. */
  readonly lines: Record<string, unknown>[];
  signal(name: NodeJS.Signals): void;
  /** Resolves with the first log line of this message, past or to come. */
  logged(message: string): Promise<Record<string, unknown>>;
  /** The exit code, or the name of the signal that killed it; by then all of the log has been read. */
  readonly exited: Promise<number | string>;
}

/** The real entry, as a process on a free port, listening. */
export async function startPing(env: Record<string, string> = {}): Promise<PingProcess> {
  const ping = runPing({ PORT: '0', ...env });
  const { port } = await ping.logged('listening');
  return { ...ping, port: Number(port) };
}

/** The real entry with exactly this environment. */
export function runPing(env: Record<string, string>): Omit<PingProcess, 'port'> & { readonly stderr: Promise<string> } {
  const child = spawn(process.execPath, [join(build, 'main.js')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
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
          const line = lines.find(line => line.message === message);
          if (line) found(line);
        };
        reader.on('line', look);
        exited.then(code => missing(new Error(`ended (${code}) without logging '${message}': ${errors}`)));
        look();
      }),
  };
}
