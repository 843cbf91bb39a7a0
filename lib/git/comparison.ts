import { noSuchRevision } from './committed';
import { git, runGit } from './git';
import { objectsOf } from './objects';

/**
 * The commit that a name means.
 * @throws GitError where there is none
 */
export function commitOf(folder: string, revision: string): string {
  const [commit] = objectsOf(folder, [`${revision}^{commit}`], false);
  if (!commit) throw noSuchRevision(revision);
  return commit.hash;
}

/** A commit to compare with, and why it was taken. */
export interface Base {
  readonly commit: string;
  /** Such as `the last commit`. */
  readonly words: string;
}

const MAIN_BRANCHES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/**
 * What a change starts from, when nobody says: of files that differ from the last commit, that commit; else where the
 * checked-out branch, or another head, left the main branch; on the main branch itself, the commit before.
 * @param head a commit; undefined for the work tree
 * @returns undefined for a first commit
 * @throws GitError where nothing is committed yet
 */
export function defaultBase(folder: string, head: string | undefined, isDirty: boolean): Base | undefined {
  const names = [
    `${head ?? 'HEAD'}^{commit}`,
    `${head ?? 'HEAD'}^`,
    ...MAIN_BRANCHES.map(branch => `${branch}^{commit}`),
  ];
  const [tip, parent, ...branches] = objectsOf(folder, names, false);
  if (!tip) throw noSuchRevision(head ?? 'HEAD');
  if (isDirty) return { commit: tip.hash, words: 'the last commit' };
  for (const [index, branch] of branches.entries()) {
    // Most often it is checked out, and there is nothing to ask.
    if (!branch || branch.hash === tip.hash) continue;
    const { status, stdout } = runGit(folder, ['merge-base', tip.hash, branch.hash]);
    const commit = stdout.toString().trim();
    if (status === 0 && commit !== tip.hash) return { commit, words: `where this leaves ${MAIN_BRANCHES[index]}` };
  }
  return parent && { commit: parent.hash, words: 'the commit before the last one' };
}

/** Whether nothing is committed yet on the branch that a folder is on. */
export function isUnborn(folder: string): boolean {
  return runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']).status !== 0;
}

/** What git calls a folder without anything in it. */
export function emptyTree(folder: string): string {
  return git(folder, ['hash-object', '-t', 'tree', '--stdin']).toString().trim();
}

/** The files of a commit below some paths: path from the folder, to the hash of its content. Links are left out. */
export function filesIn(folder: string, commit: string, paths: readonly string[]): Map<string, string> {
  return entriesIn(folder, commit, paths, /^100[0-7]{3} blob ([0-9a-f]+)\t(.*)$/s);
}

/**
 * The paths below some paths that git's index has, from the folder. Of a file that is the same in a commit and in the work tree,
 * it has the path; it costs a fraction of going through the folders of a commit.
 * @param holding as for `pathsOf`
 */
export function pathsInIndex(folder: string, paths: readonly string[], holding?: readonly string[]): string[] {
  return pathsOf(git(folder, ['--literal-pathspecs', 'ls-files', '-z', '--', ...paths]), holding);
}

/**
 * The paths below some paths that a commit has, from the folder; of links too.
 * @param holding as for `pathsOf`
 */
export function namesIn(
  folder: string,
  commit: string,
  paths: readonly string[],
  holding?: readonly string[],
): string[] {
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--name-only', commit, '--', ...paths];
  return pathsOf(git(folder, args), holding);
}

// To look for more one after the other takes longer than to go through all paths once.
const MOST_TEXTS = 32;

/**
 * The paths that git has printed, each with a NUL behind it.
 * @param holding leaves out paths that hold none of these texts, the NUL included; where they are many, nothing is left out. Of the
 * paths of a fleet nearly all are, and it takes longer to make texts of them than git to print them. @default - all
 */
export function pathsOf(printed: Buffer, holding?: readonly string[]): string[] {
  if (!holding || holding.length > MOST_TEXTS) return printed.toString().split('\0').filter(Boolean);
  const starts = new Set<number>();
  for (const text of holding) {
    for (let at = printed.indexOf(text); at >= 0; at = printed.indexOf(text, at + 1)) {
      starts.add(printed.lastIndexOf(0, at) + 1);
    }
  }
  return [...starts].map(start => printed.toString('utf8', start, printed.indexOf(0, start)));
}

/** The links of a commit: path from the folder, to the hash of what they name. */
export function linksIn(folder: string, commit: string): Map<string, string> {
  return entriesIn(folder, commit, ['.'], /^120000 blob ([0-9a-f]+)\t(.*)$/s);
}

function entriesIn(folder: string, commit: string, paths: readonly string[], wanted: RegExp): Map<string, string> {
  const output = git(folder, ['--literal-pathspecs', 'ls-tree', '-r', '-z', commit, '--', ...paths]).toString();
  return new Map(
    output.split('\0').flatMap(entry => {
      const [, hash, path] = wanted.exec(entry) ?? [];
      return path === undefined ? [] : [[path, hash!] as const];
    }),
  );
}

/**
 * Files below some paths that differ between a commit and another one, or the work tree: there new ones count that git
 * is not told to ignore.
 */
export function differing(folder: string, base: string, head: string | undefined, paths: readonly string[]): string[] {
  const diff = [
    '--literal-pathspecs',
    'diff',
    '--name-only',
    '-z',
    '--no-renames',
    '--no-ext-diff',
    '--relative',
    base,
  ];
  const changed = git(folder, [...diff, ...(head ? [head] : []), '--', ...paths]);
  const others = ['--literal-pathspecs', 'ls-files', '-z', '--others', '--exclude-standard', '--', ...paths];
  const fresh = head ? '' : git(folder, others).toString();
  return [...new Set(`${changed.toString()}${fresh}`.split('\0'))].filter(Boolean).sort();
}
