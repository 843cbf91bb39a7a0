import { GitError } from '../git/git-error';
import { BadFolder } from '../project/files/bad-folder';
import { WriteError } from '../project/write/write-error';
import { BadInput } from './bad-input';
import { complain } from './print';
import { UsageError } from './usage';

export const BAD_INPUT = 1;
export const WRONG_USAGE = 2;

/**
 * Says a mistake of the user in words, for all programs alike.
 * @returns the exit code; undefined for a fault of ours, which is to keep its stack trace
 */
export function explainedExit(error: unknown): number | undefined {
  const isUsage = error instanceof UsageError;
  const isOther = error instanceof WriteError || error instanceof GitError || error instanceof BadFolder;
  if (!isUsage && !isOther && !(error instanceof BadInput)) return undefined;
  complain(error instanceof BadInput ? error.message : `error: ${error.message}`);
  return isUsage ? WRONG_USAGE : BAD_INPUT;
}
