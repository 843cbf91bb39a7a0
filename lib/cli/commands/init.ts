import { resolve } from 'node:path';
import { Command } from 'commander';
import { filesOf } from '../../project/files/application-files';
import { layoutOf } from '../../project/output/layout';
import { recoverInterrupted } from '../../project/write/project-lock';
import { json } from '../../text/json';
import { UserError } from '../../text/user-error';
import { asked } from '../ask';
import { FORGES } from '../init/address';
import { packageFile } from '../init/package-file';
import { projectFiles, settingsText } from '../init/project-files';
import { newProjectAsked } from '../init/questions';
import { type InitReport, initText, nextSteps } from '../init/report';
import { topOf } from '../init/surroundings';
import { collected, examples, outputOption } from '../options';
import { print } from '../print';
import { currentFolder, findProjectRoot, settingsIn } from '../project';
import { tellInterrupted } from '../report';
import { ignoredAmong } from '../synth/ignored-files';
import { environmentFiles } from '../synth/rendered-files';
import { transacted } from '../transacted';

interface InitOptions {
  readonly env: readonly string[];
  readonly engine: readonly string[];
  readonly apps?: string;
  readonly releases?: string;
  readonly dist?: string;
  readonly repository?: string;
  readonly branch?: string;
  readonly pipeline?: string;
  readonly dryRun?: boolean;
  readonly output: 'text' | 'json';
}

export function initCommand(): Command {
  return new Command('init')
    .description(
      'Writes the few files of a project into this folder, or into another one, which it makes. What is there stays. What ' +
        'the options leave out is proposed by what it finds, and asked for at a terminal.',
    )
    .argument('[folder]', 'where the project is to be, for a repository that has other things too')
    .option(
      '--env <name[=namespace]>',
      'an environment, and its namespace (default: its name); may be repeated, from the first to the last',
      collected,
      [],
    )
    .option(
      '--engine <engines>',
      'what applies the result: argocd, flux, kubectl or none; may be repeated',
      collected,
      [],
    )
    .option('--repository <address>', 'where Argo CD or Flux reads this repository (default: the remote of git)')
    .option('--branch <name>', "the branch that they read (default: the remote's, or the current one)")
    .option(
      '--pipeline <forge>',
      `whose pipeline files to write: ${FORGES.join(', ')} or none (default: by the remote of git)`,
    )
    .option('--apps <folder>', 'the folder of the specs (default: apps, or blue-green/apps where others use that)')
    .option(
      '--releases <folder>',
      'the folder of the release files (default: releases, or blue-green/releases where others use that)',
    )
    .option(
      '--dist <folder>',
      'the folder of what is made of them (default: dist, or blue-green/dist where others use that)',
    )
    .option('--dry-run', 'say what would be written, and write nothing')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'bluegreen init deploy --env staging --env production=shop --engine argocd --repository https://git.example.com/team/shop.git --dry-run',
      ),
    )
    .action(init);
}

async function init(folder: string | undefined, options: InitOptions): Promise<void> {
  const here = currentFolder();
  // Before anything is looked at: what an interrupted run left half done is no answer to any question.
  const top = topOf(here);
  tellInterrupted(top, recoverInterrupted(top));
  const above = findProjectRoot(resolve(here, folder ?? '.'));
  if (above !== undefined && (folder === undefined || above === resolve(here, folder))) {
    tellInit(
      { folder: above, environments: {}, notes: [], files: [], dryRun: false, next: [], isThere: true },
      options,
    );
    return;
  }
  const { root, around, project } = await asked(ask => newProjectAsked(here, folder, options, ask));
  const below = (path: string) => (around.folder ? `${around.folder}/${path}` : path);
  const text = settingsText(root, around, project);
  const settings = settingsIn(text).value;
  const { inDist } = layoutOf(project.folders.dist);
  await transacted(around.top, async transaction => {
    const { writes, notes } = projectFiles(around, project, packageFile);
    const engines = [...(await environmentFiles(settings))].map(([path, text]) => [below(inDist(path)), text] as const);
    const files = new Map([[below('bluegreen.yaml'), text], ...writes, ...engines]);
    const { spec, release } = filesOf(project.folders, 'any', 'any');
    const inputs = ['bluegreen.yaml', spec, release].map(below);
    const [hidden] = ignoredAmong(around.top, inputs);
    if (hidden) throw new UserError(`${hidden.message}\n    fix: ${hidden.fix}`);
    const report: InitReport = {
      folder: around.folder || '.',
      environments: Object.fromEntries(project.environments),
      notes,
      files: [...files.keys()],
      dryRun: options.dryRun ?? false,
      next: nextSteps(here, root, around, project),
      isThere: false,
    };
    if (!report.dryRun) {
      for (const [path, content] of files) transaction.write(path, content, around.texts.get(path) ?? null);
      transaction.commit();
    }
    tellInit(report, options);
  });
}

function tellInit(report: InitReport, { output }: InitOptions): void {
  print(output === 'json' ? json(report) : initText(report));
}
