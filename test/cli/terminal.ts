import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';

// Programs that run a command at a terminal of its own, and pass on what is typed and shown.
const TERMINALS: Readonly<Record<string, (words: readonly string[]) => readonly string[]>> = {
  python3: words => [
    '-c',
    'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))',
    ...words,
  ],
  // That of util-linux; others know no --version.
  script: words => ['--quiet', '--return', '--command', words.map(word => `'${word}'`).join(' '), '/dev/null'],
};

/** What a terminal showed, and how the command ended. */
export interface Session {
  readonly status: number;
  readonly shown: string;
}

/** Something to wait for, and what to type when it is there. */
export type Exchange = readonly [shown: string, typed: string];

/**
 * Runs a command at a real terminal, and types to it.
 * @throws Error where the machine has nothing that makes terminals
 */
export async function atTerminal(
  words: readonly string[],
  exchanges: readonly Exchange[],
  options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv },
): Promise<Session> {
  const program = Object.keys(TERMINALS).find(name => spawnSync(name, ['--version']).status === 0);
  if (!program) {
    throw new Error('no terminal can be made for this test: install python3, or the script command of util-linux');
  }
  const running = spawn(program, TERMINALS[program]!(words), {
    cwd: options.cwd,
    env: { ...process.env, TERM: 'xterm', COLUMNS: '200', ...options.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  let seen = 0;
  const waiting = [...exchanges];
  running.stdout.on('data', (chunk: Buffer) => {
    shown += stripVTControlCharacters(chunk.toString()).replaceAll('\r', '');
    for (let next = waiting[0]; next; next = waiting[0]) {
      const at = shown.indexOf(next[0], seen);
      if (at < 0) return;
      seen = at + next[0].length;
      running.stdin.write(next[1]);
      waiting.shift();
    }
  });
  // A command that waits for ever must not outlive its test.
  const patience = setTimeout(() => running.kill('SIGKILL'), 50_000);
  const [status] = await once(running, 'close');
  clearTimeout(patience);
  return { status, shown };
}
