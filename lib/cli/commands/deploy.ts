import { type Command, InvalidArgumentError } from 'commander';
import { deploy, type Wanted } from '../../release/deploy';
import { UsageError } from '../errors';
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

interface DeployOptions extends ChangeOptions, ColourChoice, LiveChoice, Wanted {}

export function deployCommand(): Command {
  return changeCommand('deploy')
    .description(
      'Freezes apps/<app>.yaml with an image as a release on the idle colour, at full size, or as many pods as idle.preview says. Users stay where they are.',
    )
    .option('--image <reference>', 'the image with its tag or digest')
    .option('--tag <tag>', "the tag of the spec's image")
    .option('--version <text>', 'what people call the release (default: the tag)')
    .option(
      '--replicas <number>',
      'number of pods, with autoscaling the fewest (default: what the spec says)',
      wholeNumber,
    )
    .option('--full', 'at full size at once, whatever idle.preview says: the promotion is one commit then')
    .option('--allow-latest', 'take an image without tag and digest, or the tag latest')
    .addOption(colourOption('refuse unless this is the idle colour'))
    .option('--again', 'restart pods that run just this already, such as after a Secret has changed')
    .addOption(
      liveOption(
        'by kubectl: refuse where users are on this colour yet, and start with as many pods as the active one has',
      ),
    )
    .addHelpText(
      'after',
      examples(
        'bluegreen deploy ping --env production --tag 3.0',
        'bluegreen deploy ping --env production --image pkw0301/app:3.0 --dry-run',
      ),
    )
    .action((applications: string[], options: DeployOptions) => {
      if ((options.image === undefined) === (options.tag === undefined)) {
        throw new UsageError('say what to deploy: either --image or --tag');
      }
      return runVerb('deploy', applications, options, (current, asked) =>
        deploy(current, options, options.colour, asked),
      );
    });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number of at least 1.');
}
