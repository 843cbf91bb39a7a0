import { GitError } from '../git/git-error';
import { prefixOf, remotesOf } from '../git/work-tree';
import type { ProjectPlace } from '../project/engines/gitops';

/** Where a project stands, as git knows it; undefined outside a git work tree. */
export function placeInRepository(root: string): ProjectPlace | undefined {
  try {
    return { folder: prefixOf(root).replace(/\/$/, ''), remotes: () => remotesOf(root) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return undefined;
  }
}
