import { Command } from 'commander';
import { adoptCommand } from './commands/adopt';
import { advanceCommand } from './commands/advance';
import { checkCommand } from './commands/check';
import { completionCommand } from './commands/completion';
import { contractCommand } from './commands/contract';
import { deployCommand } from './commands/deploy';
import { ejectCommand } from './commands/eject';
import { historyCommand } from './commands/history';
import { holdCommand } from './commands/hold';
import { initCommand } from './commands/init';
import { newCommand } from './commands/new';
import { planCommand } from './commands/plan';
import { promoteCommand } from './commands/promote';
import { retireCommand } from './commands/retire';
import { rollbackCommand } from './commands/rollback';
import { serveCommand } from './commands/serve';
import { statusCommand } from './commands/status';
import { synthCommand } from './commands/synth';
import { refuseRepeats } from './given-once';
import { examples } from './options';

/** The command line, all of it; it runs nothing before it is parsed. */
export function program(version: string): Command {
  const root = new Command('bluegreen')
    .description(
      'Blue-green delivery as plain YAML in git: each verb edits the release files and dist/, and nothing else.',
    )
    .version(version, '-V, --version', 'print the version')
    .addHelpText(
      'after',
      `${examples('bluegreen status', 'bluegreen deploy ping --env production --tag 3.0 --dry-run')}
Exit codes: 0 done or nothing to do, 1 the input or the change is bad, 2 wrong usage.`,
    );
  for (const command of [
    statusCommand(),
    serveCommand(),
    deployCommand(),
    promoteCommand(),
    rollbackCommand(),
    retireCommand(),
    contractCommand(),
    advanceCommand(),
    holdCommand(),
    synthCommand(),
    checkCommand(),
    planCommand(),
    initCommand(),
    newCommand(),
    adoptCommand(),
    ejectCommand(),
    historyCommand(),
    completionCommand(root),
  ]) {
    refuseRepeats(command);
    root.addCommand(command);
  }
  return root.enablePositionalOptions().showHelpAfterError('See "bluegreen --help".');
}
