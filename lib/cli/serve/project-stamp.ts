import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readFileText } from '../../project/files/file-text';
import { foldersIn } from '../../project/files/folders';
import { layoutOf } from '../../project/output/layout';
import { commitIn } from '../status/fleet';

/**
 * What changes whenever something does that is told of applications: the commit that is checked out, and what is not committed. It
 * looks at times and sizes of files and reads none of them, save bluegreen.yaml.
 */
export function projectStamp(root: string): string {
  const settings = readFileText(root, 'bluegreen.yaml');
  const text = 'text' in settings ? settings.text : '';
  const { apps, releases, dist } = foldersIn(text);
  const hash = createHash('sha256').update(`${commitIn(root)}\0${text}`);
  const note = (folder: string, isDeep: (depth: number, name: string) => boolean, depth = 0): void => {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      const { mtimeMs, size, ino } = statSync(path, { throwIfNoEntry: false }) ?? {};
      hash.update(`${path}\0${mtimeMs}\0${size}\0${ino}\0`);
      if (entry.isDirectory() && isDeep(depth, entry.name)) note(path, isDeep, depth + 1);
    }
  };
  for (const folder of [apps, releases]) note(join(root, folder), () => true);
  // Of the output, the folders of gates and watches, <environment>/<application>/release/verify: each Job has another name.
  const below = (depth: number, name: string) => depth < 2 || (depth === 2 && name === 'release');
  note(join(root, layoutOf(dist).applications), below);
  return hash.digest('hex');
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}
