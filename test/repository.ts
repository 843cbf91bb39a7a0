import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './folder';

export const ROOT = join(__dirname, '..');

/** All of this repository, so that its commands run there and leave this one alone. */
export function copyOfRepository(): string {
  const copy = join(temporaryFolder(), 'copy');
  const left = ['node_modules', '.git', 'coverage'].map(name => join(ROOT, name));
  cpSync(ROOT, copy, { recursive: true, filter: path => !left.includes(path) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}
