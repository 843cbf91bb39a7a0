import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';

/**
 * The first link on the way from a folder to a path below it, or the path itself where it is one. Git has a link as a
 * name of something else, and no engine and no commit of ours looks through it; nor do we.
 */
export function linkOnTheWay(root: string, path: string): string | undefined {
  const { at, stats } = followed(root, path);
  return stats?.isSymbolicLink() ? at : undefined;
}

/** Whether a path leads to an ordinary file, by way of folders alone. */
export function leadsToFile(root: string, path: string): boolean {
  const { isWhole, stats } = followed(root, path);
  return isWhole && Boolean(stats?.isFile());
}

interface Followed {
  /** As far as folders lead: the path, or what is in the place of a folder on the way. */
  readonly at: string;
  readonly isWhole: boolean;
  readonly stats?: Stats;
}

function followed(root: string, path: string): Followed {
  const steps = path.split('/').filter(step => step && step !== '.');
  for (const index of steps.keys()) {
    const at = steps.slice(0, index + 1).join('/');
    const stats = lstatSync(join(root, at), { throwIfNoEntry: false });
    const isWhole = index === steps.length - 1;
    if (isWhole || !stats?.isDirectory()) return { at, isWhole, stats };
  }
  return { at: '', isWhole: false };
}
