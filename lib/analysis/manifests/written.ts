import { LAYOUT, type Layout } from '../../project/output/layout';
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
 * @param layout what those paths say. @default - as it is where nobody says otherwise
 */
export function knownOf(files: Files, written: ReadonlyMap<string, Written>, layout: Layout = LAYOUT): KnownFiles {
  const known: KnownFiles = new Map();
  for (const [file, { text, value }] of written) {
    const content = files.get(file);
    if (content && Buffer.from(text).equals(content))
      known.set(file, { content, layout, read: readWritten(file, text, value, layout) });
  }
  return known;
}
