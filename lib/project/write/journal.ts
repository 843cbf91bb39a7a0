import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isOneLine, isRecord, parsedJson } from './parsed-json';
import { CHUNK_BYTES, Pieces, writeWhole } from './pieces';
import { runningCommand } from './running-command';
import { MOST_BYTES } from './target-file';
import { WriteError } from './write-error';

/** A file that is to change. */
export interface Wanted {
  /** Relative to the project, with "/". */
  readonly path: string;
  /** The checksum of what it replaces, or null where there is no file. */
  readonly before: string | null;
  /** What the file is to hold, or null when it is to go. */
  readonly content: string | null;
  /** The permissions that the new file takes over. */
  readonly mode?: number;
}

/** A file that changes, as the journal has it. */
interface Change extends Omit<Wanted, 'content'> {
  /** Its bytes, until the next change is asked for; null when it is to go. */
  readonly content: Buffer | null;
}

/** The journal, in the folder aside: while it stands there, its changes are due. */
export const DUE = 'journal';
export const DRAFT = 'journal.draft';

// A line each, so that neither writing nor reading has more than a part of it in memory: what began it, for the words of
// whoever completes it; the changes, each followed by the bytes that its file is to hold; how many they are.
interface Head {
  readonly format: 3;
  readonly command: string;
}

interface Line {
  readonly path: string;
  readonly before: string | null;
  /** How many bytes follow; null where the file is to go. */
  readonly bytes: number | null;
  readonly mode?: number;
}

interface End {
  readonly changes: number;
}

/** A journal that is being written. */
export class JournalDraft {
  private readonly draft: string;
  private readonly file: number;
  private readonly chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  private length = 0;
  private changes = 0;
  private state: 'open' | 'closed' | 'due' | 'dropped' = 'open';

  public constructor(private readonly folder: string) {
    this.draft = join(folder, DRAFT);
    this.file = openSync(this.draft, 'w');
    const head: Head = { format: 3, command: runningCommand() };
    this.append(head);
  }

  public add({ path, before, content, mode }: Wanted): void {
    const line: Line = { path, before, bytes: content === null ? null : Buffer.byteLength(content), mode };
    this.append(line);
    if (content !== null) this.appendText(content, line.bytes!);
    this.changes++;
  }

  /** Brings it to the disk, and makes it due in one step: the commit point. */
  public makeDue(): void {
    try {
      const end: End = { changes: this.changes };
      this.append(end);
      this.flush();
      fsyncSync(this.file);
      this.close();
      renameSync(this.draft, join(this.folder, DUE));
      this.state = 'due';
    } catch (error) {
      this.drop();
      throw error;
    }
  }

  /** Nothing comes of it, unless it is due. Once it is one or the other, the draft that stands there is another run's. */
  public drop(): void {
    if (this.state === 'due' || this.state === 'dropped') return;
    this.close();
    rmSync(this.draft, { force: true });
    this.state = 'dropped';
  }

  private append(line: Head | Line | End): void {
    const text = `${JSON.stringify(line)}\n`;
    this.appendText(text, Buffer.byteLength(text));
  }

  private appendText(text: string, bytes: number): void {
    if (this.length + bytes > CHUNK_BYTES) this.flush();
    if (bytes > CHUNK_BYTES) writeWhole(this.file, Buffer.from(text));
    else this.length += this.chunk.write(text, this.length);
  }

  private flush(): void {
    writeWhole(this.file, this.chunk.subarray(0, this.length));
    this.length = 0;
  }

  private close(): void {
    if (this.state !== 'open') return;
    this.state = 'closed';
    closeSync(this.file);
  }
}

/** A journal that is due. */
export interface Journal {
  readonly command: string;
  /** Reads them anew each time. */
  changes(): Iterable<Change>;
}

/**
 * The journal that is due.
 * @throws WriteError where it can't be read; its changes throw it as well, at the end of one that is torn
 */
export function journalIn(folder: string): Journal {
  const due = join(folder, DUE);
  const pieces = new Pieces(due);
  try {
    const head = headOf(pieces);
    if (!head || !isWhole(pieces)) throw unreadable(due);
    return { command: head.command, changes: () => changesIn(due) };
  } finally {
    pieces.close();
  }
}

/** The journal that this run has just made due: nobody needs to see first whether it is whole. */
export function journalOfThisRun(folder: string): Journal {
  return { command: runningCommand(), changes: () => changesIn(join(folder, DUE)) };
}

function* changesIn(due: string): Generator<Change> {
  const pieces = new Pieces(due);
  try {
    headOf(pieces);
    if (!(yield* changesOf(pieces))) throw unreadable(due);
  } finally {
    pieces.close();
  }
}

function headOf(pieces: Pieces): Head | undefined {
  const head = parsedJson(pieces.line());
  return isHead(head) ? head : undefined;
}

function isWhole(pieces: Pieces): boolean {
  const changes = changesOf(pieces);
  for (;;) {
    const { done, value } = changes.next();
    if (done) return value;
  }
}

// Returns whether all of them were there, and nothing else.
function* changesOf(pieces: Pieces): Generator<Change, boolean> {
  for (let count = 0; ; count++) {
    const line = parsedJson(pieces.line());
    if (isEnd(line)) return line.changes === count && pieces.isAtEnd();
    if (!isLine(line)) return false;
    const { path, before, bytes, mode } = line;
    const content = bytes === null ? null : pieces.bytes(bytes);
    if (content === undefined) return false;
    yield { path, before, content, mode };
  }
}

function unreadable(due: string): WriteError {
  return new WriteError(
    `can't complete what was interrupted: this version can't read ${due}. Run the version that wrote it, or delete it and put back with git what is half done`,
    { told: true },
  );
}

function isHead(value: unknown): value is Head {
  return isRecord(value) && value['format'] === 3 && isOneLine(value['command']);
}

function isEnd(value: unknown): value is End {
  return isRecord(value) && typeof value['changes'] === 'number';
}

function isLine(value: unknown): value is Line {
  if (!isRecord(value)) return false;
  const { path, before, bytes, mode } = value;
  return (
    isOneLine(path) &&
    (before === null || typeof before === 'string') &&
    (bytes === null || isWholeNumber(bytes, MOST_BYTES)) &&
    (mode === undefined || isWholeNumber(mode, 0o7777))
  );
}

function isWholeNumber(value: unknown, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}
