import { type Command, InvalidArgumentError, Option } from 'commander';
import { attempt } from '../../release/attempt';
import { promote } from '../../release/promote';
import {
  type AloneChoice,
  aloneOption,
  type ChangeOptions,
  type ColourChoice,
  changeCommand,
  colourOption,
  examples,
  type GateChoice,
  type LiveChoice,
  liveOption,
  skipGateOption,
} from '../options';
import { runVerb } from '../verbs/run';

interface PromoteOptions extends AloneChoice, ChangeOptions, ColourChoice, GateChoice, LiveChoice {
  readonly weight?: number;
  readonly attempt?: boolean;
}

export function promoteCommand(): Command {
  return changeCommand('promote')
    .description(
      'Makes the idle colour active: users move to it. What has fewer pods, because of idle.preview, is raised by a first commit, and users move with a second one. Several applications are one change, and those of a group move together.',
    )
    .addOption(colourOption('do nothing where this colour is active already'))
    .addOption(
      new Option('--weight <percent>', 'move so many of the requests, with traffic: route')
        .argParser(percent)
        .conflicts('attempt'),
    )
    .addOption(
      new Option('--attempt', 'let the gate of a promotion that failed try again').conflicts(['colour', 'skipGate']),
    )
    .addOption(
      liveOption(
        'by kubectl: refuse where the active colour has more pods now than the idle one starts with',
      ).conflicts('attempt'),
    )
    .addOption(skipGateOption())
    .addOption(aloneOption().conflicts('attempt'))
    .addHelpText(
      'after',
      examples(
        'bluegreen promote ping --env production --dry-run',
        'bluegreen promote ping --env production --colour green --commit',
        'bluegreen promote ping --env production --attempt --commit',
      ),
    )
    .action((applications: string[], options: PromoteOptions) =>
      runVerb('promote', applications, options, (current, { left, livePods }) => {
        if (options.attempt) return attempt(current);
        // With a look at the cluster, users have been seen where git says.
        const seen = options.live ? {} : { left: left(current) };
        return promote(current, { ...options, ...seen, ...(livePods !== undefined && { livePods }) });
      }),
    );
}

function percent(value: string): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 99) return number;
  throw new InvalidArgumentError('expected percent from 1 to 99; without --weight all requests move.');
}
