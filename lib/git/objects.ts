import { git, TooMuchOutput } from './git';
import { GitError } from './git-error';

/** A file, a folder ("tree") or a commit in git's store. */
export interface GitObject {
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
export function objectsOf(
  folder: string,
  names: readonly string[],
  content = true,
  mostBytes?: number,
): (GitObject | undefined)[] {
  const torn = names.find(name => name.includes('\n'));
  if (torn !== undefined) throw new GitError(`expected names without line breaks, got ${JSON.stringify(torn)}`);
  if (!names.length) return [];
  const output = git(
    folder,
    ['cat-file', content ? '--batch' : '--batch-check'],
    names.map(name => `${name}\n`).join(''),
    mostBytes,
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
  const [distinct, objects] = atOnce(folder, all) ?? withoutTheLarge(folder, all, mostBytes);
  return new Map(
    distinct.flatMap((hash, index) => {
      const object = objects[index];
      if (!object) throw new GitError(`git has lost the object ${hash}: run "git fsck", or clone anew`);
      return object.bytes <= mostBytes ? [[hash, object.content] as const] : [];
    }),
  );
}

type Read = readonly [hashes: readonly string[], objects: ReadonlyArray<GitObject | undefined>];

// As large as a change of thousands of manifests: most often it is far less, and then sizes are not asked for first.
const AT_ONCE = 32 * 1024 * 1024;

function atOnce(folder: string, hashes: readonly string[]): Read | undefined {
  try {
    return [hashes, objectsOf(folder, hashes, true, AT_ONCE)];
  } catch (error) {
    if (error instanceof TooMuchOutput) return undefined;
    throw error;
  }
}

// Whoever made the repository chose the sizes.
function withoutTheLarge(folder: string, hashes: readonly string[], mostBytes: number): Read {
  const sizes = Number.isFinite(mostBytes) ? objectsOf(folder, hashes, false) : [];
  const wanted = hashes.filter((_, index) => (sizes[index]?.bytes ?? 0) <= mostBytes);
  return [wanted, objectsOf(folder, wanted)];
}
