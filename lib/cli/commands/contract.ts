import type { Command } from 'commander';
import { contract } from '../../release/contract';
import { type ChangeOptions, changeCommand, examples } from '../options';
import { runVerb } from '../verbs/run';

export function contractCommand(): Command {
  return changeCommand('contract')
    .description(
      'Runs the contract migration of the release that users are on (`migrate.contract` of its spec). ' +
        'Refused until the other colour is retired: nobody can go back there afterwards.',
    )
    .addHelpText('after', examples('bluegreen contract shop --env production --dry-run'))
    .action((applications: string[], options: ChangeOptions) => runVerb('contract', applications, options, contract));
}
