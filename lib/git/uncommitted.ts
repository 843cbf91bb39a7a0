import { differing } from './comparison';
import { git } from './git';
import { prefixOf } from './work-tree';

/** What of a work tree its last commit does not have. */
export interface Uncommitted {
  /** Files that are edited, new or gone. */
  readonly differs: readonly string[];
  /**
   * Those that git is told to ignore and does not have; a folder that is ignored is named in place of what is in it, with "/" at
   * its end. Undefined where that is not told of single files.
   */
  readonly ignored?: readonly string[];
}

/** Asks git all of it at once: each look at the folders of a fleet takes it as long as all the rest of a check. */
export function uncommitted(folder: string, paths: readonly string[]): Uncommitted {
  const status = ['status', '--porcelain=v2', '-z', '--no-renames', '--untracked-files=all', '--ignored=matching'];
  const output = git(folder, ['--literal-pathspecs', ...status, '--', ...paths]).toString();
  const entries = output.split('\0').filter(entry => /^[12u?!] /.test(entry));
  if (!entries.length) return { differs: [], ignored: [] };
  // It tells them from the root of the repository.
  const prefix = prefixOf(folder);
  const of = (kind: RegExp) =>
    entries.flatMap(entry => {
      const path = kind.exec(entry)?.[1];
      return path?.startsWith(prefix) ? [path.slice(prefix.length)] : [];
    });
  const isAboveIgnored = entries.some(entry => entry.startsWith('! ') && prefix.startsWith(entry.slice(2)));
  // What is staged may be undone in the work tree.
  const isStaged = entries.some(entry => /^(?:2|u|1 [^.])/.test(entry));
  const differs = isStaged
    ? differing(folder, 'HEAD', undefined, paths)
    : [...of(/^1 (?:[^ ]+ ){7}(.*)$/s), ...of(/^\? (.*)$/s)];
  return { differs: differs.sort(), ...(!isAboveIgnored && { ignored: of(/^! (.*)$/s) }) };
}
