import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { GitError } from './git-error';

// All the YAML of 10,000 applications has a sixth of it. Whoever made a repository chose how large its files are.
const MOST_BYTES = 384 * 1024 * 1024;

/** How a git command ended. */
export interface GitResult {
  readonly status: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * Runs git in a folder and gives what it prints. Nearly all of git is synchronous here: a verb has nothing else to do meanwhile.
 * @throws TooMuchOutput when it prints more than `mostBytes`
 * @throws GitError when git is missing or fails
 */
export function git(folder: string, args: readonly string[], input = '', mostBytes = MOST_BYTES): Buffer {
  const result = runGit(folder, args, input, { mostBytes });
  if (result.status !== 0) throw new GitError(explained(folder, args, result.stderr));
  return result.stdout;
}

/**
 * Starts git in a folder, to be at work beside us.
 * @returns what waits for its end and gives what it printed; throws GitError when git is missing or fails
 */
export function gitBeside(folder: string, args: readonly string[]): () => Promise<Buffer> {
  const child = spawn('git', args, {
    cwd: folder,
    env: withoutHook({ ...process.env, LC_ALL: 'C' }),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const pieces: Buffer[] = [];
  child.stdout.on('data', piece => pieces.push(piece));
  const ended = new Promise<number | null>(end => child.once('close', end).once('error', () => end(null)));
  return async () => {
    if ((await ended) === 0) return Buffer.concat(pieces);
    throw new GitError(explained(folder, args, ''));
  };
}

/** Git has more to tell than can be looked at. */
export class TooMuchOutput extends GitError {}

/**
 * Runs git in a folder, whatever its exit code.
 * @param options `language`: what git and its hooks speak; we understand English only. `mostBytes`: how much it may print
 * @throws TooMuchOutput when it prints more
 * @throws GitError when git is missing
 */
export function runGit(
  folder: string,
  args: readonly string[],
  input = '',
  options: { readonly language?: 'english' | 'ofTheUser'; readonly mostBytes?: number } = {},
): GitResult {
  const { language = 'english', mostBytes = MOST_BYTES } = options;
  const env = language === 'english' ? { ...process.env, LC_ALL: 'C' } : process.env;
  const { status, signal, stdout, stderr, error } = spawnSync('git', args, {
    cwd: folder,
    env: withoutHook(env),
    input,
    maxBuffer: mostBytes,
  });
  // A missing folder and a missing program give the same error.
  if (error && !existsSync(folder)) throw new GitError(`there is no folder ${folder}`);
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') {
    throw new GitError('git is not found: install it, or add its folder to PATH');
  }
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOBUFS') {
    throw new TooMuchOutput(
      `git has more to tell of ${folder} than can be looked at: expected at most ${mostBytes} bytes`,
    );
  }
  if (error) throw new GitError(`git can't be started: ${error.message}`);
  if (status === null) throw new GitError(`git was ended by the signal ${signal}`);
  return { status, stdout, stderr: stderr.toString() };
}

// What a hook hands down leads to the repository and the index of the hook; the folder of the project is what counts
// here. The pathspec switches would change what our paths mean.
const OF_A_HOOK = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_LITERAL_PATHSPECS',
  'GIT_GLOB_PATHSPECS',
  'GIT_NOGLOB_PATHSPECS',
  'GIT_ICASE_PATHSPECS',
];

function withoutHook(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OF_A_HOOK.includes(name)));
}

/** What git said when it failed, in the user's words where we know the case. */
export function explained(folder: string, args: readonly string[], stderr: string): string {
  const known = KNOWN.find(([said]) => said.test(stderr));
  if (known) return known[1](folder, stderr);
  const command = args.find(arg => /^[a-z]/.test(arg)) ?? '';
  return `git ${command} failed in ${folder}: ${stderr.trim() || 'it does not say why'}`;
}

const KNOWN: ReadonlyArray<readonly [RegExp, (folder: string, stderr: string) => string]> = [
  [
    /dubious ownership|unsafe repository/,
    folder =>
      `git refuses to read ${folder}, because the repository belongs to another user; to trust it: ` +
      `git config --global --add safe.directory <its root>`,
  ],
  [
    /not a git repository/i,
    folder => `${folder} is in no git work tree: go to the folder of the project, or make a repository with "git init"`,
  ],
  [/bad revision 'HEAD'|ambiguous argument 'HEAD'/, () => 'nothing is committed here yet: make a first commit'],
  [
    /must be run in a work tree/,
    folder => `${folder} is a bare git repository, without files: go to a clone that has a work tree`,
  ],
  [
    /index\.lock': File exists/,
    (_, stderr) =>
      `another git command is at work here: wait until it is done; if there is none, remove ` +
      `${/'(.*index\.lock)'/.exec(stderr)?.[1]}`,
  ],
  [
    /partial commit during a ([\w-]+)/,
    (_, stderr) => {
      const what = /partial commit during a ([\w-]+)/.exec(stderr)![1];
      return `a ${what} is under way here: finish it, or give it up with "git ${what} --abort"; then try again`;
    },
  ],
];
