import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { since, USUALLY_SINCE } from '../../history/figures/period';
import { groupsOf } from '../../project/files/groups';
import { UsageError } from '../errors';
import { historyReport } from '../history/history-report';
import { environmentsOption, examples, outputOption } from '../options';
import { print } from '../print';
import { recoveredRoot, settingsOf } from '../project';
import { environmentsFor } from '../selection';

interface HistoryOptions {
  readonly env: readonly string[];
  readonly svg?: string;
  readonly dora?: boolean;
  readonly since?: string;
  readonly output: 'text' | 'json' | 'openmetrics';
}

export function historyCommand(): Command {
  return new Command('history')
    .description(
      'Tells from git who deployed, promoted, rolled back and retired what and when, and how long each release was live.',
    )
    .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes (default: all)')
    .addOption(environmentsOption())
    .option('--svg <file>', 'write a picture of it too: a timeline of the colours')
    .option('--dora', 'tell figures of delivery instead: how often, how fast, how many were rolled back, and how soon')
    .option('--since <when>', `with --dora: 30d, 12w, or a day such as 2026-01-31 (default: ${USUALLY_SINCE})`)
    .addOption(outputOption('openmetrics'))
    .addHelpText(
      'after',
      examples(
        'bluegreen history ping',
        'bluegreen history --env production --svg history.svg',
        'bluegreen history --dora --since 30d',
      ),
    )
    .action((names: string[], { env, svg, output, ...figures }: HistoryOptions) => {
      const now = Date.now();
      const from = figuresFrom({ ...figures, output }, now);
      const root = recoveredRoot();
      const { value: settings } = settingsOf(root);
      const environments = environmentsFor(env, Object.keys(settings.environments));
      const groups = groupsOf(settings);
      const applications = names.flatMap(name => groups.find(group => group.name === name)?.members ?? [name]);
      const selection = { environments, groups, ...(names.length && { applications }) };
      const report = historyReport(root, selection, now);
      if (!report.count)
        throw new UsageError(`no release file of ${names.join(', ') || 'any application'} was ever committed`);
      if (svg !== undefined) writeFileSync(svg, report.svg().text);
      if (from !== undefined) print(report.figures(from)[output]());
      else print(output === 'json' ? report.json() : report.text());
    });
}

/** Where the figures begin, milliseconds since 1970; undefined where none are asked for. */
function figuresFrom(options: Pick<HistoryOptions, 'dora' | 'since' | 'output'>, now: number): number | undefined {
  const { dora, since: when = USUALLY_SINCE, output } = options;
  if (!dora) {
    const alone = [
      options.since === undefined ? '' : '--since',
      output === 'openmetrics' ? '--output openmetrics' : '',
    ];
    const given = alone.filter(Boolean);
    if (given.length) throw new UsageError(`${given.join(' and ')}: this is of the figures only; give --dora too`);
    return undefined;
  }
  const from = since(when, now);
  if (from === undefined) {
    throw new UsageError(`--since: expected 30d, 12w, or a day that was, such as 2026-01-31, got "${when}"`);
  }
  return from;
}
