import { readFileText } from '../project/files/file-text';
import { foldersIn } from '../project/files/folders';
import { type Layout, layoutOf } from '../project/output/layout';

/** What paths say in a project, by its bluegreen.yaml, be the rest of that right or not. */
export function layoutIn(root: string): Layout {
  const read = readFileText(root, 'bluegreen.yaml');
  return layoutOf(foldersIn('text' in read ? read.text : undefined).dist);
}
