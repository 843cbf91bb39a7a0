import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathsBelow } from '../write/files-below';
import { plainBytes } from '../write/plain-bytes';
import { specFolder, specFrom, specPath, withObjects } from './application-files';
import type { Diagnostic } from './diagnostic';
import { textIn } from './file-text';
import type { ApplicationFile } from './files';
import { yamlFilesIn } from './folder';
import type { Folders } from './folders';
import { objectsIn } from './own-objects';
import { contentIn } from './spec-contents';
import type { ValidatedFile } from './validated-file';

/** All that a spec is read from, as bytes: what is made of these was made of nothing else, whatever is saved meanwhile. */
export interface SpecBytes {
  readonly path: string;
  readonly spec: Buffer;
  /** What stands in the folder of its own, by path from there. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Those of them that are objects. */
  readonly objects: readonly string[];
}

/** Reads them; undefined where there is anything but ordinary files. */
export function specBytes(root: string, folders: Folders, application: string): SpecBytes | undefined {
  const path = specPath(folders, application);
  const spec = plainBytes(join(root, path));
  if (!spec) return undefined;
  const folder = specFolder(folders, application);
  if (!existsSync(join(root, folder))) return { path, spec, files: new Map(), objects: [] };
  const problems: Diagnostic[] = [];
  const objects = yamlFilesIn(root, `${folder}/objects`, problems).map(name => `objects/${name}`);
  const { files: paths, others } = pathsBelow(root, folder);
  const files = new Map<string, Buffer>();
  for (const one of paths) {
    const bytes = plainBytes(join(root, folder, one));
    if (!bytes) return undefined;
    files.set(one, bytes);
  }
  const isWhole = !problems.length && !others.length && objects.every(one => files.has(one));
  return isWhole ? { path, spec, files, objects } : undefined;
}

/** What `readSpec` would read. */
export function specFromBytes(
  { path, spec, files, objects }: SpecBytes,
  problems: Diagnostic[],
): ValidatedFile<ApplicationFile> {
  const folder = path.replace(/\.yaml$/, '');
  const read = specFrom(path, textIn(path, spec), problems, file => {
    const bytes = files.get(file.slice(folder.length + 1));
    return bytes ? contentIn(bytes) : { message: 'the file is missing' };
  });
  return withObjects(
    read,
    objects.flatMap(one => objectsIn(`${folder}/${one}`, textIn(`${folder}/${one}`, files.get(one)!), problems)),
  );
}
