import type { Layout } from '../../project/output/layout';

/** The first of some paths, and how many there are besides. */
export function firstOf(files: readonly string[]): string {
  return `${files[0]}${files.length > 1 ? ` and ${files.length - 1} more` : ''}`;
}

/** Paths for a person to type: the folder of an application's output in place of each file in it. */
export function foldersToType({ ownerOf }: Layout, files: readonly string[]): string[] {
  const folders = files.map(file => ownerOf(file)?.folder ?? file);
  return [...new Set(folders)];
}
