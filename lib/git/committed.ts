import { GitError } from './git-error';
import { objectsAt } from './objects-at';

/**
 * The text of files as they are in a revision; undefined where it has no such file. Reads neither the index nor the
 * work tree, so that it costs the same however large they are.
 * @param folder in the work tree; the paths are relative to it
 * @param revision a commit, branch or tag, such as `HEAD` or `origin/main`
 * @throws GitError where the revision is none, or nothing is committed yet
 */
export function committed(folder: string, revision: string, paths: readonly string[]): Map<string, string | undefined> {
  return committedWith(folder, revision, paths).texts;
}

/** The same, and which commit the revision is. */
export function committedWith(
  folder: string,
  revision: string,
  paths: readonly string[],
): { readonly commit: string; readonly texts: Map<string, string | undefined> } {
  const known = KNOWN.get(`${folder} ${revision}`);
  if (known && paths.every(path => known.has(path))) {
    return { commit: revision, texts: new Map(paths.map(path => [path, known.get(path)])) };
  }
  const { commit, objects } = objectsAt(folder, revision, paths);
  if (!commit) throw noSuchRevision(revision);
  const texts = new Map(
    paths.map((path, index) => {
      const file = objects[index];
      return [path, file?.type === 'blob' ? file.content.toString() : undefined] as const;
    }),
  );
  if (paths.length <= FEW) keep(`${folder} ${commit.hash}`, texts);
  return { commit: commit.hash, texts };
}

// Texts by folder and commit, where it is asked by its hash: what that has never changes, and each question is a process. Many
// at once are not asked for again, and a server sees ever new commits.
const KNOWN = new Map<string, Map<string, string | undefined>>();
const FEW = 10;

function keep(commit: string, texts: ReadonlyMap<string, string | undefined>): void {
  const known = KNOWN.get(commit) ?? new Map<string, string | undefined>();
  for (const [path, text] of texts) known.set(path, text);
  if (KNOWN.size > FEW) KNOWN.clear();
  KNOWN.set(commit, known);
}

export function noSuchRevision(revision: string): GitError {
  return new GitError(
    revision === 'HEAD'
      ? 'nothing is committed here yet: make a first commit'
      : `there is no commit "${revision}" here: expected a commit, branch or tag; is it fetched?`,
  );
}
