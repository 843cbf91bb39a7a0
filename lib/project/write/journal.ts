import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isOneLine, isRecord, parsedJson } from './parsed-json';
import { runningCommand } from './running-command';
import { WriteError } from './write-error';

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

/** The journal, in the folder aside: while it stands there, its changes are due. */
export const DUE = 'journal';
export const DRAFT = 'journal.draft';

// A line each, so that neither writing nor reading has more than a part of it in memory: what began it, for the words of
// whoever completes it; the changes; how many they are.
interface Head {
  readonly format: 2;
  readonly command: string;
}

interface End {
  readonly changes: number;
}

const CHUNK_BYTES = 1024 * 1024;
// A change holds a file, escaped.
const LONGEST_LINE_BYTES = 64 * CHUNK_BYTES;

/** A journal that is being written. */
export class JournalDraft {
  private readonly draft: string;
  private readonly file: number;
  private lines: string[] = [];
  private length = 0;
  private changes = 0;
  private state: 'open' | 'closed' | 'due' | 'dropped' = 'open';

  public constructor(private readonly folder: string) {
    this.draft = join(folder, DRAFT);
    this.file = openSync(this.draft, 'w');
    const head: Head = { format: 2, command: runningCommand() };
    this.append(head);
  }

  public add(change: Change): void {
    this.append(change);
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

  private append(line: Head | Change | End): void {
    const text = `${JSON.stringify(line)}\n`;
    this.lines.push(text);
    this.length += text.length;
    if (this.length >= CHUNK_BYTES) this.flush();
  }

  private flush(): void {
    const bytes = Buffer.from(this.lines.join(''));
    this.lines = [];
    this.length = 0;
    for (let written = 0; written < bytes.length; ) written += writeSync(this.file, bytes, written);
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
  const [head] = linesOf(due);
  if (!isHead(head)) throw unreadable(due);
  for (const _ of changesIn(due));
  return { command: head.command, changes: () => changesIn(due) };
}

/** The journal that this run has just made due: nobody needs to see first whether it is whole. */
export function journalOfThisRun(folder: string): Journal {
  return { command: runningCommand(), changes: () => changesIn(join(folder, DUE)) };
}

function* changesIn(due: string): Generator<Change> {
  let count = -1;
  let isWhole = false;
  for (const line of linesOf(due)) {
    if (isWhole) throw unreadable(due);
    if (count >= 0 && isEnd(line)) isWhole = line.changes === count;
    else if (count >= 0 && isChange(line)) yield line;
    else if (count >= 0) throw unreadable(due);
    count++;
  }
  if (!isWhole) throw unreadable(due);
}

function* linesOf(path: string): Generator<unknown> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let parts: Buffer[] = [];
    let length = 0;
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      let start = 0;
      for (let end = chunk.indexOf('\n'); end >= 0 && end < read; end = chunk.indexOf('\n', start)) {
        const line = chunk.subarray(start, end);
        yield parsedJson((parts.length ? Buffer.concat([...parts, line]) : line).toString());
        parts = [];
        length = 0;
        start = end + 1;
      }
      // The next chunk takes the place of this one.
      if (start < read) parts.push(Buffer.from(chunk.subarray(start, read)));
      length += read - start;
      if (length > LONGEST_LINE_BYTES) throw unreadable(path);
    }
    if (length) throw unreadable(path);
  } finally {
    closeSync(file);
  }
}

function unreadable(due: string): WriteError {
  return new WriteError(
    `can't complete what was interrupted: this version can't read ${due}. Run the version that wrote it, or delete it and put back with git what is half done`,
    { told: true },
  );
}

function isHead(value: unknown): value is Head {
  return isRecord(value) && value['format'] === 2 && isOneLine(value['command']);
}

function isEnd(value: unknown): value is End {
  return isRecord(value) && typeof value['changes'] === 'number';
}

function isChange(value: unknown): value is Change {
  if (!isRecord(value)) return false;
  const { path, before, content, mode } = value;
  return isOneLine(path) && isTextOrNull(before) && isTextOrNull(content) && (mode === undefined || isMode(mode));
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}

function isMode(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 0o7777;
}
