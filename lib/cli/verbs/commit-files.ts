import { commit } from '../../git/commit';
import { GitError } from '../../git/git-error';
import { readFileText } from '../../project/files/file-text';
import { layoutIn } from '../layout-in';
import { commitCommand } from './next';

/**
 * Commits files that were just written.
 * @returns the commit; undefined where nothing differs from the one before
 * @throws GitError that says how to commit them once what is wrong is mended
 */
export function commitFiles(
  root: string,
  writes: ReadonlyMap<string, string | undefined>,
  message: string,
): string | undefined {
  const paths = [...writes.keys()];
  try {
    refuseOthersEdits(root, writes);
    return commit(root, paths, message);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const command = commitCommand(layoutIn(root), paths, message);
    throw new GitError(`${error.message}\nThe files are written. When that is mended, commit them:\n  ${command}`);
  }
}

// Hooks of git may run this tool, so that the project is not held by now: an edit of somebody else that falls in between
// would be committed under a message that does not know of it.
function refuseOthersEdits(root: string, writes: ReadonlyMap<string, string | undefined>): void {
  const edited = [...writes].filter(([path, content]) => {
    const read = readFileText(root, path);
    return ('text' in read ? read.text : undefined) !== content;
  });
  if (!edited.length) return;
  throw new GitError(`${edited.map(([path]) => path).join(', ')} changed after it was written; nothing is committed`);
}
