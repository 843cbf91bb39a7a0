import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Words that are put before every command that has to reach the cluster. Default: none. */
export const EXEC = (process.env.CLUSTER_EXEC ?? '').split(' ').filter(Boolean);

/** What `kubectl get -o json` prints of one object. */
export type Live = { readonly [key: string]: any };

/** Runs a command where the cluster can be reached, and returns what it prints. */
export async function reach(command: string, args: readonly string[], folder?: string): Promise<string> {
  const [program, ...words] = [...EXEC, command, ...args];
  const { stdout } = await execute(program!, words, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

export const kubectl = (...args: readonly string[]): Promise<string> => reach('kubectl', args);

/** Applies YAML, given as text. */
export function apply(yaml: string): void {
  const [program, ...words] = [...EXEC, 'kubectl', 'apply', '--filename=-'];
  execFileSync(program!, words, { input: yaml, stdio: ['pipe', 'ignore', 'pipe'] });
}

/** The object, or undefined where there is none. */
export async function find(kind: string, name: string, namespace: string): Promise<Live | undefined> {
  const json = await kubectl('get', kind, name, `--namespace=${namespace}`, '--ignore-not-found', '--output=json');
  return json ? JSON.parse(json) : undefined;
}

/** All objects of a kind in a namespace. */
export async function list(kind: string, namespace: string): Promise<Live[]> {
  return JSON.parse(await kubectl('get', kind, `--namespace=${namespace}`, '--output=json')).items;
}

/**
 * Looks once a second, on a slow machine less often, until there is an answer, and returns it; after so many seconds it
 * fails with what was awaited, and what was seen last.
 */
export async function awaited<T>(
  what: string,
  seconds: number,
  look: () => Promise<{ readonly seen: unknown; readonly answer?: T }>,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (true) {
    const began = Date.now();
    const { seen, answer } = await look();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s; seen last: ${JSON.stringify(seen)}`);
    // Who looks leaves twice the time to those who work.
    await pause(Math.max(1, (2 * (Date.now() - began)) / 1000));
  }
}

export const pause = (seconds: number): Promise<void> => new Promise(done => setTimeout(done, seconds * 1000));
