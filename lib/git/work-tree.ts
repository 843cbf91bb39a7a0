import { git, runGit } from './git';
import { GitError } from './git-error';

// By folder: a work tree that is there stays where it is as long as a run lasts, and each question is a process.
const KNOWN = new Map<string, string>();

/**
 * The root of the git work tree that a folder is in.
 * @throws GitError where there is none
 */
export function workTree(folder: string): string {
  const known = KNOWN.get(folder);
  if (known !== undefined) return known;
  const root = git(folder, ['rev-parse', '--show-toplevel']).toString().replace(/\n$/, '');
  KNOWN.set(folder, root);
  return root;
}

/**
 * Where git keeps what belongs to the work tree that a folder is in.
 * @throws GitError where there is none
 */
export function gitFolder(folder: string): string {
  return git(folder, ['rev-parse', '--absolute-git-dir']).toString().replace(/\n$/, '');
}

/** The path from the root of the work tree to a folder in it: empty, or with "/" at its end. */
export function prefixOf(folder: string): string {
  return git(folder, ['rev-parse', '--show-prefix']).toString().replace(/\n$/, '');
}

/** The addresses of the repositories that a work tree is fetched from; none where there are none. */
export function remotesOf(folder: string): string[] {
  const { stdout } = runGit(folder, ['config', '--null', '--get-regexp', '^remote\\..*\\.url$']);
  return stdout
    .toString()
    .split('\0')
    .flatMap(line => line.split('\n')[1] ?? []);
}

/** Whether git could commit what is in a folder. */
export function isInWorkTree(folder: string): boolean {
  try {
    workTree(folder);
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return false;
  }
}
