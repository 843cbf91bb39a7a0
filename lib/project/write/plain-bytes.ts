import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';

const { O_NOFOLLOW, O_NONBLOCK = 0, O_RDONLY } = constants;

const MOST_BYTES = 1024 * 1024;

/**
 * What an ordinary file holds: for who looks at thousands, one after the other.
 * @returns undefined where there is none, or a link, a pipe or a folder is in its place, or it is larger than 1 MB
 */
export function plainBytes(path: string): Buffer | undefined {
  let file: number | undefined;
  try {
    if (O_NOFOLLOW === undefined && lstatSync(path).isSymbolicLink()) return undefined;
    // A pipe is not waited for.
    file = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | O_NONBLOCK);
    const found = fstatSync(file);
    if (!found.isFile() || found.size > MOST_BYTES) return undefined;
    const bytes = Buffer.allocUnsafe(found.size);
    for (let read = 0; read < bytes.length; ) {
      const more = readSync(file, bytes, read, bytes.length - read, null);
      if (!more) return undefined;
      read += more;
    }
    return bytes;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
