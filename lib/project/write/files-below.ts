import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_BYTES } from './target-file';
import { WriteError } from './write-error';

// What node puts where a name is no UTF-8: by such a name nothing can be read.
const NO_TEXT = '\ufffd';

/** What stands below a folder of a project; paths are relative to the folder, with "/", sorted. */
export interface Below {
  readonly files: readonly string[];
  /** Links, pipes, names that are no UTF-8 and the like: nobody looks through them. */
  readonly others: readonly string[];
}

/**
 * What stands below a folder; nothing where it is missing. A link on the way to it is one of the others, with the path
 * ''.
 * @throws WriteError where it is a file
 */
export function pathsBelow(root: string, folder: string): Below {
  const start = entryAt(root, folder);
  if (start === 'missing') return { files: [], others: [] };
  if (start === 'link') return { files: [], others: [''] };
  if (start === 'file') throw new WriteError(`can't write ${folder}: it is not a folder`, { told: true });
  const files: string[] = [];
  const others: string[] = [];
  const top = join(root, folder);
  const walk = (below: string) => {
    for (const entry of entriesOf(below ? `${top}/${below}` : top)) {
      const path = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) walk(path);
      else (entry.isFile() && !entry.name.includes(NO_TEXT) ? files : others).push(path);
    }
  };
  walk('');
  return { files: files.sort(), others: others.sort() };
}

/**
 * The texts of all files below a folder, by path from there with "/"; none where the folder is missing, or led to by a
 * link.
 * @throws WriteError where one is too large to be a manifest
 */
export function filesBelow(root: string, folder: string): Map<string, string> {
  return new Map(pathsBelow(root, folder).files.map(path => [path, textOf(root, `${folder}/${path}`)]));
}

/**
 * The text of a file of a project.
 * @throws WriteError where it is too large to be a manifest
 */
export function textOf(root: string, path: string): string {
  const { size } = lstatSync(join(root, path));
  if (size > MOST_BYTES) {
    throw new WriteError(`can't read ${path}: expected at most ${MOST_BYTES} bytes, got ${size}; move it away`, {
      told: true,
    });
  }
  return readFileSync(join(root, path), 'utf8');
}

function entryAt(root: string, path: string): 'missing' | 'link' | 'file' | 'folder' {
  let at = root;
  for (const step of path.split('/')) {
    at = join(at, step);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) return 'missing';
    if (found.isSymbolicLink()) return 'link';
    if (!found.isDirectory()) return 'file';
  }
  return 'folder';
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
