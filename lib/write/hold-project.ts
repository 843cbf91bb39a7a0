import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recoverTransaction } from './journal';
import { lock } from './lock';
import { recoverTrees } from './tree-writer';
import { inWords } from './write-error';

const FOLDER = '.bluegreen';

/** Whoever reads a project in order to change it holds it, so that nobody changes it in between. */
interface Hold {
  /** The folder for what is set aside. */
  readonly folder: string;
  /** What an interrupted run left half done and this one put right, in words; most often undefined. */
  readonly recovered?: string;
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
      const nothing = held.inheritedFrom && `${held.inheritedFrom} was interrupted; it had left nothing half done`;
      return { folder, recovered: put.join('\n') || nothing, release: () => held.release() };
    } catch (error) {
      held.release();
      throw error;
    }
  });
}

/**
 * For who only reads: puts right what an interrupted run left half done. Without such a run it writes nothing.
 * @returns what was put right, in words
 * @throws WriteError as `holdProject` does
 */
export function recoverInterrupted(root: string, patienceMilliseconds?: number): string | undefined {
  if (!existsSync(join(root, FOLDER))) return undefined;
  const { recovered, release } = holdProject(root, patienceMilliseconds);
  release();
  return recovered;
}
