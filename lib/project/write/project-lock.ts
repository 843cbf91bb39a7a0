import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { recoverTransaction } from './complete';
import { DUE } from './journal';
import { isHeld, lock } from './lock';
import { pendingCommits, type Uncommitted } from './pending-commit';
import { hasProjectFolder, PROJECT_FOLDER } from './project-folder';
import { withPath } from './write-error';

/** What interrupted runs left. */
export interface Interrupted {
  /** What was half done and this run put right, in words; most often undefined. */
  readonly recovered?: string;
  /** What they were to commit in git; some of it may be committed. Whoever told the user forgets it. */
  readonly uncommitted: readonly Uncommitted[];
}

/** Whoever reads a project in order to change it holds it, so that nobody changes it in between. */
export interface ProjectLock extends Interrupted {
  /** The folder for what is set aside. */
  readonly folder: string;
  release(): void;
}

/**
 * Waits for whoever holds the project, and completes or clears what an interrupted run left.
 * @throws WriteError that names the holder when it does not let go, or the file that keeps a change from being completed
 */
export function lockProject(root: string, patienceMilliseconds = 5000): ProjectLock {
  const folder = join(resolve(root), PROJECT_FOLDER);
  return withPath(root, () => {
    hasProjectFolder(root);
    const held = lock(folder, patienceMilliseconds);
    try {
      const put = recoverTransaction(root, folder);
      const uncommitted = pendingCommits(folder);
      const nothing = held.inheritedFrom && `${held.inheritedFrom} was interrupted; it had left nothing half done`;
      const recovered = put ?? (uncommitted.length ? undefined : nothing);
      return { folder, recovered, uncommitted, release: () => held.release() };
    } catch (error) {
      held.release();
      throw error;
    }
  });
}

/**
 * For who only reads: puts right what an interrupted run left half done. Without such a run it writes nothing. Of a run
 * that takes long it does not wait for the end, but where that is in the middle of its changes.
 * @throws WriteError as `lockProject` does
 */
export function recoverInterrupted(root: string, patienceMilliseconds?: number): Interrupted {
  if (!withPath(root, () => hasProjectFolder(root))) return { uncommitted: [] };
  try {
    const { recovered, uncommitted, release } = lockProject(root, patienceMilliseconds);
    release();
    return { recovered, uncommitted };
  } catch (error) {
    const folder = join(resolve(root), PROJECT_FOLDER);
    // Until its changes are due, all files are as they were.
    if (isHeld(folder) && !existsSync(join(folder, DUE))) return { uncommitted: [] };
    throw error;
  }
}
