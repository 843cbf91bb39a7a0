import { GitError } from '../../git/git-error';
import { type IgnoringLine, ignored, ignoredBelow, ignoredBelowMeanwhile } from '../../git/ignored';
import { isInWorkTree } from '../../git/work-tree';
import type { Folders } from '../../project/files/folders';

/** A file of the project that git is told to ignore, or a folder of them, with "/" at its end. */
export interface IgnoredFile {
  readonly path: string;
  /** In words: that, and where git is told so. */
  readonly message: string;
  readonly fix: string;
}

/** Which of these files can't be committed as they are. Without git, nobody ignores anything. */
export function ignoredAmong(root: string, paths: readonly string[]): IgnoredFile[] {
  try {
    return [...ignored(root, paths)].map(([path, by]) => told(path, by));
  } catch (error) {
    if (error instanceof GitError && !isInWorkTree(root)) return [];
    throw error;
  }
}

/**
 * What stands in the project that git is told to ignore, all in one question to git.
 * @param isOurs whether a file, or anything in a folder, is one of the project's inputs or of its output
 * @param known what git is known to ignore. @default - it is asked
 */
export function ignoredInProject(
  root: string,
  folders: Folders,
  isOurs: (path: string) => boolean,
  known?: readonly string[],
): IgnoredFile[] {
  try {
    const below = placesOf(folders);
    // Of a folder above, git names what is ours by itself where it is asked for that.
    const isAbove = known?.some(path => path.endsWith('/') && below.some(one => one.startsWith(path)));
    const isIn = (path: string) => below.some(one => path === one || path.startsWith(`${one}/`));
    const paths = ((isAbove ? undefined : known?.filter(isIn)) ?? ignoredBelow(root, below)).filter(isOurs);
    const why = ignored(root, paths);
    return paths.flatMap(path => {
      const by = why.get(path);
      return by ? [told(path, by)] : [];
    });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return [];
  }
}

/** Waits for what git ignores; `changed`: the files that were written or removed meanwhile. Undefined where it is to be asked anew. */
export type Ignored = (changed: readonly string[]) => Promise<readonly string[] | undefined>;

/** Has git look for what it is told to ignore in the project, as it stands now, while others work. */
export function ignoredMeanwhile(root: string, folders: Folders): Ignored {
  const told = ignoredBelowMeanwhile(root, placesOf(folders));
  return async changed => {
    try {
      const paths = await told();
      return ignored(root, changed).size ? undefined : paths;
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      return undefined;
    }
  };
}

const placesOf = ({ apps, releases, dist }: Folders): string[] => ['bluegreen.yaml', apps, releases, dist];

/** Whether a path is one of these files, or a folder that holds one. */
export function holdsOneOf(files: ReadonlySet<string> | ReadonlyMap<string, unknown>): (path: string) => boolean {
  return path => (path.endsWith('/') ? [...files.keys()].some(file => file.startsWith(path)) : files.has(path));
}

function told(path: string, { file, line, pattern }: IgnoringLine): IgnoredFile {
  return {
    path,
    message: `git ignores ${path} (${file}:${line} says "${pattern}"): it is never committed, so no engine and no colleague gets it`,
    fix: `take that line out of ${file}, and commit ${path}`,
  };
}
