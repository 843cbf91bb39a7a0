import { join, resolve, sep } from 'node:path';
import { holdProject, type Interrupted, recoverInterrupted } from '../write/hold-project';
import { TreeWriter } from '../write/tree-writer';
import { complain } from './print';
import { Progress } from './progress';
import { engineFiles, environmentFiles, renderedFiles } from './rendered-files';
import { soundProject } from './sound-project';
import { tellInterrupted } from './tell-interrupted';

/** What a full synth reads and where it writes. */
interface Synthesis {
  /** The project's folder. */
  readonly root: string;
  /** The folder that gets the result, from the project's. */
  readonly outdir: string;
  /** Values of `CDK8S_CONTEXT_JSON`, as it is set. */
  readonly json: string | undefined;
  /** Values of `-c`. */
  readonly context: readonly string[];
}

/**
 * Reads, decides, renders and writes a whole project; says on standard error what is wrong with it.
 * @returns whether it was written; if not, nothing has changed
 * @throws WriteError when it can't be written
 */
export async function synthesize(asked: Synthesis): Promise<boolean> {
  const held = hold(asked.root, resolve(asked.root, asked.outdir));
  tellInterrupted(asked.root, held);
  try {
    return await write(asked);
  } finally {
    held.release();
  }
}

async function write({ root, outdir, json, context }: Synthesis): Promise<boolean> {
  const project = soundProject(root, { json, args: context });
  if (!project) return false;
  const writer = new TreeWriter(resolve(root, outdir));
  if (writer.recovered) complain(writer.recovered);
  const progress = new Progress('applications', project.applications.length);
  try {
    for (const [path, text] of await environmentFiles(project.settings)) writer.add(path, text);
    for (const application of project.applications) {
      const { environment, props } = application;
      for (const [path, text] of await renderedFiles(props)) {
        writer.add(`apps/${environment}/${props.name}/${path}`, text);
      }
      for (const [path, text] of await engineFiles(application)) writer.add(path, text);
      progress.step();
    }
    writer.commit();
  } finally {
    progress.end();
    writer.abandon();
  }
  return true;
}

// The inputs may be part of a change that was interrupted. Who writes the project's own dist/ keeps others from changing
// the inputs until it is written.
function hold(root: string, outdir: string): Interrupted & { release(): void } {
  if (outdir.startsWith(join(root, sep))) return holdProject(root);
  return { ...recoverInterrupted(root), release: () => {} };
}
