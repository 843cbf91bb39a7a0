import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, readFileSync } from 'node:fs';
import { WriteError } from './write-error';

/** What stands at a path of a project. */
export interface TargetFile {
  /** What the file holds; undefined where there is none. */
  readonly content?: Buffer;
  readonly mode?: number;
  /** The folder that the file is in, or the nearest one above that exists. */
  readonly folder: string;
}

// A path may come from a journal, and a journal from a repository that somebody cloned.
const NEVER = new Set(['', '.', '..', '.git', '.bluegreen']);

/**
 * An object of Kubernetes has 1.5 MB at most, and a release file holds what makes two of them: whatever is larger is
 * something else.
 */
export const MOST_BYTES = 10 * 1024 * 1024;

/**
 * Looks at a path that is relative to a root, with "/".
 * @param known whether the folders that were met are there, for who looks at many paths one after the other
 * @throws WriteError when no ordinary file is or could be made there
 */
export function lookAt(root: string, path: string, known: Map<string, boolean> = new Map()): TargetFile {
  const steps = path.split('/');
  if (steps.some(step => NEVER.has(step.toLowerCase())))
    throw new WriteError('the path must lie inside the project, and outside .git and .bluegreen');
  let folder = root;
  for (const [index, step] of steps.entries()) {
    const at = `${folder}/${step}`;
    const isLast = index === steps.length - 1;
    const met = known.get(at);
    if (met) {
      folder = at;
      continue;
    }
    const found = met === undefined && lstatSync(at, { throwIfNoEntry: false });
    if (!found) {
      if (!isLast) known.set(at, false);
      return { folder };
    }
    const shown = steps.slice(0, index + 1).join('/');
    if (found.isSymbolicLink()) throw new WriteError(`${shown} is a symbolic link: put what it leads to in its place`);
    if (found.isFile() && found.size > MOST_BYTES)
      throw new WriteError(`expected at most ${MOST_BYTES} bytes, got ${found.size}: move it away`);
    if (isLast && found.isFile()) return { folder, content: readFileSync(at), mode: found.mode & 0o7777 };
    if (isLast) throw new WriteError(found.isDirectory() ? 'it is a folder, not a file' : 'it is no ordinary file');
    if (!found.isDirectory()) throw new WriteError(`${shown} is a file, not a folder`);
    known.set(at, true);
    folder = at;
  }
  throw new WriteError('it is a folder, not a file');
}

/**
 * Makes sure, as far as one can without doing it, that a file can be moved to a path.
 * @param known folders that passed, for who asks of many paths one after the other
 * @throws WriteError when it can't
 */
export function demandWritable({ mode, folder }: TargetFile, sameDiskAs: string, known: Set<string> = new Set()): void {
  if (mode !== undefined && !(mode & 0o200)) throw new WriteError('it is read-only');
  if (known.has(folder)) return;
  accessSync(folder, constants.W_OK | constants.X_OK);
  if (lstatSync(folder).dev !== lstatSync(sameDiskAs).dev)
    throw new WriteError(`${folder} lies on another disk than the project`);
  known.add(folder);
}

/** Whether a file holds what is wanted of it; null: that it is not there. */
export function holds(found: Buffer | undefined, wanted: string | Uint8Array | null): boolean {
  if (found === undefined || wanted === null) return found === undefined && wanted === null;
  return found.equals(typeof wanted === 'string' ? Buffer.from(wanted) : wanted);
}

/** A checksum that tells contents apart. */
export function checksum(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
