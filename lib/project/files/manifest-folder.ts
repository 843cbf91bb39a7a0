import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { UserError } from '../../text/user-error';
import { reason } from './file-text';

// All the YAML of 10,000 applications has a fifth of it.
const MOST_BYTES_OF_ALL = 256 * 1024 * 1024;

/**
 * The wanted files below a folder, save what belongs to git and npm; by path from there, or from the innermost `dist` that
 * the folder is in. Of no others more than the name is read.
 * @param dist what that is called; undefined for paths from the folder itself
 * @param content what stands for a file of so many bytes; undefined for what it holds
 * @throws UserError where there is no such folder, or more in it than can be looked at
 */
export function manifestFolder(
  folder: string,
  dist: string | undefined,
  isWanted: (file: string) => boolean,
  content: (bytes: number) => Uint8Array | undefined,
): Map<string, Uint8Array> {
  const root = resolve(folder);
  const path = `${root.split(sep).join('/')}/`;
  const at = dist === undefined ? -1 : path.lastIndexOf(`/${dist}/`);
  const prefix = at === -1 ? '' : path.slice(at + 1);
  let all = 0;
  const read = (path: string): Uint8Array => {
    const { size } = statSync(join(root, path));
    const instead = content(size);
    if (instead) return instead;
    all += size;
    if (all > MOST_BYTES_OF_ALL) {
      throw new UserError(
        `${folder}: expected at most ${MOST_BYTES_OF_ALL} bytes of YAML, got more: name a folder in it`,
      );
    }
    return readFileSync(join(root, path));
  };
  return new Map(
    pathsBelow(root, '')
      .map(path => [prefix + path, path] as const)
      .filter(([name]) => isWanted(name))
      .map(([name, path]) => [name, readable(path, () => read(path))]),
  );
}

function readable<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${path}: ${reason(error)}`);
  }
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
    throw new UserError(`${folder}: ${reason(error)}`);
  }
}
