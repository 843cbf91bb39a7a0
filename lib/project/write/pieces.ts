import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** How much of a file is in memory at once, unless more of it is asked for in one piece. */
export const CHUNK_BYTES = 1024 * 1024;

/** Reads a file from its begin to its end, in lines and in pieces of known lengths. */
export class Pieces {
  private readonly file: number;
  private buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  private start = 0;
  private end = 0;

  public constructor(path: string) {
    this.file = openSync(path, 'r');
  }

  /** The next line, without its end; undefined where no line of at most `CHUNK_BYTES` ends. */
  public line(): string | undefined {
    for (;;) {
      const at = this.buffer.subarray(this.start, this.end).indexOf('\n');
      if (at >= 0) {
        const line = this.buffer.toString('utf8', this.start, this.start + at);
        this.start += at + 1;
        return line;
      }
      if (this.end - this.start >= CHUNK_BYTES || !this.holds(this.end - this.start + 1)) return undefined;
    }
  }

  /** The next bytes, until more is asked for; undefined where there are fewer. */
  public bytes(count: number): Buffer | undefined {
    if (!this.holds(count)) return undefined;
    this.start += count;
    return this.buffer.subarray(this.start - count, this.start);
  }

  public isAtEnd(): boolean {
    return !this.holds(1);
  }

  public close(): void {
    closeSync(this.file);
  }

  private holds(count: number): boolean {
    if (this.end - this.start >= count) return true;
    // What is left goes to the front, and to a larger place where it has to.
    const place = count > this.buffer.length ? Buffer.allocUnsafe(count) : this.buffer;
    this.buffer.copy(place, 0, this.start, this.end);
    this.end -= this.start;
    this.start = 0;
    this.buffer = place;
    while (this.end < count) {
      const read = readSync(this.file, this.buffer, this.end, this.buffer.length - this.end, null);
      if (!read) return false;
      this.end += read;
    }
    return true;
  }
}

/** Writes all of it, where the disk may take a part at a time. */
export function writeWhole(file: number, content: Uint8Array): void {
  for (let written = 0; written < content.length; ) written += writeSync(file, content, written);
}
