/** Paths for a person to type: the folder of an application's output in place of each file in it. */
export function foldersOf(files: readonly string[]): string[] {
  const folders = files.map(file => (file.startsWith('dist/apps/') ? file.split('/').slice(0, 4).join('/') : file));
  return [...new Set(folders)];
}
