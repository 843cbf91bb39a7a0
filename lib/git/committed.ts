import { GitError } from './git-error';
import { objectsOf } from './objects';

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
  const names = paths.map(path => `${revision}:./${path}`);
  const [commit, ...files] = objectsOf(folder, [`${revision}^{commit}`, ...names]);
  if (!commit) throw noSuchRevision(revision);
  const texts = new Map(
    paths.map((path, index) => {
      const file = files[index];
      return [path, file?.type === 'blob' ? file.content.toString() : undefined] as const;
    }),
  );
  return { commit: commit.hash, texts };
}

export function noSuchRevision(revision: string): GitError {
  return new GitError(
    revision === 'HEAD'
      ? 'nothing is committed here yet: make a first commit'
      : `there is no commit "${revision}" here: expected a commit, branch or tag; is it fetched?`,
  );
}
