import type { Command } from 'commander';
import { promote } from '../../change/promote';
import { type ChangeOptions, changeCommand, examples } from '../change-command';
import { type ColourChoice, colourOption } from '../colour-option';
import { runAndTell } from '../run-and-tell';

export function promoteCommand(): Command {
  return changeCommand('promote')
    .summary('make the idle colour active')
    .description('Makes the idle colour active: users move to it. Several applications are one change.')
    .addOption(colourOption('do nothing where this colour is active already'))
    .addHelpText(
      'after',
      examples(
        'bluegreen promote ping --env production --dry-run',
        'bluegreen promote ping --env production --colour green --commit',
      ),
    )
    .action((applications: string[], options: ChangeOptions & ColourChoice) =>
      runAndTell('promote', applications, options, standing => promote(standing, options.colour)),
    );
}
