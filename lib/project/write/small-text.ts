import { readFileSync, statSync } from 'node:fs';

// A lock has some hundred bytes, the note of a promotion of thousands of applications a thousand times as many.
const MOST_BYTES = 16 * 1024 * 1024;

/** The text of a lock or a note; an empty one, which says nothing, where it is larger than any that this tool writes. */
export function smallText(path: string): string {
  return statSync(path).size > MOST_BYTES ? '' : readFileSync(path, 'utf8');
}
