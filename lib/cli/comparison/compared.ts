import type { Change, Synthesized } from '../../analysis/check/change';
import { treesOf } from '../../analysis/manifests/tree';
import { knownOf, type Written } from '../../analysis/manifests/written';
import { modelsOf } from '../../analysis/topology/model';
import { workTree } from '../../git/work-tree';
import { findProjectRoot } from '../project';
import { SYNTHESIZED, synthesizedIn } from '../synth/expected';
import { permissionsIn } from './allowances';
import { withoutEngines } from './engine-files';
import { plainFoldersIn, withPlainFiles } from './leaving';
import type { Comparison } from './options';
import { type RenderedSides, renderedSides } from './rendering/rendered-sides';
import { type Sides, sidesInGit, sidesOfFolders } from './sides';
import { oldFilesIn, takenOverIn } from './taken-over';

/** A change as `check` judges it and `plan` tells it: both ask the same. */
interface Compared extends Pick<Read, 'sides' | 'rendered'> {
  readonly change: Change & Required<Pick<Change, 'engines' | 'permissions'>>;
}

/**
 * Reads what a verb compares.
 * @throws UsageError, BadInput, GitError
 */
export async function compared(comparison: Comparison): Promise<Compared> {
  const { root, headFolder, isProject } = comparison;
  const { sides: found, synthesized, rendered } = await read(comparison);
  const { sides, leaving, environments } =
    isProject && found.changed?.length !== 0 ? withPlainFiles(root, found) : { ...NOBODY_LEAVES, sides: found };
  // A takeover is known by the project's files, whichever manifests are looked at.
  const project = headFolder === undefined ? findProjectRoot(root) : undefined;
  const { applied, engines } = withoutEngines(sides);
  return {
    sides,
    ...(rendered && { rendered }),
    change: {
      ...modelsOf(treesOf(applied, rendered, environments, knownOf(applied.head, writtenIn(synthesized)))),
      synthesized,
      leaving,
      engines: treesOf(engines),
      permissions: permissionsIn(root, sides),
      takenOver: project === undefined ? [] : takenOverIn(project, sides),
    },
  };
}

// What was rendered to be held against the files says what those say that are the same.
function writtenIn(synthesized: readonly Synthesized[]): Map<string, Written> {
  return new Map(
    synthesized.flatMap(({ expected, objects = new Map() }) =>
      [...expected].flatMap(([file, text]) =>
        objects.has(file) ? [[file, { text, value: objects.get(file) }] as const] : [],
      ),
    ),
  );
}

const NOBODY_LEAVES = { leaving: [], environments: new Map<string, string>() };

/** Both sides, and what the inputs synthesize to. */
interface Read {
  readonly sides: Sides;
  /** Nothing for manifests that are not ours. */
  readonly synthesized: readonly Synthesized[];
  /** What stands in the place of charts and kustomizations. @default - they are named, and not looked at */
  readonly rendered?: RenderedSides;
}

async function read(comparison: Comparison): Promise<Read> {
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
    inputs: isProject ? [...SYNTHESIZED, ...oldFilesIn(root), ...plainFoldersIn(root)] : [],
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
