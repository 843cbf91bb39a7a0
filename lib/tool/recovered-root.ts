import { recoverInterrupted } from '../write/hold-project';
import { projectRoot } from './project-root';

/**
 * The folder of the project, for a verb that only reads: what an interrupted run left half done is put right first, and
 * said.
 * @throws UsageError where there is none; WriteError where it can't be put right
 */
export function recoveredRoot(): string {
  const root = projectRoot(process.cwd());
  const recovered = recoverInterrupted(root);
  if (recovered) console.error(recovered);
  return root;
}
