import { changed } from '../git/changed';
import { GitError } from '../git/git-error';
import type { Interrupted } from '../project/write/hold-project';
import { commitCommand } from '../release/commit-command';
import { firstOf } from '../release/paths';
import { complain } from './print';

/**
 * Says on standard error what interrupted runs left half done, and what they did not come to commit. That is forgotten
 * once it is told; while git can't be read, nobody knows how much of it is committed, so it is told again.
 */
export function tellInterrupted(root: string, { recovered, uncommitted }: Interrupted): void {
  if (recovered) complain(recovered);
  for (const { by, paths, message, forget } of uncommitted) {
    const left = leftOf(root, paths);
    if ('unknown' in left) {
      const what = `${firstOf(paths)} may not be committed, which can't be told: ${left.unknown}`;
      complain(`${by} was interrupted; ${what}\nWhat it was to do then:\n  ${commitCommand(paths, message)}`);
      continue;
    }
    const told = left.paths.length
      ? `what it had written is not committed yet: ${firstOf(left.paths)}. To commit it:\n  ${commitCommand(left.paths, message)}`
      : 'it had left nothing uncommitted';
    complain(`${by} was interrupted; ${told}`);
    forget();
  }
}

function leftOf(
  root: string,
  paths: readonly string[],
): { readonly paths: readonly string[] } | { readonly unknown: string } {
  try {
    return { paths: changed(root, paths) };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { unknown: error.message };
  }
}
