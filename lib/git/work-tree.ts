import { git } from './git';
import { GitError } from './git-error';

/**
 * The root of the git work tree that a folder is in.
 * @throws GitError where there is none
 */
export function workTree(folder: string): string {
  return git(folder, ['rev-parse', '--show-toplevel']).toString().replace(/\n$/, '');
}

/** The path from the root of the work tree to a folder in it: empty, or with "/" at its end. */
export function prefixOf(folder: string): string {
  return git(folder, ['rev-parse', '--show-prefix']).toString().replace(/\n$/, '');
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
