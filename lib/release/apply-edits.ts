import { removeEntry } from '../project/edit/remove-entry';
import { setEntry } from '../project/edit/set-entry';
import { setScalar } from '../project/edit/set-scalar';
import type { Edit } from './outcome';

/**
 * The text of a release file after some edits; every line that they do not mean stays as it is.
 * @throws EditError where the file is written in a way that can't be edited without harm
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits.reduce(afterOne, text);
}

function afterOne(text: string, edit: Edit): string {
  if (edit.kind === 'remove') return removeEntry(text, edit.path);
  return edit.kind === 'set' && typeof edit.value === 'string'
    ? setScalar(text, edit.path, edit.value)
    : setEntry(text, edit.path, edit.value);
}
