import { accessSync, constants, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { changed } from './changed';
import { explained, git, runGit } from './git';
import { GitError } from './git-error';
import { objectsOf } from './objects';
import { objectsAt } from './objects-at';

/**
 * Commits exactly these files as they are in the work tree: edited, new and removed ones. Whatever else is staged or
 * edited stays as it is. Runs the user's hooks and signs as they set it up.
 * @param folder in the work tree; the paths are relative to it
 * @returns the new commit, or undefined where the files are as they were committed
 * @throws GitError that says why git did not commit; then nothing is staged that was not before
 */
export function commit(folder: string, paths: readonly string[], message: string): string | undefined {
  const touched = changed(folder, paths);
  if (!touched.length) return undefined;
  const fresh = unknownOf(
    folder,
    touched.filter(path => existsSync(join(folder, path))),
  );
  try {
    // `git commit` takes only paths that git knows.
    if (fresh.length) add(folder, fresh);
    record(folder, touched, message);
  } catch (error) {
    if (fresh.length) git(folder, ['update-index', '--force-remove', '-z', '--stdin'], nulTerminated(fresh));
    throw error;
  }
  return git(folder, ['rev-parse', 'HEAD']).toString().trim();
}

const PATHS_FROM_INPUT = ['--pathspec-from-file=-', '--pathspec-file-nul'];

function record(folder: string, paths: readonly string[], message: string): void {
  const args = ['--literal-pathspecs', 'commit', '--quiet', '--only', '--cleanup=whitespace'];
  const result = withFile(message, file =>
    // The hooks keep the user's language.
    runGit(folder, [...args, `--file=${file}`, ...PATHS_FROM_INPUT], nulTerminated(paths), { language: 'ofTheUser' }),
  );
  if (result.status === 0) return;
  // git itself fails with 128, and there is something to commit: that leaves the hooks.
  const hooks = result.status === 1 ? hooksOf(folder) : [];
  const said = result.stderr.trim();
  if (result.status === 128) checkIdentity(folder);
  if (hooks.length) throw new GitError(`the hook ${hooks.join(' or ')} refused the commit${said && `:\n${said}`}`);
  throw new GitError(explained(folder, args, said || result.stdout.toString()));
}

// What changes for users of a whole fleet is longer than a word of a command may be, and its input are the paths.
function withFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'blue-green-'));
  try {
    const file = join(folder, 'message');
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function add(folder: string, paths: readonly string[]): void {
  const args = ['--literal-pathspecs', 'add', '--intent-to-add', ...PATHS_FROM_INPUT];
  const { status, stderr } = runGit(folder, args, nulTerminated(paths));
  if (status === 0) return;
  const [, ignored] = /ignored by one of your \.gitignore files:\n([\s\S]*?)(?:\nhint:|\n*$)/.exec(stderr) ?? [];
  if (!ignored) throw new GitError(explained(folder, args, stderr));
  throw new GitError(
    `git is told to ignore ${ignored.split('\n').join(', ')}, which is to be committed: ` +
      `take the line out of .gitignore; "git check-ignore -v --no-index ${paths[0]}" shows which`,
  );
}

// Git says only that something is missing; in a repository where nothing is, this is not even asked.
function checkIdentity(folder: string): void {
  for (const [who, variable] of [
    ['author', 'GIT_AUTHOR_IDENT'],
    ['committer', 'GIT_COMMITTER_IDENT'],
  ] as const) {
    const { status } = runGit(folder, ['var', variable]);
    if (status === 0) continue;
    throw new GitError(
      `git does not know the name or the address of the ${who}: ` +
        'git config --global user.name "Your Name", and git config --global user.email you@example.com',
    );
  }
}

function unknownOf(folder: string, paths: readonly string[]): string[] {
  const { objects } = objectsAt(folder, 'HEAD', paths, false);
  const fresh = paths.filter((_, index) => !objects[index]);
  const staged = objectsOf(
    folder,
    fresh.map(path => `:0:./${path}`),
    false,
  );
  return fresh.filter((_, index) => !staged[index]);
}

function hooksOf(folder: string): string[] {
  const hooks = git(folder, ['rev-parse', '--git-path', 'hooks']).toString().trimEnd();
  return ['pre-commit', 'prepare-commit-msg', 'commit-msg'].filter(name => {
    try {
      accessSync(resolve(folder, hooks, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function nulTerminated(paths: readonly string[]): string {
  return paths.map(path => `${path}\0`).join('');
}
