import { explained, runGit } from './git';
import { GitError } from './git-error';

/** Which of these files git is told to ignore, and does not have all the same. */
export function ignored(folder: string, paths: readonly string[]): Set<string> {
  if (!paths.length) return new Set();
  const args = ['check-ignore', '-z', '--stdin'];
  const { status, stdout, stderr } = runGit(folder, args, paths.map(path => `${path}\0`).join(''));
  // 1 says that there is none.
  if (status > 1) throw new GitError(explained(folder, args, stderr));
  return new Set(stdout.toString().split('\0').filter(Boolean));
}
