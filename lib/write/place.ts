import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WriteError } from './write-error';

/** What stands at a path of a project. */
export interface Place {
  /** The checksum of the file; undefined where there is none. */
  readonly sum?: string;
  readonly mode?: number;
  /** The folder that the file is in, or the nearest one above that exists. */
  readonly folder: string;
}

// A path may come from a journal, and a journal from a repository that somebody cloned.
const NEVER = new Set(['', '.', '..', '.git', '.bluegreen']);

/**
 * Looks at a path that is relative to a root, with "/".
 * @throws WriteError when no ordinary file is or could be made there
 */
export function lookAt(root: string, path: string): Place {
  const steps = path.split('/');
  if (steps.some(step => NEVER.has(step.toLowerCase())))
    throw new WriteError('the path must lie inside the project, and outside .git and .bluegreen');
  let folder = root;
  for (const [index, step] of steps.entries()) {
    const at = join(folder, step);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (!found) return { folder };
    const shown = steps.slice(0, index + 1).join('/');
    if (found.isSymbolicLink()) throw new WriteError(`${shown} is a symbolic link: put what it leads to in its place`);
    const isLast = index === steps.length - 1;
    if (isLast && found.isFile()) return { folder, sum: checksum(readFileSync(at)), mode: found.mode & 0o7777 };
    if (isLast) throw new WriteError(found.isDirectory() ? 'it is a folder, not a file' : 'it is no ordinary file');
    if (!found.isDirectory()) throw new WriteError(`${shown} is a file, not a folder`);
    folder = at;
  }
  return { folder };
}

/**
 * Makes sure, as far as one can without doing it, that a file can be moved to a place.
 * @throws WriteError when it can't
 */
export function demandWritable({ mode, folder }: Place, sameDiskAs: string): void {
  if (mode !== undefined && !(mode & 0o200)) throw new WriteError('it is read-only');
  accessSync(folder, constants.W_OK | constants.X_OK);
  if (lstatSync(folder).dev !== lstatSync(sameDiskAs).dev)
    throw new WriteError(`${folder} lies on another disk than the project`);
}

/** A checksum that tells contents apart. */
export function checksum(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
