import { CommanderError } from 'commander';
import { UserError } from '../text/user-error';
import { complain } from './print';

/** The command was called in a wrong way. */
export class UsageError extends UserError {
  public override readonly exitCode = 2;
}

/**
 * Says in words why a run ends, for all programs alike; commander has said what it knows.
 * @returns the exit code
 * @throws the error, where it is a fault of ours, which is to keep its stack trace
 */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof UserError)) throw error;
  complain(error.text);
  return error.exitCode;
}
