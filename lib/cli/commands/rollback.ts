import type { Command } from 'commander';
import { rollback } from '../../release/rollback';
import {
  type AloneChoice,
  aloneOption,
  type ChangeOptions,
  changeCommand,
  examples,
  type GateChoice,
  skipGateOption,
} from '../options';
import { runVerb } from '../verbs/run';

export function rollbackCommand(): Command {
  return changeCommand('rollback')
    .description(
      'Makes the previous colour active again, with the very release that users were on: image, config and all. ' +
        'Git tells which one that was. Of a group, all go back that moved last.',
    )
    .addOption(skipGateOption())
    .addOption(aloneOption())
    .addHelpText('after', examples('bluegreen rollback ping --env production --commit'))
    .action((applications: string[], options: AloneChoice & ChangeOptions & GateChoice) =>
      runVerb('rollback', applications, options, (current, { left }) =>
        rollback(current, left(current), options.skipGate),
      ),
    );
}
