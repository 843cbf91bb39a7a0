import { resolve } from 'node:path';
import { git, runGit } from './git';
import { GitError } from './git-error';

/** Where a folder is, by git. */
interface Place {
  /** The root of the work tree. */
  readonly root: string;
  /** The path from there to the folder: empty, or with "/" at its end. */
  readonly prefix: string;
  /** Where git keeps what belongs to the work tree. */
  readonly gitFolder: string;
  /** The file that names the commits behind which a shallow clone has nothing. */
  readonly shallow: string;
}

const QUESTIONS: Readonly<Record<keyof Place, readonly string[]>> = {
  root: ['--show-toplevel'],
  prefix: ['--show-prefix'],
  gitFolder: ['--absolute-git-dir'],
  shallow: ['--git-path', 'shallow'],
};

// By folder: a work tree that is there stays where it is as long as a run lasts, and each question is a process.
const KNOWN = new Map<string, Place>();

function placeOf(folder: string): Place {
  const known = KNOWN.get(folder);
  if (known) return known;
  const asked = (...questions: readonly string[]) =>
    git(folder, ['rev-parse', ...questions])
      .toString()
      .replace(/\n$/, '');
  const all = Object.values(QUESTIONS);
  const lines = asked(...all.flat()).split('\n');
  // Names may hold line breaks: asked one by one, there is no doubt whose they are.
  const answers = lines.length === all.length ? lines : all.map(question => asked(...question));
  const [root, prefix, gitFolder, shallow] = answers as [string, string, string, string];
  const place = { root, prefix, gitFolder, shallow: resolve(folder, shallow) };
  KNOWN.set(folder, place);
  return place;
}

/**
 * The root of the git work tree that a folder is in.
 * @throws GitError where there is none
 */
export function workTree(folder: string): string {
  return placeOf(folder).root;
}

/**
 * Where git keeps what belongs to the work tree that a folder is in.
 * @throws GitError where there is none
 */
export function gitFolder(folder: string): string {
  return placeOf(folder).gitFolder;
}

/**
 * The path from the root of the work tree to a folder in it: empty, or with "/" at its end.
 * @throws GitError where there is no work tree
 */
export function prefixOf(folder: string): string {
  return placeOf(folder).prefix;
}

/**
 * The file that names the commits behind which a shallow clone has nothing; there only in such a clone.
 * @throws GitError where there is no work tree
 */
export function shallowFile(folder: string): string {
  return placeOf(folder).shallow;
}

/** The addresses of the repositories that a work tree is fetched from; none where there are none. */
export function remotesOf(folder: string): string[] {
  const { stdout } = runGit(folder, ['config', '--null', '--get-regexp', '^remote\\..*\\.url$']);
  return stdout
    .toString()
    .split('\0')
    .flatMap(line => line.split('\n')[1] ?? []);
}

/** Whether git could commit what is in a folder. */
export function isInWorkTree(folder: string): boolean {
  try {
    workTree(folder);
    return true;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return false;
  }
}
