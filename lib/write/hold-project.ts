import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recoverTransaction } from './journal';
import { lock } from './lock';
import { leftToCommit, type Uncommitted } from './to-commit';
import { recoverTrees } from './tree-writer';
import { inWords } from './write-error';

const FOLDER = '.bluegreen';

/** What interrupted runs left. */
export interface Interrupted {
  /** What was half done and this run put right, in words; most often undefined. */
  readonly recovered?: string;
  /** What they were to commit in git; some of it may be committed. Told once. */
  readonly uncommitted: readonly Uncommitted[];
}

/** Whoever reads a project in order to change it holds it, so that nobody changes it in between. */
interface Hold extends Interrupted {
  /** The folder for what is set aside. */
  readonly folder: string;
  release(): void;
}

/**
 * Waits for whoever holds the project, and completes or clears what an interrupted run left.
 * @throws WriteError that names the holder when it does not let go, or the file that keeps a change from being completed
 */
export function holdProject(root: string, patienceMilliseconds = 5000): Hold {
  const folder = join(resolve(root), FOLDER);
  return inWords(root, () => {
    const held = lock(folder, patienceMilliseconds);
    try {
      const put = [...recoverTrees(root), recoverTransaction(root, folder)].filter(words => words !== undefined);
      const uncommitted = leftToCommit(folder);
      const nothing = held.inheritedFrom && `${held.inheritedFrom} was interrupted; it had left nothing half done`;
      const recovered = put.join('\n') || (uncommitted.length ? undefined : nothing);
      return { folder, recovered, uncommitted, release: () => held.release() };
    } catch (error) {
      held.release();
      throw error;
    }
  });
}

/**
 * For who only reads: puts right what an interrupted run left half done. Without such a run it writes nothing.
 * @throws WriteError as `holdProject` does
 */
export function recoverInterrupted(root: string, patienceMilliseconds?: number): Interrupted {
  if (!existsSync(join(root, FOLDER))) return { uncommitted: [] };
  const { recovered, uncommitted, release } = holdProject(root, patienceMilliseconds);
  release();
  return { recovered, uncommitted };
}
