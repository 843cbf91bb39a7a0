import { readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { type Files, isYaml, MOST_BYTES, oversized } from '../../analysis/manifests/files';
import { type Tree, treesOf } from '../../analysis/manifests/tree';
import { reason } from '../../project/files/file-text';
import { manifestFolder } from '../../project/files/manifest-folder';
import type { StillIn } from '../../release/takeover';
import { textsIn } from '../comparison/texts';
import { UsageError } from '../errors';
import { holding } from '../holding';

/** What stands for the standard input among paths. */
const STDIN = '-';

/**
 * The manifests in files and folders, and of standard input where a path is "-"; named by their paths from a folder.
 * @throws UsageError that names every path that can't be read
 */
export function oldManifests(root: string, paths: readonly string[]): Tree {
  const files = new Map<string, Uint8Array>();
  const faults: string[] = [];
  for (const path of paths) {
    try {
      for (const [file, content] of contentsOf(root, path)) files.set(file, content);
    } catch (error) {
      faults.push(`${path}: ${reason(error)}`);
    }
  }
  if (faults.length) throw new UsageError(faults.join('\n'));
  return treesOf({ head: files }).head;
}

function contentsOf(root: string, path: string): Files {
  if (path === STDIN) return new Map([['standard input', readFileSync(0)]]);
  const name = (file: string) => relative(root, resolve(file)).split(sep).join('/');
  if (!statSync(path).isDirectory()) return new Map([[name(path), readFileSync(path)]]);
  const found = manifestFolder(path, undefined, isYaml, bytes => (bytes > MOST_BYTES ? oversized() : undefined));
  return new Map([...found].map(([file, content]) => [name(join(path, file)), content]));
}

/** Looks for old objects in files of the project, as they are now. */
export function stillIn(root: string, files: readonly string[]): StillIn {
  return holding(files, textsIn(root, undefined, files));
}
