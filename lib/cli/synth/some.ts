import { join } from 'node:path';
import { foldersOf } from '../../project/files/folders';
import { applicationFolder, engineFoldersOf, layoutOf } from '../../project/output/layout';
import { refuseForeign, staleIn } from '../../project/write/own-files';
import { Progress } from '../progress';
import { selected } from '../selection';
import { transacted } from '../transacted';
import { loadProject } from './load-project';
import { engineFiles, renderedFiles } from './rendered-files';
import { inputFiles, warnOfIgnored, warnOfLostReplicas } from './warnings';

/** A synth of some applications, in all environments. */
interface PartialSynthesis {
  readonly root: string;
  /** A name, or a pattern in which `*` stands for anything. */
  readonly only: string;
  readonly json: string | undefined;
  readonly context: readonly string[];
}

/**
 * Renders some applications and writes the files that differ; the folders of all others are left alone. The whole
 * project is read all the same, because what is wrong elsewhere may be the reason.
 * @returns whether it was written; if not, nothing has changed
 * @throws WriteError when it can't be written; BadInput that names foreign files
 */
export async function synthesizeSome({ root, only, json, context }: PartialSynthesis): Promise<boolean> {
  return transacted(root, async transaction => {
    const project = loadProject(root, { json, args: context });
    if (!project) return false;
    const folders = foldersOf(project.settings);
    const { dist, inDist } = layoutOf(folders.dist);
    const names = [...new Set(project.applications.map(({ application }) => application.name))].sort();
    const wanted = new Set(selected({ names: [only], all: false }, names));
    const some = project.applications.filter(({ application }) => wanted.has(application.name));
    const progress = new Progress('applications', some.length);
    const foreign: string[] = [];
    for (const placed of progress.over(some)) {
      const { environment, application } = placed;
      const own = applicationFolder(environment, application.name);
      const files = await engineFiles(placed);
      const rendered = await renderedFiles(placed);
      warnOfLostReplicas(join(root, dist), folders, environment, application, rendered);
      for (const [path, text] of rendered) files.set(`${own}/${path}`, text);
      for (const [path, text] of files) transaction.write(inDist(path), text);
      for (const folder of [own, ...engineFoldersOf(environment, application.name)]) {
        const stale = staleIn(root, dist, folder, files);
        for (const path of stale.own) transaction.remove(inDist(path));
        foreign.push(...stale.foreign);
      }
    }
    refuseForeign(dist, foreign);
    transaction.commit();
    warnOfIgnored(
      root,
      folders,
      inputFiles(
        folders,
        some.map(({ environment, application: { name } }) => ({ environment, name })),
      ),
      transaction.noted,
    );
    return true;
  });
}
