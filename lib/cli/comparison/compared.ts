import type { Synthesized } from '../../analysis/check/change';
import { workTree } from '../../git/work-tree';
import { SYNTHESIZED, synthesizedIn } from '../synth/expected';
import type { Comparison } from './options';
import { type RenderedSides, renderedSides } from './rendering/rendered-sides';
import { type Sides, sidesInGit, sidesOfFolders } from './sides';
import { oldFilesIn } from './taken-over';

/** Both sides of a change, and what its inputs synthesize to. */
interface Compared {
  readonly sides: Sides;
  /** Nothing for manifests that are not ours. */
  readonly synthesized: readonly Synthesized[];
  /** What stands in the place of charts and kustomizations. @default - they are named, and not looked at */
  readonly rendered?: RenderedSides;
}

/**
 * Reads what a verb compares.
 * @throws UsageError, BadInput, GitError
 */
export async function compared(comparison: Comparison): Promise<Compared> {
  const { root, base, head, baseFolder, headFolder, isProject, paths, render = false } = comparison;
  if (headFolder !== undefined) {
    const sides = sidesOfFolders(baseFolder, headFolder);
    const folders = [root, headFolder, ...(baseFolder === undefined ? [] : [baseFolder])];
    return { sides, synthesized: [], ...(render && { rendered: await renderedSides(sides.wholes(), ['.'], folders) }) };
  }
  const sides = sidesInGit({
    root,
    ...(base !== undefined && { base }),
    ...(head && { head }),
    paths,
    inputs: isProject ? [...SYNTHESIZED, ...oldFilesIn(root)] : [],
    render,
  });
  // Nothing differs, so nothing is to be told.
  const isSame = sides.changed?.length === 0;
  if (render && !isSame) {
    const rendered = await renderedSides(sides.wholes(), paths, [root, workTree(root)]);
    return { sides, synthesized: [], rendered };
  }
  return { sides, synthesized: isProject ? await synthesizedIn(root, sides.changed, sides.headCommit) : [] };
}
