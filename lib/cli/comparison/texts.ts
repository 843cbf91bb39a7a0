import { committed } from '../../git/committed';
import { readFileText } from '../../project/files/file-text';

/** Texts of files, by path; undefined where there is none. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** The texts of files on one side of a change: in a commit, or without one as they stand in the project. */
export function textsIn(root: string, commit: string | undefined, paths: readonly string[]): Texts {
  if (commit !== undefined) return committed(root, commit, paths);
  return new Map(
    paths.map(path => {
      const read = readFileText(root, path);
      return [path, 'text' in read ? read.text : undefined];
    }),
  );
}
