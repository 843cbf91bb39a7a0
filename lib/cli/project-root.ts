import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './usage';

/** The folder of the project: the nearest one with a bluegreen.yaml, from a folder upwards. */
export function findProjectRoot(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'bluegreen.yaml'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * The folder of the project.
 * @throws UsageError where there is none
 */
export function projectRoot(from: string): string {
  const found = findProjectRoot(from);
  if (found) return found;
  throw new UsageError(
    `there is no bluegreen.yaml in ${from} or above it: go to the project's folder, or start one with "bluegreen new <app>"`,
  );
}
