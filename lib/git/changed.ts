import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { git } from './git';
import type { GitObject } from './objects';
import { objectsAt } from './objects-at';
import { prefixOf } from './work-tree';

/**
 * Which of these files differ from the last commit: edited, new or gone. Compares as git stores them, so that line ends
 * that git converts are no difference; the index plays no part.
 * @param folder in the work tree; the paths are relative to it
 */
export function changed(folder: string, paths: readonly string[]): string[] {
  const { objects: before } = objectsAt(folder, 'HEAD', paths, false);
  // Most often they hold the very bytes that were committed, and git need not say what it would make of them.
  const open = paths.filter((path, index) => !holds(join(folder, path), before[index]));
  const after = hashes(
    folder,
    open.filter(path => existsSync(join(folder, path))),
  );
  const committed = new Map(paths.map((path, index) => [path, before[index]?.hash]));
  return open.filter(path => committed.get(path) !== after.get(path));
}

function holds(file: string, object: GitObject | undefined): boolean {
  if (object?.type !== 'blob') return false;
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size !== object.bytes) return false;
  const content = readFileSync(file);
  const hash = createHash(object.hash.length === 40 ? 'sha1' : 'sha256').update(`blob ${content.length}\0`);
  return hash.update(content).digest('hex') === object.hash;
}

function hashes(folder: string, paths: readonly string[]): Map<string, string> {
  if (!paths.length) return new Map();
  // This command alone reads names from its input as relative to the root of the work tree.
  const prefix = prefixOf(folder);
  const lines = paths.map(path => line(posix.normalize(`${prefix}${path}`)));
  const told = git(folder, ['hash-object', '--stdin-paths'], lines.join('')).toString().split('\n');
  return new Map(paths.map((path, index) => [path, told[index]!]));
}

// A name that starts with a quote would be read as a quoted one.
function line(path: string): string {
  return `${path.startsWith('"') ? JSON.stringify(path) : path}\n`;
}
