import { Command, Option } from 'commander';
import { version } from '../../../package.json';
import { verdictForGitHub } from '../../review/report/github';
import { verdictJson } from '../../review/report/json';
import { verdictMarkdown } from '../../review/report/markdown';
import { verdictSarif } from '../../review/report/sarif';
import { verdictText } from '../../review/report/text';
import { examples } from '../change-command';
import { type Checked, check } from '../check';
import { findProjectRoot } from '../project-root';
import { recoveredRoot } from '../recovered-root';
import { UsageError } from '../usage';

interface CheckOptions {
  readonly base?: string | false;
  readonly head?: string;
  readonly baseDir?: string;
  readonly headDir?: string;
  readonly allow: readonly string[];
  readonly format: keyof typeof FORMATS;
}

export function checkCommand(): Command {
  return new Command('check')
    .summary('say whether a change can hurt users')
    .description(
      'Holds the rules BG001 to BG014 against a change of manifests: our output, or anybody’s. Without options: what is not committed, or else what this branch changes.',
    )
    .argument('[paths...]', 'where the manifests are (default: dist/apps of the project, or else everything)')
    .option('--base <ref>', 'the commit, branch or tag that the change starts from')
    .option('--no-base', 'look at one state by itself, with the rules that need no other')
    .option('--head <ref>', 'the commit, branch or tag that the change leads to (default: the work tree)')
    .option('--base-dir <folder>', 'a folder in place of a commit; goes with --head-dir')
    .option('--head-dir <folder>', 'a folder in place of the work tree')
    .option(
      '--allow <rule=application>',
      'let findings pass, such as BG001=production/ping; may be repeated',
      collect,
      [],
    )
    .addOption(new Option('--format <form>', 'how to say it').choices(Object.keys(FORMATS)).default('text'))
    .addHelpText(
      'after',
      `${examples('bluegreen check', 'bluegreen check --base HEAD --format markdown', 'bluegreen check --no-base')}
Exit codes: 0 nothing found, 1 something found or unreadable, 2 wrong usage.`,
    )
    .action(async (paths: string[], options: CheckOptions) => {
      const checked = await check({ ...requestOf(paths, options), allow: options.allow, today: today() });
      process.stdout.write(FORMATS[options.format](checked));
      if (checked.verdict.findings.length) process.exitCode = 1;
    });
}

const FORMATS = {
  text: ({ verdict }: Checked) => verdictText(verdict),
  json: ({ verdict }: Checked) => verdictJson(verdict),
  sarif: (checked: Checked) => verdictSarif(checked.verdict, checked.prefix(), version),
  github: (checked: Checked) => verdictForGitHub(checked.verdict, checked.prefix()),
  markdown: ({ verdict }: Checked) => verdictMarkdown(verdict),
};

function requestOf(paths: readonly string[], { base, head, baseDir, headDir }: CheckOptions) {
  const here = process.cwd();
  if (headDir !== undefined || baseDir !== undefined) {
    if (headDir === undefined) throw new UsageError('--base-dir: say with --head-dir what to compare it with');
    if (paths.length || head !== undefined || typeof base === 'string') {
      throw new UsageError('--head-dir: takes no paths, no --base and no --head beside it');
    }
    return {
      root: here,
      isProject: false,
      paths: [],
      headFolder: headDir,
      ...(baseDir !== undefined && { baseFolder: baseDir }),
    };
  }
  const sides = { ...(base !== undefined && { base }), ...(head !== undefined && { head }) };
  if (paths.length) return { root: here, isProject: false, paths, ...sides };
  if (findProjectRoot(here) === undefined) return { root: here, isProject: false, paths: ['.'], ...sides };
  return { root: recoveredRoot(), isProject: true, paths: ['dist/apps'], ...sides };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function collect(value: string, values: readonly string[]): string[] {
  return [...values, value];
}
