import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { checksum, demandWritable, lookAt } from './place';
import { runningCommand } from './running-command';
import { inWords, WriteError } from './write-error';

/** A file that changes. */
export interface Change {
  /** Relative to the project, with "/". */
  readonly path: string;
  /** The checksum of what it replaces, or null where there is no file. */
  readonly before: string | null;
  /** What the file is to hold, or null when it is to go. */
  readonly content: string | null;
  /** The permissions that the new file takes over. */
  readonly mode?: number;
}

interface Journal {
  readonly format: 1;
  /** What began the change, for the words of whoever completes it. */
  readonly command: string;
  readonly changes: readonly Change[];
}

/** The journal, in the folder aside: while it stands there, its changes are due. */
const DUE = 'journal';
const DRAFT = 'journal.draft';
/** The new content of one file, on its way. */
const CONTENT = 'content';

/**
 * What differs from what is wanted; null: the file is to go.
 * @throws WriteError that names every path at which it can't be done
 */
export function changesTo(root: string, folder: string, wanted: ReadonlyMap<string, string | null>): readonly Change[] {
  const changes: Change[] = [];
  const problems: string[] = [];
  for (const [path, content] of wanted) {
    try {
      inWords(path, () => {
        const above = content !== null && foldersOf(path).find(at => typeof wanted.get(at) === 'string');
        if (above) throw new WriteError(`${above} is to be a file, not a folder`);
        const place = lookAt(root, path);
        const before = place.sum ?? null;
        if (before === checksumOf(content)) return;
        demandWritable(place, folder);
        changes.push({ path, before, content, mode: place.mode });
      });
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length) throw new WriteError(problems.join('\n'));
  return changes;
}

/** Writes the journal to the disk, and makes it due in one step: the commit point. */
export function makeDue(folder: string, changes: readonly Change[]): void {
  const draft = join(folder, DRAFT);
  const journal: Journal = { format: 1, command: runningCommand(), changes };
  try {
    write(draft, JSON.stringify(journal), fsyncSync);
    renameSync(draft, join(folder, DUE));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * Makes the changes that are due, or those of them that are not made yet.
 * @throws WriteError, before anything is touched, when a file is neither as it was nor as it is to be
 */
export function complete(root: string, folder: string): Journal {
  const due = join(folder, DUE);
  const journal = journalIn(due);
  makeNamesLast(folder);
  for (const { path, content, mode } of changesLeft(root, due, journal)) {
    inWords(path, () => {
      const target = join(root, path);
      if (content === null) return unlinkSync(target);
      const aside = join(folder, CONTENT);
      write(aside, content, file => mode !== undefined && fchmodSync(file, mode));
      mkdirSync(dirname(target), { recursive: true });
      renameSync(aside, target);
    });
  }
  // Also of files that a killed run had removed: it may not have come to their folders.
  for (const { path, content } of journal.changes) if (content === null) removeEmptyFolders(root, path);
  rmSync(join(folder, CONTENT), { force: true });
  unlinkSync(due);
  return journal;
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
    const { command, changes } = complete(root, folder);
    return `completed what was interrupted, ${command}: ${listed(changes.map(({ path }) => path))}`;
  }
  return drafted ? 'cleared the draft of an interrupted change; no file was changed by it' : undefined;
}

function journalIn(due: string): Journal {
  try {
    const journal = JSON.parse(readFileSync(due, 'utf8')) as Journal | null;
    if (journal?.format === 1) return journal;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new WriteError(
    `can't complete what was interrupted: this version can't read ${due}. Run the version that wrote it, or delete it and put back with git what is half done`,
  );
}

function changesLeft(root: string, due: string, { command, changes }: Journal): readonly Change[] {
  const left: Change[] = [];
  const edited: string[] = [];
  for (const change of changes) {
    const found = inWords(change.path, () => lookAt(root, change.path).sum) ?? null;
    if (found === checksumOf(change.content)) continue;
    // cdk8s-cli removes what is in dist/ before it starts us, and a power cut may empty a new file: nothing is lost there.
    if (found === change.before || found === null || found === EMPTY) left.push(change);
    else edited.push(change.path);
  }
  if (!edited.length) return left;
  throw new WriteError(
    `can't complete what was interrupted, ${command}: edited since: ${listed(edited)}. To go on with it, put that back as it was; to drop it, delete ${due} and put back with git what is half done`,
  );
}

function checksumOf(content: string | null): string | null {
  return content === null ? null : checksum(Buffer.from(content));
}

const EMPTY = checksumOf('');

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

// From the nearest to the farthest, without the root itself.
function foldersOf(path: string): string[] {
  const steps = path.split('/').slice(0, -1);
  return steps.map((_, index) => steps.slice(0, steps.length - index).join('/'));
}

function write(path: string, text: string, finish: (file: number) => void): void {
  const content = Buffer.from(text);
  const file = openSync(path, 'w');
  try {
    for (let written = 0; written < content.length; ) written += writeSync(file, content, written);
    finish(file);
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

function listed(paths: readonly string[]): string {
  const more = paths.length - SHOWN;
  return more > 0 ? `${paths.slice(0, SHOWN).join(', ')} and ${more} more` : paths.join(', ');
}
