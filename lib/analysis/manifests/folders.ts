/** The names in the path of a folder: none for the top. */
export function foldersIn(folder: string): string[] {
  return folder === '.' ? [] : folder.split('/');
}

/** How many folders two paths share before they part. */
export function forkOf(a: readonly string[], b: readonly string[]): number {
  const fork = a.findIndex((folder, index) => folder !== b[index]);
  return fork === -1 ? a.length : fork;
}
