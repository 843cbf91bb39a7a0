import type { ReleaseFile } from '../../../../lib/project/files/files';
import type { Edits } from '../../../../lib/release/outcome';

/** What the edits of a verb make of a release file. */
export function edited(state: ReleaseFile | undefined, edits: Edits): ReleaseFile {
  if ('created' in edits) return edits.created;
  const copy = structuredClone(state) as Record<string, any>;
  for (const edit of edits) {
    const key = edit.path.at(-1)!;
    const owner = edit.path.slice(0, -1).reduce((map, step) => map[step], copy);
    if (edit.kind !== 'remove') owner[key] = edit.value;
    else delete owner[key];
  }
  return copy as ReleaseFile;
}
