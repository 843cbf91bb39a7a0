import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Holder, holderIn, isAlive, myself, named } from './holder';
import { lock } from './lock';
import { isOneLine, isRecord, parsedJson } from './parsed-json';
import { smallText } from './small-text';
import { WriteError } from './write-error';

/** What a run writes in order to commit it in git. */
interface PendingCommit {
  readonly paths: readonly string[];
  /** The commit's. */
  readonly message: string;
}

/** What a run that was interrupted may have written, and not committed. */
export interface Uncommitted extends PendingCommit {
  /** The run, in words. */
  readonly by: string;
  /** Takes the note away, once the user was told. */
  forget(): void;
}

interface Note extends PendingCommit {
  readonly holder: Holder;
}

// The name is kept: a note may be of an older version of this tool.
const NOTE = 'to-commit.';

/**
 * Notes, before anything is written, what this run is going to commit. The project need not be held until then: a hook
 * of git may run us.
 * @returns what takes the note away, once the commit is made or the user knows why it is not
 */
export function notePendingCommit(folder: string, { paths, message }: PendingCommit): () => void {
  const holder = myself();
  const path = join(folder, `${NOTE}${holder.pid}.${holder.since}`);
  const note: Note = { holder, paths, message };
  writeFileSync(path, JSON.stringify(note));
  return () => forget(path);
}

/** The notes of dead runs. What is none, or only half of one, goes: its run had changed nothing yet. */
export function pendingCommits(folder: string): readonly Uncommitted[] {
  const paths = readdirSync(folder).flatMap(name => (name.startsWith(NOTE) ? [join(folder, name)] : []));
  return paths.flatMap(path => {
    const note = noteIn(path);
    if (note === undefined) rmSync(path, { force: true });
    if (note === undefined || isAlive(note.holder)) return [];
    const { holder, paths, message } = note;
    return [{ by: named(holder), paths, message, forget: () => forget(path) }];
  });
}

function noteIn(path: string): Note | undefined {
  const value = parsedJson(smallText(path));
  if (!isRecord(value)) return undefined;
  const { paths, message } = value;
  const holder = holderIn(value['holder']);
  const isNote = Array.isArray(paths) && paths.every(isOneLine) && isMessage(message);
  return holder && isNote ? { holder, paths, message } : undefined;
}

function isMessage(value: unknown): value is string {
  return typeof value === 'string' && value.split('\n').every(isOneLine);
}

function forget(path: string): void {
  rmSync(path, { force: true });
  tidy(dirname(path));
}

// Who lets go removes the folder when nothing is left in it. Whoever holds the project now will do it as well.
function tidy(folder: string): void {
  try {
    lock(folder, 0).release();
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
  }
}
