import type { Synthesized } from '../../analysis/check/change';
import { SYNTHESIZED, synthesizedIn } from '../synth/expected';
import type { Comparison } from './options';
import { type Sides, sidesInGit, sidesOfFolders } from './sides';

/** Both sides of a change, and what its inputs synthesize to. */
interface Compared {
  readonly sides: Sides;
  /** Nothing for manifests that are not ours. */
  readonly synthesized: readonly Synthesized[];
}

/**
 * Reads what a verb compares.
 * @throws UsageError, BadInput, GitError
 */
export async function compared(comparison: Comparison): Promise<Compared> {
  const { root, base, head, baseFolder, headFolder, isProject, paths } = comparison;
  if (headFolder !== undefined) return { sides: sidesOfFolders(baseFolder, headFolder), synthesized: [] };
  const sides = sidesInGit({
    root,
    ...(base !== undefined && { base }),
    ...(head && { head }),
    paths,
    inputs: isProject ? SYNTHESIZED : [],
  });
  return { sides, synthesized: isProject ? await synthesizedIn(root, sides.changed, sides.headCommit) : [] };
}
