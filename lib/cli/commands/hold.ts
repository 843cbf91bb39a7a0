import { type Command, InvalidArgumentError, Option } from 'commander';
import { hold } from '../../release/hold';
import { UsageError } from '../errors';
import { type ChangeOptions, changeCommand, examples, refuseOption } from '../options';
import { runVerb } from '../verbs/run';

interface HoldOptions extends ChangeOptions {
  readonly reason?: string;
  readonly end?: boolean;
}

export function holdCommand(): Command {
  return changeCommand('hold')
    .description(
      'Writes into the release file why "bluegreen advance" is to leave an application alone, whatever happens. People can do all they could.',
    )
    .addOption(new Option('--reason <reason>', 'why; it stands in git').argParser(reasonOf).conflicts('end'))
    .option('--end', 'let it go on')
    .addHelpText(
      'after',
      examples(
        'bluegreen hold ping --env production --reason "the campaign starts on Monday" --commit',
        'bluegreen hold ping --env production --end --commit',
      ),
    )
    .action((applications: string[], options: HoldOptions) => {
      if (options.reason === undefined && !options.end) throw new UsageError('say why: --reason <reason>; or --end');
      return runVerb('hold', applications, options, current => hold(current, options.reason));
    });
}

function reasonOf(reason: string): string {
  refuseOption(reason);
  const line = reason.trim();
  if (line && line.length <= 500 && !/\p{Cc}/u.test(line)) return line;
  throw new InvalidArgumentError('expected a reason in one line of at most 500 characters.');
}
