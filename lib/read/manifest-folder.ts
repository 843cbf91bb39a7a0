import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { BadFolder } from './bad-folder';
import { reason } from './file-text';

/**
 * All files below a folder, save what belongs to git and npm; by path from there, or from the innermost `dist` that the
 * folder is in.
 * @throws BadFolder where there is no such folder
 */
export function manifestFolder(folder: string): Map<string, Uint8Array> {
  const root = resolve(folder);
  const segments = root.split(sep);
  const dist = segments.lastIndexOf('dist');
  const prefix = dist === -1 ? '' : `${segments.slice(dist).join('/')}/`;
  return new Map(pathsBelow(root, '').map(path => [prefix + path, readFileSync(join(root, path))]));
}

const NOT_OURS = new Set(['.git', 'node_modules']);

function pathsBelow(root: string, below: string): string[] {
  return entriesOf(join(root, below))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const path = `${below}${entry.name}`;
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : pathsBelow(root, `${path}/`);
      return entry.isFile() ? [path] : [];
    });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new BadFolder(`${folder}: ${reason(error)}`);
  }
}
