import { git } from './git';
import { GitError } from './git-error';

/** A file, a folder ("tree") or a commit in git's store. */
interface GitObject {
  readonly hash: string;
  readonly type: string;
  readonly bytes: number;
  /** Empty where only the name was asked for. */
  readonly content: Buffer;
}

/**
 * What git has under each name, such as `HEAD:./apps/ping.yaml`; undefined where there is nothing. One process for
 * any number of names.
 */
export function objectsOf(folder: string, names: readonly string[], content = true): (GitObject | undefined)[] {
  const torn = names.find(name => name.includes('\n'));
  if (torn !== undefined) throw new GitError(`expected names without line breaks, got ${JSON.stringify(torn)}`);
  if (!names.length) return [];
  const output = git(
    folder,
    ['cat-file', content ? '--batch' : '--batch-check'],
    names.map(name => `${name}\n`).join(''),
  );
  let at = 0;
  return names.map(() => {
    const end = output.indexOf('\n', at);
    const [, hash, type, size] = /^([0-9a-f]+) ([a-z]+) ([0-9]+)$/.exec(output.toString('utf8', at, end)) ?? [];
    at = end + 1;
    if (!hash) return undefined;
    const start = at;
    if (content) at += Number(size) + 1;
    return {
      hash,
      type: type!,
      bytes: Number(size),
      content: content ? output.subarray(start, at - 1) : Buffer.alloc(0),
    };
  });
}

/**
 * The contents that git has under these hashes; of those that are larger than `mostBytes`, none.
 * @throws GitError where one of them is lost
 */
export function contentsOf(
  folder: string,
  hashes: readonly string[],
  mostBytes = Number.POSITIVE_INFINITY,
): Map<string, Buffer> {
  const all = [...new Set(hashes)];
  // Whoever made the repository chose the sizes, and all of it comes at once.
  const sizes = Number.isFinite(mostBytes) ? objectsOf(folder, all, false) : [];
  const distinct = all.filter((_, index) => (sizes[index]?.bytes ?? 0) <= mostBytes);
  const objects = objectsOf(folder, distinct);
  return new Map(
    distinct.map((hash, index) => {
      const object = objects[index];
      if (!object) throw new GitError(`git has lost the object ${hash}: run "git fsck", or clone anew`);
      return [hash, object.content];
    }),
  );
}
