import { execFileSync } from 'node:child_process';

const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'gc.auto=0'];

/** Commits what stands at some paths of a repository, by default at all. */
export function commit(folder: string, paths: readonly string[] = ['.']): void {
  if (paths.length) git(folder, 'add', '--all', '--', ...paths);
  git(folder, 'commit', '--quiet', '--allow-empty', '--message=change');
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', [...IDENTITY, ...args], { cwd: folder, stdio: 'ignore', timeout: 20_000 });
}
