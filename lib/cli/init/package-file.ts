import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The text of a file of this package, which came with the program. */
export function packageFile(path: string): string {
  return readFileSync(join(packageFolder(__dirname), path), 'utf8');
}

// The program is a folder or two below, and its sources are more.
function packageFolder(folder: string): string {
  return existsSync(join(folder, 'pipeline', 'github-actions.yaml')) ? folder : packageFolder(dirname(folder));
}
