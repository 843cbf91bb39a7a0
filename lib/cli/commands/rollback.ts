import type { Command } from 'commander';
import { rollback } from '../../release/rollback';
import { type ChangeOptions, changeCommand, examples } from '../change-command';
import { rollbackTarget } from '../rollback-target';
import { runAndTell } from '../run-and-tell';
import { type GateChoice, skipGateOption } from '../skip-gate-option';

export function rollbackCommand(): Command {
  return changeCommand('rollback')
    .summary('make the previous colour active again')
    .description(
      'Makes the previous colour active again, with the very release that users were on: image, config and all. ' +
        'Git tells which one that was.',
    )
    .addOption(skipGateOption())
    .addHelpText('after', examples('bluegreen rollback ping --env production --commit'))
    .action((applications: string[], options: ChangeOptions & GateChoice) =>
      runAndTell('rollback', applications, options, (current, { root }) =>
        rollback(current, rollbackTarget(root, current), options.skipGate),
      ),
    );
}
