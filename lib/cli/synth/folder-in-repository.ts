import { GitError } from '../../git/git-error';
import { prefixOf } from '../../git/work-tree';

/** The folder of the project from the root of its repository, empty for the root; undefined outside a git work tree. */
export function folderInRepository(root: string): string | undefined {
  try {
    return prefixOf(root).replace(/\/$/, '');
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return undefined;
  }
}
