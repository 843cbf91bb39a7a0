import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

// The clock of a disk may stand behind that of the process by as much.
const LEEWAY_MILLISECONDS = 1000;

// The other programs of the tool only look.
const THAT_SYNTHESIZE = ['bluegreen.js', 'main.js'];

/**
 * What tells one tool from another: each byte of the programs that synthesize, and the version of Node that runs them. Undefined where
 * that is not sure: it does not run as it was built, or was put in place while it ran.
 */
export function toolIdentity(): string | undefined {
  // Node runs a program as a file of its own, or start.js beside the folder does.
  const folder = basename(__dirname) === 'program' ? __dirname : join(__dirname, 'program');
  const hash = createHash('sha256').update(process.version);
  try {
    for (const name of THAT_SYNTHESIZE) {
      const file = join(folder, name);
      if (statSync(file).ctimeMs + LEEWAY_MILLISECONDS > performance.timeOrigin) return undefined;
      hash.update(`\0${name}\0`);
      addContent(hash, file);
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

const PIECE_BYTES = 64 * 1024;

// A program is megabytes: to read it in pieces into the same place takes a tenth of the time.
function addContent(hash: Hash, path: string): void {
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, piece); read; read = readSync(file, piece)) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
}
