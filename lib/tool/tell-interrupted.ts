import { commitCommand } from '../change/commit-command';
import { firstOf } from '../change/folders';
import { changed } from '../git/changed';
import type { Interrupted } from '../write/hold-project';
import { complain } from './print';

/** Says on standard error what interrupted runs left half done, and what they did not come to commit. */
export function tellInterrupted(root: string, { recovered, uncommitted }: Interrupted): void {
  if (recovered) complain(recovered);
  for (const { by, paths, message } of uncommitted) {
    const left = changed(root, paths);
    const told = left.length
      ? `what it had written is not committed yet: ${firstOf(left)}. To commit it:\n  ${commitCommand(left, message)}`
      : 'it had left nothing uncommitted';
    complain(`${by} was interrupted; ${told}`);
  }
}
