import type { Files } from './files';
import { readWritten } from './read-manifests';
import type { KnownFiles } from './tree';

/** A text, and the value that it was made of. */
export interface Written {
  readonly text: string;
  readonly value: unknown;
}

/**
 * What files say that stand there just as this run makes them: nobody needs to read them back. One that differs by a byte is
 * not among them.
 * @param written by the paths of the files
 */
export function knownOf(files: Files, written: ReadonlyMap<string, Written>): KnownFiles {
  const known: KnownFiles = new Map();
  for (const [file, { text, value }] of written) {
    const content = files.get(file);
    if (content && Buffer.from(text).equals(content))
      known.set(file, { content, read: readWritten(file, text, value) });
  }
  return known;
}
