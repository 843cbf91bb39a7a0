import { posix } from 'node:path';
import { git } from './git';
import { type GitObject, objectsOf } from './objects';

/** What a revision has. */
interface Found {
  /** Undefined where there is no such revision. */
  readonly commit: GitObject | undefined;
  /** What it has under each path, in their order; undefined where it has nothing. */
  readonly objects: readonly (GitObject | undefined)[];
}

// By name, git goes through all of a folder for each file in it: of thousands that is most of the time of a run. Listed, it goes
// through it once, and takes two processes more.
const MANY = 300;

/**
 * What a revision has under each of some paths. Reads neither the index nor the work tree.
 * @param folder in the work tree; the paths are relative to it
 * @param content whether their contents are wanted, too
 */
export function objectsAt(folder: string, revision: string, paths: readonly string[], content = true): Found {
  const name = `${revision}^{commit}`;
  if (paths.length < MANY) {
    const [commit, ...objects] = objectsOf(folder, [name, ...paths.map(path => `${revision}:./${path}`)], content);
    return { commit, objects };
  }
  const [commit] = objectsOf(folder, [name], false);
  if (!commit) return { commit, objects: paths.map(() => undefined) };
  const hashes = hashesIn(folder, commit.hash, paths);
  const known = paths.filter(path => hashes.has(path));
  const found = objectsOf(
    folder,
    known.map(path => hashes.get(path)!),
    content,
  );
  const objects = new Map(known.map((path, index) => [path, found[index]]));
  return { commit, objects: paths.map(path => objects.get(path)) };
}

// Of the folders at the top that they are in, because a line of arguments can't be as long as one likes.
function hashesIn(folder: string, commit: string, paths: readonly string[]): Map<string, string> {
  const wanted = new Set(paths);
  const tops = [...new Set(paths.map(path => posix.normalize(path).split('/')[0]!))];
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-t', '-z', commit, '--', ...tops];
  const found = new Map<string, string>();
  for (const entry of git(folder, args).toString().split('\0')) {
    const [, hash, path] = /^[0-7]+ (?:blob|tree) ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
    if (path !== undefined && wanted.has(path)) found.set(path, hash!);
  }
  return found;
}
