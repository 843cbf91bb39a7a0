import { Command } from 'commander';
import { evidenceOfClusters, evidenceOfFile, NO_EVIDENCE } from '../advance/evidence';
import { pass } from '../advance/pass';
import { commitOfEndedPass, pushed } from '../advance/pushed';
import { tellPass } from '../advance/told';
import { UsageError } from '../errors';
import { changing, environmentsOption, examples, liveOption } from '../options';
import { currentFolder, recoveredRoot, settingsOf } from '../project';
import { environmentsFor } from '../selection';

interface AdvanceOptions {
  readonly env: readonly string[];
  readonly live?: boolean;
  readonly evidence?: string;
  readonly dryRun?: boolean;
  readonly commit?: boolean;
  readonly push?: boolean;
  readonly output: 'text' | 'json';
}

export function advanceCommand(): Command {
  return changing(
    new Command('advance')
      .argument('[applications...]', 'names, or patterns such as "shop-*" in quotes (default: all)')
      .addOption(environmentsOption())
      .addOption(
        liveOption('by kubectl what stands there: without that, or --evidence, nothing is promoted').conflicts(
          'evidence',
        ),
      )
      .option('--evidence <file>', 'what clusters show, as JSON, where they are out of reach'),
  )
    .option('--push', 'with --commit: push it; where somebody else was first, begin anew on the new head')
    .description(
      'Does what "delivery" of a spec says is due: promotes, rolls back, retires. At most one step for each application, each a commit that a person could have made. It keeps nothing of its own.',
    )
    .addHelpText(
      'after',
      `${examples('bluegreen advance --dry-run', 'bluegreen advance ping --env production --output json')}
Exit codes: 0 nothing is wrong, 1 the input is bad or a step failed, 2 wrong usage, 3 a release failed: it was rolled
back, or a person has to.`,
    )
    .action(async (names: string[], options: AdvanceOptions) => {
      const { commit, dryRun, push } = options;
      if (push && (!commit || dryRun))
        throw new UsageError('--push pushes commits: give --commit too, and no --dry-run');
      const root = recoveredRoot(push ? commitOfEndedPass : undefined);
      const file = options.evidence === undefined ? undefined : evidenceOfFile(currentFolder(), options.evidence);
      const run = () => {
        const environments = environmentsFor(options.env, Object.keys(settingsOf(root).value.environments));
        return pass({
          root,
          selection: { names, all: !names.length, environments },
          evidence: async (...asked) => file ?? (options.live ? evidenceOfClusters(...asked) : NO_EVIDENCE),
          ...(dryRun && { dryRun }),
          ...(commit && { commit }),
        });
      };
      tellPass(push ? await pushed(root, run) : await run(), options.output);
    });
}
