import { Command, Option } from 'commander';
import { planPage } from '../../analysis/plan/page/page';
import { planJson } from '../../analysis/plan/report/json';
import { planMarkdown } from '../../analysis/plan/report/markdown';
import { planText } from '../../analysis/plan/report/text';
import { type ComparisonOptions, comparisonOf, withComparison } from '../comparison/options';
import { type Planned, plan } from '../comparison/plan';
import { examples, outputOption } from '../options';
import { print } from '../print';

interface PlanOptions extends ComparisonOptions {
  readonly format: keyof typeof FORMATS;
  readonly output: 'text' | 'json';
  readonly diff?: true;
}

export function planCommand(): Command {
  return withComparison(new Command('plan'))
    .description(
      'Tells a change of manifests as a story, per application and environment: who serves users, which pods restart, what differs between the releases. Without options: what is not committed, or else what this branch changes.',
    )
    .addOption(
      new Option('--format <form>', 'how to say it').choices(Object.keys(FORMATS)).default('text').conflicts('output'),
    )
    .addOption(outputOption())
    .option('--diff', 'at a terminal: show each object that differs, key by key, below its story')
    .addHelpText(
      'after',
      `${examples('bluegreen plan', 'bluegreen plan --base HEAD --format markdown', 'bluegreen plan --format html')}
Exit codes: 0 told, whatever it is ("bluegreen check" judges), 1 something is unreadable, 2 wrong usage.`,
    )
    .action(async (paths: string[], options: PlanOptions) => {
      const told = await plan(comparisonOf(paths, options), Date.now());
      print(FORMATS[options.output === 'json' ? 'json' : options.format](told, options.diff));
    });
}

const FORMATS = {
  text: ({ plan: told }: Planned, diff = false) => planText(told, diff),
  markdown: ({ plan: told }: Planned) => planMarkdown(told),
  json: ({ plan: told }: Planned) => planJson(told),
  html: ({ plan: told, surroundings }: Planned) => planPage(told, surroundings()),
};
