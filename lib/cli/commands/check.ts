import { Command, Option } from 'commander';
import { version } from '../../../package.json';
import { verdictForGitHub } from '../../analysis/check/report/github';
import { verdictJson } from '../../analysis/check/report/json';
import { verdictMarkdown } from '../../analysis/check/report/markdown';
import { verdictSarif } from '../../analysis/check/report/sarif';
import { verdictText } from '../../analysis/check/report/text';
import { type Checked, check } from '../comparison/check';
import { type ComparisonOptions, comparisonOf, withComparison } from '../comparison/options';
import { UsageError } from '../errors';
import { collected, examples } from '../options';
import { print } from '../print';

interface CheckOptions extends ComparisonOptions {
  readonly allow: readonly string[];
  readonly kubernetes?: string;
  readonly format: keyof typeof FORMATS;
}

export function checkCommand(): Command {
  return withComparison(new Command('check'))
    .description(
      'Holds its rules, BG001 and on, against a change of manifests: our output, or anybody’s. Without options: what is not committed, or else what this branch changes.',
    )
    .option('--no-base', 'look at one state by itself, with the rules that need no other')
    .option(
      '--allow <rule=application>',
      'let findings pass, such as BG001=production/ping; may be repeated',
      collected,
      [],
    )
    .option('--kubernetes <version>', 'the version of the cluster, such as 1.31: finds APIs that it no longer has')
    .addOption(new Option('--format <form>', 'how to say it').choices(Object.keys(FORMATS)).default('text'))
    .addHelpText(
      'after',
      `${examples('bluegreen check', 'bluegreen check --base HEAD --format markdown', 'bluegreen check --no-base')}
Exit codes: 0 nothing found, 1 something found or unreadable, 2 wrong usage.`,
    )
    .action(async (paths: string[], options: CheckOptions) => {
      const { allow, kubernetes } = options;
      const asked = { ...comparisonOf(paths, options), allow, today: today() };
      const checked = await check({ ...asked, ...(kubernetes !== undefined && { kubernetes: minorOf(kubernetes) }) });
      print(FORMATS[options.format](checked));
      if (checked.verdict.findings.length) process.exitCode = 1;
    });
}

// The number behind "1.".
function minorOf(text: string): number {
  const [, minor] = /^v?1\.(\d{1,2})(\.\d+)?$/.exec(text) ?? [];
  if (minor === undefined) throw new UsageError(`--kubernetes: expected a version such as 1.31, got "${text}"`);
  return Number(minor);
}

const FORMATS = {
  text: ({ verdict }: Checked) => verdictText(verdict),
  json: ({ verdict }: Checked) => verdictJson(verdict),
  sarif: (checked: Checked) => verdictSarif(checked.verdict, checked.prefix(), version),
  github: (checked: Checked) => verdictForGitHub(checked.verdict, checked.prefix()),
  markdown: ({ verdict }: Checked) => verdictMarkdown(verdict),
};

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
