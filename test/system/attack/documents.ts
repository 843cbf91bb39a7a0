import { parseAllDocuments } from 'yaml';
import type { Loose } from './copy';

/** What a document of YAML says, and whether it is none. Nobody may change the value: it is everybody's. */
interface Read {
  readonly value: Loose;
  readonly isBroken: boolean;
}

// Of the many changes of a style each changes a document or two: the others are read once.
const known = new Map<string, readonly Read[]>();
const MOST_KNOWN = 20_000;

/** The documents of a text. */
export function documentsIn(text: string): Read[] {
  return text.split(/^(?=---$)/m).flatMap(part => {
    const read = known.get(part) ?? documentsOf(part);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(part, read);
    return read;
  });
}

function documentsOf(text: string): Read[] {
  return parseAllDocuments(text).map(document => ({ value: document.toJS(), isBroken: document.errors.length > 0 }));
}
