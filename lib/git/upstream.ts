import { git, runGit } from './git';
import { GitError } from './git-error';

/** The branch that is checked out, and the one that it is pushed to. */
export interface Upstream {
  readonly remote: string;
  /** Its name there. */
  readonly branch: string;
  /** Where it is known here, such as `origin/main`. */
  readonly tracking: string;
}

/**
 * Where the branch goes that is checked out.
 * @throws GitError where none is, or it goes nowhere
 */
export function upstreamOf(folder: string): Upstream {
  const head = runGit(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  if (head.status !== 0) {
    throw new GitError('no branch is checked out, so there is none to push: git checkout -B main origin/main');
  }
  const name = text(head.stdout);
  const [remote, merge] = ['remote', 'merge'].map(key => {
    const { status, stdout } = runGit(folder, ['config', '--get', `branch.${name}.${key}`]);
    return status === 0 ? text(stdout) : undefined;
  });
  const tracking = runGit(folder, ['rev-parse', '--abbrev-ref', '--symbolic-full-name', '@{upstream}']);
  if (!remote || !merge || tracking.status !== 0) {
    throw new GitError(`the branch ${name} is not pushed anywhere yet: git push --set-upstream origin ${name}`);
  }
  return { remote, branch: merge.replace(/^refs\/heads\//, ''), tracking: text(tracking.stdout) };
}

/**
 * Fetches the branch.
 * @throws GitError
 */
export function fetchUpstream(folder: string, { remote, branch, tracking }: Upstream): string {
  git(folder, ['fetch', '--quiet', remote, `+refs/heads/${branch}:refs/remotes/${tracking}`]);
  return headOf(folder, `refs/remotes/${tracking}`);
}

/** The commit that is checked out, or that a name means. */
export function headOf(folder: string, name = 'HEAD'): string {
  return text(git(folder, ['rev-parse', '--verify', `${name}^{commit}`]));
}

/** Commits that one commit has and another one has not, without those whose message has a line that begins with a text. */
export function commitsBetween(folder: string, from: string, to: string, without: string): string[] {
  const args = ['log', '--format=%H', '--invert-grep', `--grep=^${without}`, `${from}..${to}`];
  return text(git(folder, args)).split('\n').filter(Boolean);
}

/**
 * Goes to another commit with the branch that is checked out. What is edited and not committed stays, or nothing is done.
 * @throws GitError where an edited file would change
 */
export function goTo(folder: string, commit: string): void {
  const { status, stderr } = runGit(folder, ['reset', '--keep', '--quiet', commit]);
  if (status === 0) return;
  throw new GitError(
    `files that differ between here and ${commit.slice(0, 7)} are edited and not committed: commit them, or take them back (${stderr.trim().split('\n')[0]})`,
  );
}

/**
 * Pushes a commit to a branch, never by force.
 * @returns false where somebody else was there first
 * @throws GitError where it can't be pushed at all
 */
export function push(folder: string, commit: string, { remote, branch }: Upstream): boolean {
  const result = runGit(folder, ['push', '--porcelain', remote, `${commit}:refs/heads/${branch}`]);
  if (result.status === 0) return true;
  const said = `${result.stdout}${result.stderr}`;
  // A hook of the server's refuses with "[remote rejected]": that is no race, save where it lost one for the lock.
  if (/\[rejected\]|\[remote rejected\].*(cannot lock ref|failed to update ref|incorrect old value)/.test(said))
    return false;
  throw new GitError(`git can't push to ${remote} ${branch}: ${said.trim().split('\n').slice(-3).join(' ')}`);
}

function text(output: Buffer): string {
  return output.toString().trim();
}
