import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { UsageError } from '../errors';
import { historyReport } from '../history/history-report';
import { environmentsOption, examples, outputOption } from '../options';
import { print } from '../print';
import { recoveredRoot, settingsOf } from '../project';
import { environmentsFor } from '../selection';

interface HistoryOptions {
  readonly env: readonly string[];
  readonly svg?: string;
  readonly output: 'text' | 'json';
}

export function historyCommand(): Command {
  return new Command('history')
    .summary('tell who changed what, and how long each release was live')
    .description(
      'Tells from git who deployed, promoted, rolled back and retired what and when, and how long each release was live.',
    )
    .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes (default: all)')
    .addOption(environmentsOption())
    .option('--svg <file>', 'write a picture of it too: a timeline of the colours')
    .addOption(outputOption())
    .addHelpText('after', examples('bluegreen history ping', 'bluegreen history --env production --svg history.svg'))
    .action((names: string[], { env, svg, output }: HistoryOptions) => {
      const root = recoveredRoot();
      const known = Object.keys(settingsOf(root).value.environments);
      const environments = environmentsFor(env, known);
      const selection = { environments, ...(names.length && { applications: names }) };
      const report = historyReport(root, selection, Date.now());
      if (!report.count)
        throw new UsageError(`no release file of ${names.join(', ') || 'any application'} was ever committed`);
      if (svg !== undefined) writeFileSync(svg, report.svg().text);
      print(output === 'json' ? report.json() : report.text());
    });
}
