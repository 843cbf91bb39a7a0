import { CommanderError } from 'commander';
import { version } from '../../package.json';
import { GitError } from '../git/git-error';
import { BadFolder } from '../read/bad-folder';
import { WriteError } from '../write/write-error';
import { BadInput } from './bad-input';
import { complain } from './print';
import { program } from './program';
import { UsageError } from './usage';

const BAD_INPUT = 1;
const WRONG_USAGE = 2;

// The process sets the exit code and lets node end by itself, so that a pipe gets all that was printed.
async function main(): Promise<void> {
  const root = program(version);
  for (const command of [root, ...root.commands]) command.exitOverride();
  try {
    await root.parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

// Mistakes of the user are said in words; a fault of ours keeps its stack trace.
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (error instanceof UsageError) {
    complain(`error: ${error.message}`);
    return WRONG_USAGE;
  }
  if (error instanceof BadInput) {
    complain(error.message);
    return BAD_INPUT;
  }
  if (error instanceof WriteError || error instanceof GitError || error instanceof BadFolder) {
    complain(`error: ${error.message}`);
    return BAD_INPUT;
  }
  throw error;
}

main();
