import { foldersOf } from './paths';

/**
 * What a person types to commit files.
 * @param message by default git asks for it
 */
export function commitCommand(files: readonly string[], message?: string): string {
  const paragraphs = message?.split('\n\n').map(text => ` -m '${text.replaceAll("'", "'\\''")}'`) ?? [];
  return `git add ${foldersOf(files).join(' ')} && git commit${paragraphs.join('')}`;
}
