import { git } from './git';

/**
 * The root of the git work tree that a folder is in.
 * @throws GitError where there is none
 */
export function workTree(folder: string): string {
  return git(folder, ['rev-parse', '--show-toplevel']).toString().replace(/\n$/, '');
}
