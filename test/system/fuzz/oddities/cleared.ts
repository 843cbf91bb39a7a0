import { lstatSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MEGABYTE } from './places';

/** What stands at a path; nothing where that is no file. */
export function contentOf(path: string): Buffer {
  try {
    const found = lstatSync(path);
    return found.isFile() && found.size < 20 * MEGABYTE ? readFileSync(path) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Takes away what stands at a path, and makes sure that its folder is one; an earlier oddity may have been there. */
export function cleared(project: string, path: string): string {
  const at = join(project, path);
  const steps = path.split('/').slice(0, -1);
  for (const index of steps.keys()) {
    const folder = join(project, ...steps.slice(0, index + 1));
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) rmSync(folder);
    if (!found?.isDirectory()) mkdirSync(folder);
  }
  rmSync(at, { recursive: true, force: true });
  mkdirSync(dirname(at), { recursive: true });
  return at;
}
