import { pathsOf } from './comparison';
import { explained, git, gitBeside, runGit } from './git';
import { GitError } from './git-error';

/** The line by which git ignores a file. */
export interface IgnoringLine {
  /** The file that it stands in, from the root of the repository, or an absolute path. */
  readonly file: string;
  readonly line: number;
  readonly pattern: string;
}

/** Which of these files git is told to ignore and does not have all the same, and where it is told so. */
export function ignored(folder: string, paths: readonly string[]): Map<string, IgnoringLine> {
  // Most often no line names any of them, and git need not look through its index, which a fleet makes large.
  return matched(folder, paths, '--no-index').size ? matched(folder, paths) : new Map();
}

function matched(folder: string, paths: readonly string[], ...options: readonly string[]): Map<string, IgnoringLine> {
  if (!paths.length) return new Map();
  const args = ['check-ignore', ...options, '--verbose', '-z', '--stdin'];
  const { status, stdout, stderr } = runGit(folder, args, paths.map(path => `${path}\0`).join(''));
  // 1 says that there is none.
  if (status > 1) throw new GitError(explained(folder, args, stderr));
  const words = stdout.toString().split('\0');
  const found = new Map<string, IgnoringLine>();
  for (let at = 0; at + 3 < words.length; at += 4) {
    const [file, line, pattern, path] = words.slice(at, at + 4) as [string, string, string, string];
    // A line that takes the file in again is named too.
    if (!pattern.startsWith('!')) found.set(path, { file, line: Number(line), pattern });
  }
  return found;
}

/**
 * What there is below some paths that git is told to ignore and does not have. A folder with nothing else in it is
 * named in place of its files, with "/" at its end.
 */
export function ignoredBelow(folder: string, paths: readonly string[]): string[] {
  return pathsOf(git(folder, [...BELOW, ...paths]));
}

/**
 * The same, of how things stand now, while others work.
 * @returns what waits for the end of it
 */
export function ignoredBelowMeanwhile(folder: string, paths: readonly string[]): () => Promise<string[]> {
  const output = gitBeside(folder, [...BELOW, ...paths]);
  return async () => pathsOf(await output());
}

const BELOW = [
  ...['--literal-pathspecs', 'ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory'],
  '--',
];
