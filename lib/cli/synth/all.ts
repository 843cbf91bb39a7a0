import { join, relative, resolve, sep } from 'node:path';
import type { ContextSources } from '../../project/files/context';
import type { SettingsFile } from '../../project/files/files';
import { foldersOf } from '../../project/files/folders';
import { namesOf } from '../../project/files/neighbours';
import { applicationFolder, byApplication } from '../../project/output/layout';
import { type Below, pathsBelow } from '../../project/write/files-below';
import { refuseForeign, staleIn } from '../../project/write/own-files';
import { recoverInterrupted } from '../../project/write/project-lock';
import type { Transaction } from '../../project/write/transaction';
import { WriteError } from '../../project/write/write-error';
import { Progress } from '../progress';
import { tellInterrupted } from '../report';
import { transacted } from '../transacted';
import { type Keep, loadChanged } from './load-changed';
import { type LoadedProject, loadProject } from './load-project';
import { engineFiles, environmentFiles, renderedFiles } from './rendered-files';
import { inputFiles, warnOfIgnored, warnOfLostReplicas } from './warnings';

/** What a full synth reads and where it writes. */
interface Synthesis {
  /** The project's folder. */
  readonly root: string;
  /** The folder that cdk8s names for the result, from the project's. @default - nobody does: the project has its own */
  readonly outdir?: string;
  /** Values of `CDK8S_CONTEXT_JSON`, as it is set. */
  readonly json: string | undefined;
  /** Values of `-c`. */
  readonly context: readonly string[];
}

/**
 * Reads, decides, renders and writes a whole project; says on standard error what is wrong with it. Files in the output
 * folder that it has not made stay, or are the reason why nothing is written: see `staleIn`.
 * @returns whether it was written; if not, nothing has changed
 * @throws WriteError when it can't be written; BadInput that names foreign files
 */
export async function synthesize({ root, outdir, json, context }: Synthesis): Promise<boolean> {
  const sources = { json, args: context };
  if (outdir === undefined) return inProject(root, undefined, sources);
  const target = resolve(root, outdir);
  if (join(root, sep).startsWith(join(target, sep))) {
    throw new WriteError(`can't write ${target}: it holds the project; name a folder inside it, or elsewhere`);
  }
  if (target.startsWith(join(root, sep))) {
    return inProject(root, relative(root, target).split(sep).join('/'), sources);
  }
  // The inputs may be part of a change that was interrupted.
  tellInterrupted(root, recoverInterrupted(root));
  const project = loadProject(root, sources, true);
  if (!project) return false;
  return transacted(target, async transaction => {
    await write(project, transaction, target, '');
    return true;
  });
}

// Who writes the project's own dist/ keeps others from changing the inputs until it is written.
function inProject(root: string, outdir: string | undefined, sources: ContextSources): Promise<boolean> {
  return transacted(root, async transaction => {
    const isRunByCdk8s = outdir !== undefined;
    const distOf = (settings: SettingsFile) => outdir ?? foldersOf(settings).dist;
    let found: Below | undefined;
    const stay = (settings: SettingsFile): Keep => {
      const folder = distOf(settings);
      found = pathsBelow(root, folder);
      const filesOf = byApplication(found.files);
      return (environment, application, areWanted) => {
        const paths = filesOf(environment, application);
        return transaction.keep(
          paths.map(path => `${folder}/${path}`),
          contents => areWanted(paths, contents),
        );
      };
    };
    const changed = loadChanged(root, { ...sources, isRunByCdk8s }, stay);
    if (!changed) transaction.startAgain();
    const project = changed ?? loadProject(root, sources, isRunByCdk8s);
    if (!project) return false;
    try {
      await write(project, transaction, root, distOf(project.settings), changed && found);
    } finally {
      project.before?.drop();
    }
    return true;
  });
}

// `found`: what stands in dist/, where that is known.
async function write(
  project: LoadedProject,
  transaction: Transaction,
  root: string,
  dist: string,
  found?: Below,
): Promise<void> {
  const below = (path: string) => (dist ? `${dist}/${path}` : path);
  const folders = foldersOf(project.settings);
  const progress = new Progress('applications', project.applications.length);
  const add = (files: ReadonlyMap<string, string>) => {
    for (const [path, text] of files) transaction.write(below(path), text);
  };
  add(await environmentFiles(project.settings));
  for (const placed of progress.over(project.applications)) {
    const { environment, application, key } = placed;
    const folder = applicationFolder(environment, application.name);
    const rendered = await renderedFiles(placed);
    warnOfLostReplicas(join(root, dist), folders, environment, application, rendered);
    const own = [...rendered].map(([path, text]) => [`${folder}/${path}`, text] as const);
    const files = new Map([...own, ...(await engineFiles(placed))]);
    if (key) project.before?.note(key, application.name, files, namesOf(placed));
    add(files);
  }
  const { own, foreign } = staleIn(root, dist, '', { has: path => transaction.noted.has(below(path)) }, found);
  refuseForeign(dist || root, foreign);
  for (const path of own) transaction.remove(below(path));
  const changed = transaction.commit();
  project.before?.save();
  if (dist !== folders.dist) return;
  const known = await project.ignored?.(changed);
  warnOfIgnored(root, folders, inputFiles(folders, project.places), transaction.noted, known);
}
