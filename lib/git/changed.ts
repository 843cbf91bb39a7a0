import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { git } from './git';
import { objectsOf } from './objects';
import { prefixOf } from './work-tree';

/**
 * Which of these files differ from the last commit: edited, new or gone. Compares as git stores them, so that line ends
 * that git converts are no difference; the index plays no part.
 * @param folder in the work tree; the paths are relative to it
 */
export function changed(folder: string, paths: readonly string[]): string[] {
  const before = objectsOf(
    folder,
    paths.map(path => `HEAD:./${path}`),
    false,
  );
  const present = paths.filter(path => existsSync(join(folder, path)));
  // This command alone reads names from its input as relative to the root of the work tree.
  const prefix = prefixOf(folder);
  const lines = present.map(path => line(posix.normalize(`${prefix}${path}`)));
  const hashes = git(folder, ['hash-object', '--stdin-paths'], lines.join(''));
  const after = new Map(
    hashes
      .toString()
      .split('\n')
      .map((hash, index) => [present[index], hash]),
  );
  return paths.filter((path, index) => before[index]?.hash !== after.get(path));
}

// A name that starts with a quote would be read as a quoted one.
function line(path: string): string {
  return `${path.startsWith('"') ? JSON.stringify(path) : path}\n`;
}
