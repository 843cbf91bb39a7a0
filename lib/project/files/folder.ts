import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from './diagnostic';
import { linked, reason } from './file-text';
import { linkOnTheWay } from './link-on-the-way';

/**
 * The names of the YAML files in a folder, sorted; whatever else stands there is a problem.
 * @param withFolders whether each may have a folder of its own beside it, named like it
 */
export function yamlFilesIn(root: string, folder: string, problems: Diagnostic[], withFolders = false): string[] {
  const entries = entriesOf(root, folder, problems);
  const files = new Set(entries.flatMap(({ name }) => (name.endsWith('.yaml') ? [name] : [])));
  return entries.flatMap(entry => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (withFolders && files.has(`${entry.name}.yaml`)) return [];
      const isOthers = !entry.name.endsWith('.yaml');
      const fix = `a project has ${folder}/ for itself; where others use it, give the project a folder of its own: bluegreen init <folder>`;
      problems.push({ file, message: 'expected a file, got a folder', ...(isOthers && { fix }) });
    } else if (entry.name.endsWith('.yaml')) return [entry.name];
    else {
      const fix = /\.ya?ml$/i.test(entry.name) ? `rename it to ${entry.name.replace(/\.ya?ml$/i, '.yaml')}` : undefined;
      problems.push({ file, message: 'expected a file that ends in ".yaml"', fix });
    }
    return [];
  });
}

/** The names of the folders in a folder, sorted; whatever else stands there is a problem. */
export function subfoldersIn(root: string, folder: string, problems: Diagnostic[]): string[] {
  return entriesOf(root, folder, problems).flatMap(entry => {
    if (entry.isDirectory()) return [entry.name];
    if (entry.isSymbolicLink()) {
      problems.push(problemOf(`${folder}/${entry.name}`, `${folder}/${entry.name}`));
      return [];
    }
    const message = 'expected a folder, named as an environment, got a file';
    problems.push({
      file: `${folder}/${entry.name}`,
      message,
      fix: `move it to ${folder}/<environment>/${entry.name}`,
    });
    return [];
  });
}

// What starts with a dot belongs to an editor or a system. A folder that is missing holds nothing.
function entriesOf(root: string, folder: string, problems: Diagnostic[]): Dirent[] {
  const link = linkOnTheWay(root, folder);
  if (link !== undefined) {
    problems.push(problemOf(folder, link));
    return [];
  }
  try {
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter(entry => !entry.name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') problems.push({ file: folder, message: reason(error) });
    return [];
  }
}

function problemOf(file: string, link: string): Diagnostic {
  const [message, more] = linked(link, file);
  return { file, message, ...more };
}
