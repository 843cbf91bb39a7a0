import { lstatSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The first link on the way from a folder to a path below it, or the path itself where it is one. Git has a link as a
 * name of something else, and no engine and no commit of ours looks through it; nor do we.
 */
export function linkOnTheWay(root: string, path: string): string | undefined {
  const steps = path.split('/').filter(step => step && step !== '.');
  const below = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
  return below.find(at => lstatSync(join(root, at), { throwIfNoEntry: false })?.isSymbolicLink());
}
