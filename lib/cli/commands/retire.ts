import type { Command } from 'commander';
import { retire } from '../../release/retire';
import {
  type ChangeOptions,
  type ColourChoice,
  changeCommand,
  colourOption,
  examples,
  type LiveChoice,
  liveOption,
} from '../options';
import { runVerb } from '../verbs/run';

export function retireCommand(): Command {
  return changeCommand('retire')
    .description(
      'Shrinks the idle colour to its idle size (`idle.replicas` of the spec, 0 by default). Its objects stay.',
    )
    .addOption(colourOption('refuse unless this is the idle colour'))
    .addOption(liveOption('by kubectl: refuse where the cluster still leads users to this colour'))
    .addHelpText('after', examples('bluegreen retire ping --env production --dry-run'))
    .action((applications: string[], options: ChangeOptions & ColourChoice & LiveChoice) =>
      runVerb('retire', applications, options, (current, { justLeft }) => retire(current, options.colour, justLeft)),
    );
}
