import { readFileSync } from 'node:fs';
import { noSuchRevision } from './committed';
import { git } from './git';
import { contentsOf, objectsOf } from './objects';
import { shallowFile } from './work-tree';

/** A commit, as the main branch saw it. */
interface Commit {
  readonly hash: string;
  /** The author's name, after .mailmap. */
  readonly author: string;
  /**
   * When the commit was made, ISO 8601 with the committer's zone. The author's date may be days older: it stays when a
   * change is rebased, or applied from a mail.
   */
  readonly date: string;
  /** The first line of the message. */
  readonly subject: string;
  /** True where a shallow clone begins: what it holds may be much older. */
  readonly cutOff: boolean;
}

/** A file as one commit left it. */
export interface FileVersion {
  /** Relative to the folder that was asked for, with "/". */
  readonly path: string;
  readonly commit: Commit;
  /** Undefined where the commit removed the file. */
  readonly text: string | undefined;
  /** What the commit found: undefined where it made the file. */
  readonly before: string | undefined;
}

/**
 * All committed versions of files, the newest first, in the order in which the checked-out branch saw them: along first
 * parents, so that a merged branch counts once, at its merge. A renamed file is one removed and another one made.
 *
 * Read on demand, in growing pages: who stops early pays for what they took.
 * @param folder in the work tree
 * @param patterns git's glob pathspecs, relative to the folder: `releases/production/ping.yaml`, `releases/*\/ping.yaml`
 *   or a whole folder, `releases`
 * @param revision a commit, branch or tag
 * @param since milliseconds since 1970: older commits are left out, and git does not go back to them
 * @see https://git-scm.com/docs/gitglossary#Documentation/gitglossary.txt-glob
 * @throws GitError where nothing is committed yet
 */
export function* versionsOf(
  folder: string,
  patterns: readonly string[],
  revision = 'HEAD',
  since?: number,
): Generator<FileVersion> {
  let from: string | undefined = isHash(revision) ? revision : hashOf(folder, revision);
  for (let size = FIRST_PAGE; from; size = Math.min(size * 4, LARGEST_PAGE)) {
    const page: Listed[] = listed(folder, patterns, from, size, since);
    const hashes = page.flatMap(({ files }) =>
      files.flatMap(({ blob, before }) => [blob, before].filter(hash => hash !== undefined)),
    );
    const texts = new Map(
      [...contentsOf(folder, hashes, MOST_BYTES)].map(([hash, content]) => [hash, content.toString()]),
    );
    // A text that nobody can read is a file all the same.
    const textOf = (hash: string) => texts.get(hash) ?? '';
    for (const { commit, parent, files } of page) {
      const known: Commit = { ...commit, cutOff: !parent && isCutOff(folder, commit.hash) };
      for (const { path, blob, before } of files) {
        yield { path, commit: known, text: blob && textOf(blob), before: before && textOf(before) };
      }
    }
    from = page.length === size ? page.at(-1)!.parent : undefined;
  }
}

function isHash(revision: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision);
}

function hashOf(folder: string, revision: string): string {
  const [head] = objectsOf(folder, [revision], false);
  if (!head) throw noSuchRevision(revision);
  return head.hash;
}

// What the tool takes for a file of the project: a release file may hold two ConfigMaps of 1 MiB.
const MOST_BYTES = 10 * 1024 * 1024;

// Git walks the whole history for one version too many; a rollback needs no more than the newest.
const FIRST_PAGE = 1;
const LARGEST_PAGE = 2048;

interface Listed {
  readonly commit: Omit<Commit, 'cutOff'>;
  readonly parent: string | undefined;
  readonly files: readonly ListedFile[];
}

interface ListedFile {
  readonly path: string;
  readonly blob: string | undefined;
  readonly before: string | undefined;
}

const COMMIT_FIELDS = ['%H', '%P', '%aN', '%cI', '%s'];

function listed(
  folder: string,
  patterns: readonly string[],
  from: string,
  most: number,
  since: number | undefined,
): Listed[] {
  const output = git(
    folder,
    [
      // Settings of the user that would change the list.
      ...['-c', 'log.showRoot=true', '-c', 'log.diffMerges=first-parent', '-c', 'log.showSignature=false'],
      ...['--glob-pathspecs', 'log', '--first-parent', '-m', `--max-count=${most}`, '--encoding=UTF-8', '--no-color'],
      ...(since === undefined ? [] : [`--since=${new Date(since).toISOString()}`]),
      ...['--raw', '-z', '--no-abbrev', '--no-renames', '--relative'],
      ...[`--format=${COMMIT_FIELDS.join('%x00')}`, '--stdin'],
    ],
    `${from}\n--\n${patterns.map(pattern => `${pattern}\n`).join('')}`,
  );
  const words = output.toString().split('\0');
  const commits: Listed[] = [];
  let at = 0;
  while (words[at]) {
    const [hash, parents, author, date, subject] = words.slice(at, at + COMMIT_FIELDS.length) as string[];
    at += COMMIT_FIELDS.length;
    const files: ListedFile[] = [];
    // `:<mode before> <mode> <blob before> <blob> <what happened>`, then the path.
    for (let entry = words[at]?.trimStart(); entry?.startsWith(':'); entry = words[at]?.trimStart()) {
      const [, , before, blob, what] = entry.split(' ');
      files.push({
        path: words[at + 1]!,
        blob: what === 'D' ? undefined : blob,
        before: what === 'A' ? undefined : before,
      });
      at += 2;
    }
    const commit = { hash: hash!, author: author!, date: date!, subject: subject! };
    commits.push({ commit, parent: parents!.split(' ')[0] || undefined, files });
  }
  return commits;
}

function isCutOff(folder: string, hash: string): boolean {
  try {
    return readFileSync(shallowFile(folder), 'utf8').split('\n').includes(hash);
  } catch {
    return false;
  }
}
