import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { engineFiles, environmentFiles, renderedFiles } from '../../../../lib/cli/synth/rendered-files';
import { problemsOfProject, readProject } from '../../../../lib/project/files/project';
import { applicationFolder } from '../../../../lib/project/output/layout';

type Files = ReadonlyMap<string, string>;

/** What inputs make, by its path from the folder of the project; or why they make nothing. */
export type Synthesis = { readonly dist: Files } | { readonly refused: readonly string[] };

// What an application is made from decides what comes out.
const known = new Map<string, Files>();

// Most edits are of the same project.
const made = new Map<string, Promise<Synthesis>>();

/** Does what `synth` does, without writing what comes out. */
export function synthesized(inputs: Files): Promise<Synthesis> {
  const key = JSON.stringify([...inputs]);
  const synthesis = made.get(key) ?? synthesize(inputs);
  made.set(key, synthesis);
  return synthesis;
}

async function synthesize(inputs: Files): Promise<Synthesis> {
  const folder = mkdtempSync(join(tmpdir(), 'blue-green-inputs-'));
  try {
    for (const [file, text] of inputs) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    // At the root of the repository that engines read, whichever that is.
    const [, repository = ''] = /^ *repository: *(\S+)/m.exec(inputs.get('bluegreen.yaml') ?? '') ?? [];
    const project = readProject(folder, { args: [] }, () => ({ folder: '', remotes: () => [repository] }));
    const refused = problemsOfProject(project).filter(({ warning }) => !warning);
    if (refused.length || !project.settings)
      return { refused: refused.map(({ file, message }) => `${file}: ${message}`) };
    const dist = new Map<string, string>();
    const add = (files: Files, below = '') => {
      for (const [path, text] of files) dist.set(`dist/${below}${path}`, text);
    };
    add(await environmentFiles(project.settings));
    for (const placed of project.applications) {
      const { environment, application } = placed;
      const key = JSON.stringify([application, placed.takeover, placed.eject]);
      const files = known.get(key) ?? (await renderedFiles(placed));
      known.set(key, files);
      add(files, `${applicationFolder(environment, application.name)}/`);
      add(await engineFiles(placed));
    }
    return { dist };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
