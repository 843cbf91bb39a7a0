import type { Command } from 'commander';
import { UsageError } from '../errors';
import { currentFolder, findProjectRoot, recoveredRoot } from '../project';

/** What is compared with what, as the user says it. */
export interface ComparisonOptions {
  readonly base?: string | false;
  readonly head?: string;
  readonly baseDir?: string;
  readonly headDir?: string;
  readonly render?: true;
}

/** What is compared with what. */
export interface Comparison {
  /** The folder that paths are relative to. */
  readonly root: string;
  /** Whether our inputs are there, so that the output is known. */
  readonly isProject: boolean;
  /** A revision; false for none. @default - what the change starts from */
  readonly base?: string | false;
  /** A revision. @default - the work tree */
  readonly head?: string;
  readonly baseFolder?: string;
  /** Takes the place of git. */
  readonly headFolder?: string;
  /** Where manifests are; empty where the project says it. */
  readonly paths: readonly string[];
  /** Whether charts and kustomizations are rendered. @default false */
  readonly render?: boolean;
}

/** The arguments and options of a verb that compares two states of manifests. */
export function withComparison(command: Command): Command {
  return command
    .argument('[paths...]', 'where the manifests are (default: dist/ of the project, or else everything)')
    .option('--base <ref>', 'the commit, branch or tag that the change starts from')
    .option('--head <ref>', 'the commit, branch or tag that the change leads to (default: the work tree)')
    .option('--base-dir <folder>', 'a folder in place of a commit; goes with --head-dir')
    .option('--head-dir <folder>', 'a folder in place of the work tree')
    .option('--render', 'render charts and kustomizations by helm and kubectl, and look at what they print');
}

/** @throws UsageError where options do not go together */
export function comparisonOf(
  paths: readonly string[],
  { base, head, baseDir, headDir, render }: ComparisonOptions,
): Comparison {
  const here = currentFolder();
  if (headDir !== undefined || baseDir !== undefined) {
    if (headDir === undefined) throw new UsageError('--base-dir: say with --head-dir what to compare it with');
    if (paths.length || head !== undefined || typeof base === 'string') {
      throw new UsageError('--head-dir: takes no paths, no --base and no --head beside it');
    }
    return {
      root: here,
      isProject: false,
      paths: [],
      headFolder: headDir,
      ...(render && { render }),
      ...(baseDir !== undefined && { baseFolder: baseDir }),
    };
  }
  const sides = { ...(base !== undefined && { base }), ...(head !== undefined && { head }) };
  // What we write ourselves is rendered already.
  const rendering = render && { render };
  if (paths.length) return { root: here, isProject: false, paths, ...sides, ...rendering };
  if (findProjectRoot(here) === undefined)
    return { root: here, isProject: false, paths: ['.'], ...sides, ...rendering };
  return { root: recoveredRoot(), isProject: true, paths: [], ...sides };
}
