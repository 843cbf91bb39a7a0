import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { foldersOf } from './folders-of';
import { DRAFT, DUE, type Journal, journalIn, journalOfThisRun } from './journal';
import { writeWhole } from './pieces';
import { checksum, holds, lookAt } from './target-file';
import { WriteError, withPath } from './write-error';

/** The new content of one file, on its way. */
const CONTENT = 'content';

/**
 * Makes the changes that are due, or those of them that are not made yet.
 * @throws WriteError, before anything is touched, when a file is neither as it was nor as it is to be
 */
function complete(root: string, folder: string): Journal {
  const journal = journalIn(folder);
  make(root, folder, journal, pathsLeft(root, folder, journal));
  return journal;
}

/**
 * Makes the changes of a journal that this very run has made due, none of which is made yet.
 * @param paths of all that changes
 * @param replaced what each of them holds until now, as its checksum, where there is a file
 * @throws WriteError, before anything is touched, when a file is not as it was
 */
export function completeOwn(
  root: string,
  folder: string,
  paths: readonly string[],
  replaced: ReadonlyMap<string, string>,
): void {
  const journal = journalOfThisRun(folder);
  const known = new Map<string, boolean>();
  const edited = new FirstPaths();
  for (const path of paths) {
    const found = withPath(path, () => lookAt(root, path, known).content);
    if (found?.length && checksum(found) !== replaced.get(path)) edited.add(path);
  }
  if (edited.count) throw editedSince(edited, folder, journal);
  make(root, folder, journal, { has: () => true });
}

function make(root: string, folder: string, journal: Journal, left: { has(path: string): boolean }): void {
  makeNamesLast(folder);
  const made = new Set<string>();
  const gone: string[] = [];
  for (const { path, content, mode } of journal.changes()) {
    if (content === null) gone.push(path);
    if (!left.has(path)) continue;
    withPath(path, () => {
      const target = join(root, path);
      if (content === null) return rmSync(target, { force: true });
      const aside = join(folder, CONTENT);
      write(aside, content, mode);
      if (!made.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
      made.add(dirname(target));
      renameSync(aside, target);
    });
  }
  // Also of files that a killed run had removed: it may not have come to their folders.
  for (const path of gone) removeEmptyFolders(root, path);
  rmSync(join(folder, CONTENT), { force: true });
  unlinkSync(join(folder, DUE));
}

/**
 * Completes what an interrupted run had made due, and clears what it had only drafted.
 * @returns what was put right, in words
 * @throws WriteError when it can't be completed without overwriting somebody's work
 */
export function recoverTransaction(root: string, folder: string): string | undefined {
  const drafted = existsSync(join(folder, DRAFT));
  rmSync(join(folder, DRAFT), { force: true });
  if (existsSync(join(folder, DUE))) {
    const paths = new FirstPaths();
    for (const { path } of journalIn(folder).changes()) paths.add(path);
    const { command } = complete(root, folder);
    return `completed what was interrupted, ${command}: ${paths}`;
  }
  return drafted ? 'cleared the draft of an interrupted change; no file was changed by it' : undefined;
}

function pathsLeft(root: string, folder: string, journal: Journal): ReadonlySet<string> {
  const left = new Set<string>();
  const edited = new FirstPaths();
  const known = new Map<string, boolean>();
  for (const { path, before, content } of journal.changes()) {
    const found = withPath(path, () => lookAt(root, path, known).content);
    if (holds(found, content)) continue;
    // cdk8s-cli removes what is in dist/ before it starts us, and a power cut may empty a new file: nothing is lost there.
    if (!found?.length || checksum(found) === before) left.add(path);
    else edited.add(path);
  }
  if (edited.count) throw editedSince(edited, folder, journal);
  return left;
}

function editedSince(edited: FirstPaths, folder: string, { command }: Journal): WriteError {
  return new WriteError(
    `can't complete what was interrupted, ${command}: edited since: ${edited}. To go on with it, put that back as it was; to drop it, delete ${join(folder, DUE)} and put back with git what is half done`,
    { told: true },
  );
}

function removeEmptyFolders(root: string, path: string): void {
  for (const folder of foldersOf(path)) {
    try {
      rmdirSync(join(root, folder));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') continue;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
      throw error;
    }
  }
}

function write(path: string, content: Uint8Array, mode: number | undefined): void {
  const file = openSync(path, 'w');
  try {
    writeWhole(file, content);
    if (mode !== undefined) fchmodSync(file, mode);
  } finally {
    closeSync(file);
  }
}

// Windows has no such call for a folder.
function makeNamesLast(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

const SHOWN = 5;

/** The first of many paths, and how many there are besides. */
class FirstPaths {
  public count = 0;
  private readonly first: string[] = [];

  public add(path: string): void {
    if (this.count++ < SHOWN) this.first.push(path);
  }

  public toString(): string {
    const more = this.count - this.first.length;
    return `${this.first.join(', ')}${more ? ` and ${more} more` : ''}`;
  }
}
