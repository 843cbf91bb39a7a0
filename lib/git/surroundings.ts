import { git } from './git';
import { GitError } from './git-error';

/** The address that a folder's repository is fetched from: of `origin`, or of the only remote there is. */
export function remoteAddress(folder: string): string | undefined {
  const remotes = lines(folder, ['remote']) ?? [];
  const remote = remotes.includes('origin') ? 'origin' : remotes.length === 1 ? remotes[0] : undefined;
  return remote && lines(folder, ['remote', 'get-url', remote])?.[0];
}

/** The branch that others start from, as the remote says it; else the current one. Undefined where nobody knows. */
export function mainBranch(folder: string): string | undefined {
  const [remote] = lines(folder, ['symbolic-ref', '--short', 'refs/remotes/origin/HEAD']) ?? [];
  return remote?.replace(/^origin\//, '') ?? lines(folder, ['symbolic-ref', '--short', 'HEAD'])?.[0];
}

function lines(folder: string, args: readonly string[]): string[] | undefined {
  try {
    return git(folder, args).toString().split('\n').filter(Boolean);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return undefined;
  }
}
