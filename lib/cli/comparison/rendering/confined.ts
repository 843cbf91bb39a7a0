import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, type Scratch } from './scratch';

/** What a program printed, or why it printed nothing that counts. */
type Outcome = { readonly printed: Buffer } | { readonly problem: string };

/** How far a program may go. */
export interface Limits {
  readonly milliseconds: number;
  /** Of what it prints. */
  readonly bytes: number;
  /** Of memory, in KiB, where the system knows such a bound. */
  readonly kibibytes: number;
}

const LIMITS: Limits = { milliseconds: 30_000, bytes: 10 * 1024 * 1024, kibibytes: 4 * 1024 * 1024 };

/**
 * Runs a program that reads what strangers wrote. It has no settings of the user and none of a cluster, finds no other
 * program (git and curl among them), and the way to any other host is shut; it is ended when it takes too long, too much
 * memory, or does not stop to print.
 * @param tree what it may read
 * @param folder where it starts in there
 */
export function confined(
  program: string,
  args: readonly string[],
  { tree, folder }: { readonly tree: string; readonly folder: string },
  scratch: Scratch,
  limits: Limits = LIMITS,
): Promise<Outcome> {
  return new Promise(resolve => {
    // A shell sets the bound, and becomes the program. Node would start it without.
    const bounded = ['-c', `ulimit -v ${limits.kibibytes} 2>/dev/null; exec "$0" "$@"`, program, ...args];
    const child = spawn('/bin/sh', bounded, {
      cwd: join(tree, folder),
      env: environmentIn(scratch.folder),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const group = child.pid;
    if (group !== undefined) scratch.running.add(group);
    let problem: string | undefined;
    const end = (why: string) => {
      problem ??= why;
      if (group !== undefined) endGroup(group);
    };
    const timer = setTimeout(() => end(`it takes more than ${limits.milliseconds / 1000} s`), limits.milliseconds);
    const [out, err] = [child.stdout, child.stderr].map(stream => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      stream.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > limits.bytes) end(`it prints more than ${limits.bytes} bytes`);
        else chunks.push(chunk);
      });
      return chunks;
    });
    const over = (code: number | null) => {
      clearTimeout(timer);
      if (group !== undefined) scratch.running.delete(group);
      if (problem !== undefined) resolve({ problem });
      else if (code === 0) resolve({ printed: Buffer.concat(out!) });
      else resolve({ problem: firstWords(Buffer.concat(err!).toString(), tree, scratch.folder) });
    };
    child.on('error', error => {
      problem ??= `it can't be started: ${error.message}`;
      over(null);
    });
    child.on('close', over);
  });
}

// Nothing listens there.
const NOWHERE = 'http://127.0.0.1:9';

function environmentIn(folder: string): NodeJS.ProcessEnv {
  const at = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const home = at('home');
  return {
    PATH: at('programs'),
    HOME: home,
    TMPDIR: at('tmp'),
    LC_ALL: 'C',
    KUBECONFIG: join(home, 'none'),
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_CACHE_HOME: home,
    HELM_DATA_HOME: home,
    HELM_PLUGINS: at('plugins'),
    HELM_NO_PLUGINS: '1',
    ...Object.fromEntries(
      ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']
        .flatMap(name => [name, name.toLowerCase()])
        .map(name => [name, NOWHERE]),
    ),
  };
}

const MOST_CHARACTERS = 400;

// What it says, as it would say it in any other folder.
function firstWords(said: string, ...folders: readonly string[]): string {
  const words = folders
    .reduce((text, folder) => text.replaceAll(`${folder}/`, '').replaceAll(folder, '.'), withoutLog(said))
    .replace(/^error: /i, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (!words) return 'it fails, and does not say why';
  return words.length > MOST_CHARACTERS ? `${words.slice(0, MOST_CHARACTERS - 3)}...` : words;
}

// A log of Kubernetes' own says with each line when it was written, and by which process.
function withoutLog(said: string): string {
  const lines = said.replace(/^[EFIW]\d{4} [\d:.]+ +\d+ [^\]\n]*\] /gm, '');
  const [, quoted, block] = /^"command failed" err=(?:("(?:[^"\\]|\\.)*")|<\n([\s\S]*?)\n\s*>)/m.exec(lines) ?? [];
  if (quoted === undefined) return block ?? lines;
  try {
    return JSON.parse(quoted);
  } catch {
    return quoted;
  }
}
