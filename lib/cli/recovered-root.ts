import { recoverInterrupted } from '../project/write/hold-project';
import { currentFolder } from './current-folder';
import { projectRoot } from './project-root';
import { tellInterrupted } from './tell-interrupted';

/**
 * The folder of the project, for a verb that only reads: what an interrupted run left half done is put right first, and
 * said.
 * @throws UsageError where there is none; WriteError where it can't be put right
 */
export function recoveredRoot(): string {
  const root = projectRoot(currentFolder());
  tellInterrupted(root, recoverInterrupted(root));
  return root;
}
