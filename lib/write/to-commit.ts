import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Holder, isAlive, myself, named } from './holder';
import { lock } from './lock';
import { WriteError } from './write-error';

/** What a run writes in order to commit it in git. */
interface ToCommit {
  readonly paths: readonly string[];
  /** The commit's. */
  readonly message: string;
}

/** What a run that was interrupted may have written, and not committed. */
export interface Uncommitted extends ToCommit {
  /** The run, in words. */
  readonly by: string;
}

interface Note extends ToCommit {
  readonly holder: Holder;
}

const NOTE = 'to-commit.';

/**
 * Notes, before anything is written, what this run is going to commit. The project need not be held until then: a hook
 * of git may run us.
 * @returns what takes the note away, once the commit is made or the user knows why it is not
 */
export function noteToCommit(folder: string, { paths, message }: ToCommit): () => void {
  const holder = myself();
  const path = join(folder, `${NOTE}${holder.pid}.${holder.since}`);
  const note: Note = { holder, paths, message };
  writeFileSync(path, JSON.stringify(note));
  return () => {
    rmSync(path, { force: true });
    tidy(folder);
  };
}

/** Takes away the notes of dead runs, and says what was in them. */
export function leftToCommit(folder: string): readonly Uncommitted[] {
  const paths = readdirSync(folder).flatMap(name => (name.startsWith(NOTE) ? [join(folder, name)] : []));
  return paths.flatMap(path => {
    const note = noteIn(path);
    if (note && isAlive(note.holder)) return [];
    rmSync(path, { force: true });
    return note ? [{ by: named(note.holder), paths: note.paths, message: note.message }] : [];
  });
}

// Half a note is of a run that had changed nothing yet; one that is gone was taken away by its run.
function noteIn(path: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}

// Who lets go removes the folder when nothing is left in it. Whoever holds the project now will do it as well.
function tidy(folder: string): void {
  try {
    lock(folder, 0).release();
  } catch (error) {
    if (!(error instanceof WriteError)) throw error;
  }
}
