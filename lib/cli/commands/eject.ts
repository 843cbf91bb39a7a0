import { Command, Option } from 'commander';
import { PLAIN_FOLDER } from '../../project/files/ejection';
import { type Folders, foldersOf } from '../../project/files/folders';
import { UsageError } from '../errors';
import { type ChangeOptions, changing, environmentOption, examples } from '../options';
import { currentFolder, projectRoot, settingsOf } from '../project';
import { tell } from '../report';
import { environmentFor, selected } from '../selection';
import { transacted } from '../transacted';
import { applicationsFor } from '../verbs/applications';
import { carriedOut } from '../verbs/carry-out';
import { prepareEjection } from '../verbs/prepare-ejection';

interface EjectOptions extends ChangeOptions {
  readonly app?: string;
  readonly to?: string;
  readonly next?: boolean;
}

export function ejectCommand(): Command {
  return changing(
    new Command('eject')
      .description(
        'Writes an ordinary Deployment under the name of the application beside the colours, with what belongs to it, and a ' +
          'plan of how users move to it; then takes a step of that plan at a time. In the end nothing of ours is left.',
      )
      .option('--app <name>', 'the application')
      .option('--all', 'all applications of the environment')
      .option('--to <folder>', 'the folder of the project that gets a folder of plain files for each application')
      .addOption(environmentOption())
      .addOption(new Option('--next', 'take the next step').conflicts(['to'])),
  )
    .addHelpText(
      'after',
      examples(
        'bluegreen eject --app ping --env production --to k8s/production --dry-run',
        'bluegreen eject --next --app ping --env production --commit',
      ),
    )
    .action(run);
}

async function run(options: EjectOptions): Promise<void> {
  const { app, all = false, next } = options;
  if ((app === undefined) === !all) throw new UsageError('say which application: --app <name>, or --all');
  const asked = next ? undefined : folderIn(options.to);
  const root = projectRoot(currentFolder());
  await transacted(root, async transaction => {
    const settings = settingsOf(root);
    const folders = foldersOf(settings.value);
    const to = asked === undefined ? undefined : notTaken(asked, folders);
    const environment = environmentFor(options.env, Object.keys(settings.value.environments));
    const known = applicationsFor(root, folders, 'eject', environment);
    const applications = selected({ names: app === undefined ? [] : [app], all }, known);
    const plan = await prepareEjection({ root, settings, environment, applications, ...(to !== undefined && { to }) });
    tell(carriedOut(root, 'eject', transaction, plan, options), options.output);
  });
}

// What is read as something else, or written anew by each synth, is no place for files that are to stay.
function notTaken(folder: string, { apps, releases, dist }: Folders): string {
  const others = [dist, apps, releases, 'takeover', 'node_modules'];
  const taken = others.find(one => folder === one || folder.startsWith(`${one}/`));
  if (taken !== undefined)
    throw new UsageError(`--to: ${taken}/ is for other files; expected another one, such as plain/production`);
  return folder;
}

function folderIn(asked: string | undefined): string {
  if (asked === undefined) throw new UsageError('say where the plain files are to stand: --to k8s/production');
  const folder = asked.replace(/^\.\//, '').replace(/\/+$/, '');
  if (!PLAIN_FOLDER.test(folder)) {
    throw new UsageError(
      `--to: expected a folder below the project, of letters, digits, "-", "_" and ".", such as k8s/production, got ${JSON.stringify(asked)}`,
    );
  }
  return folder;
}
