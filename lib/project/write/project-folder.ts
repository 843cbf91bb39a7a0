import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { WriteError } from './write-error';

/** The folder of a project in which runs keep their lock, and what an interrupted one leaves to the next. */
export const PROJECT_FOLDER = '.bluegreen';

/**
 * Whether that folder is there. It may have come with a clone: where it, or anything in it, is a link, whoever writes or
 * clears there does it somewhere else.
 * @throws WriteError where it is not a folder of ordinary files
 */
export function hasProjectFolder(root: string): boolean {
  const folder = join(root, PROJECT_FOLDER);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return false;
  if (!found.isDirectory()) throw notOurs(folder, found.isSymbolicLink());
  const entries = entriesOf(folder);
  for (const entry of entries ?? []) {
    if (!entry.isFile()) throw notOurs(join(folder, entry.name), entry.isSymbolicLink());
  }
  return entries !== undefined;
}

// A run that ends just now takes it away.
function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function notOurs(path: string, isLink: boolean): WriteError {
  const got = isLink ? 'a symbolic link' : 'something else';
  return new WriteError(
    `can't use ${path}: expected what a run of this tool left there, got ${got}; nothing was changed. See where it comes from, and delete it`,
    { told: true },
  );
}
