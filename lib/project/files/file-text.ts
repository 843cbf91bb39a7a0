import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_BYTES } from '../write/target-file';
import type { Diagnostic } from './diagnostic';
import { linkOnTheWay } from './link-on-the-way';

/** The text of a file that a person wrote, or why there is none: most often it is missing. */
export type FileText = { readonly text: string } | { readonly problem: Diagnostic; readonly isMissing?: boolean };

/** Reads a file as plain UTF-8. What a link leads to may lie outside the project, and is not read. */
export function readFileText(root: string, file: string): FileText {
  const refused = (message: string, more: Partial<Diagnostic> = {}): FileText => ({
    problem: { file, message, ...more },
  });
  try {
    const path = join(root, file);
    const link = linkOnTheWay(root, file);
    if (link !== undefined) return refused(...linked(link, file));
    const found = lstatSync(path);
    if (found.isDirectory()) return refused('expected a file, got a folder');
    if (!found.isFile()) return refused('expected a file, got a pipe or a device');
    if (found.size > MOST_BYTES) {
      return refused(`expected at most ${MOST_BYTES} bytes, got ${found.size}: no person wrote this`);
    }
    return textIn(file, readFileSync(path));
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const fix = `write ${file}, or start in the folder that holds it`;
    return { ...refused(reason(error), isMissing ? { fix } : {}), isMissing };
  }
}

/** Bytes of a file as plain UTF-8. */
export function textIn(file: string, bytes: Buffer): FileText {
  const text = bytes.toString('utf8');
  const broken = text.indexOf('\ufffd');
  if (broken >= 0 && !bytes.equals(Buffer.from(text))) {
    const message = 'expected text in UTF-8, got other bytes';
    return { problem: { file, message, ...placeIn(text, broken), fix: 'save it as UTF-8' } };
  }
  if (text.startsWith('\ufeff')) {
    const message = "the file starts with a byte order mark, which can't be seen: expected plain UTF-8";
    const fix = 'save it as "UTF-8" and not as "UTF-8 with BOM"';
    return { problem: { file, message, line: 1, column: 1, fix } };
  }
  return { text };
}

/** What to say of a link in a project. */
export function linked(link: string, file: string): [string, { readonly fix: string }] {
  const what = link === file ? 'a symbolic link' : `${link} on the way to it, a symbolic link`;
  return [`expected a file of the project, got ${what}`, { fix: `put what ${link} leads to in its place` }];
}

/** Why the file system refused, in words. */
export function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return REASONS[code ?? ''] ?? `it can't be read: ${message}`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file is missing',
  ENOTDIR: 'expected a folder, got a file',
  EACCES: 'permission to read it is denied',
  ENAMETOOLONG: 'its name is too long',
};

function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}
