import type { Change, Synthesized } from '../../analysis/check/change';
import { treesOf } from '../../analysis/manifests/tree';
import { knownOf, type Written } from '../../analysis/manifests/written';
import { modelsOf } from '../../analysis/topology/model';
import { workTree } from '../../git/work-tree';
import { FOLDERS, type Folders, foldersIn } from '../../project/files/folders';
import { findProjectRoot } from '../project';
import { type BothFolders, synthesizedFrom, synthesizedIn } from '../synth/expected';
import { permissionsIn } from './allowances';
import { withoutEngines } from './engine-files';
import { plainFoldersIn, withPlainFiles } from './leaving';
import type { Comparison } from './options';
import { type RenderedSides, renderedSides } from './rendering/rendered-sides';
import { type Sides, sidesInGit, sidesOfFolders } from './sides';
import { oldFilesIn, takenOverIn } from './taken-over';
import { textsIn } from './texts';

/** A change as `check` judges it and `plan` tells it: both ask the same. */
interface Compared extends Pick<Read, 'sides' | 'folders' | 'rendered'> {
  readonly change: Change & Required<Pick<Change, 'engines' | 'permissions'>>;
}

/**
 * Reads what a verb compares.
 * @throws UsageError, BadInput, GitError
 */
export async function compared(comparison: Comparison): Promise<Compared> {
  const { root, headFolder, isProject } = comparison;
  const { sides: found, folders, synthesized, rendered } = await read(comparison);
  const { sides, leaving, environments } =
    isProject && found.changed?.length !== 0
      ? withPlainFiles(root, found, folders)
      : { ...NOBODY_LEAVES, sides: found };
  // A takeover is known by the project's files, whichever manifests are looked at.
  const project = headFolder === undefined ? findProjectRoot(root) : undefined;
  const { applied, engines } = withoutEngines(sides);
  return {
    sides,
    folders,
    ...(rendered && { rendered }),
    change: {
      ...modelsOf(treesOf(applied, rendered, environments, knownOf(applied.head, writtenIn(synthesized)))),
      synthesized,
      leaving,
      engines: treesOf(engines),
      permissions: permissionsIn(root, sides),
      takenOver:
        project === undefined
          ? []
          : takenOverIn(project, sides, project === root ? folders : foldersOfSides(project, sides)),
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
  /** Of the project. */
  readonly folders: BothFolders;
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
    return {
      sides,
      folders: [FOLDERS, FOLDERS],
      synthesized: [],
      ...(render && { rendered: await renderedSides(sides.wholes(), ['.'], folders) }),
    };
  }
  const sidesBy = (inputs: readonly string[]) =>
    sidesInGit({ root, ...(base !== undefined && { base }), ...(head && { head }), paths, inputs, render });
  const inputsOf = (folders: Folders) => [
    ...synthesizedFrom(folders),
    ...oldFilesIn(root, folders),
    ...plainFoldersIn(root, folders),
  ];
  const after = isProject ? foldersOn(root, head) : FOLDERS;
  const first = sidesBy(isProject ? inputsOf(after) : []);
  const folders = isProject ? foldersOfSides(root, first, after) : ([FOLDERS, FOLDERS] as const);
  const before = folders[1];
  // What has another name in the base belongs to the change too.
  const isRenamed = before.apps !== after.apps || before.releases !== after.releases;
  const sides = isRenamed ? sidesBy([...inputsOf(after), before.apps, before.releases]) : first;
  // Nothing differs, so nothing is to be told.
  const isSame = sides.changed?.length === 0;
  if (render && !isSame) {
    const rendered = await renderedSides(sides.wholes(), paths, [root, workTree(root)]);
    return { sides, folders, synthesized: [], rendered };
  }
  const synthesized = isProject ? await synthesizedIn(root, sides.changed, folders, sides.headCommit) : [];
  return { sides, folders, synthesized };
}

// Where bluegreen.yaml is the same, so are they.
function foldersOfSides(
  root: string,
  { baseCommit, headCommit, changed }: Pick<Sides, 'baseCommit' | 'headCommit' | 'changed'>,
  after = foldersOn(root, headCommit),
): BothFolders {
  const isSame = baseCommit === undefined || (changed && !changed.includes(SETTINGS));
  return [after, isSame ? after : foldersOn(root, baseCommit)];
}

const SETTINGS = 'bluegreen.yaml';

function foldersOn(root: string, commit: string | undefined): Folders {
  return foldersIn(textsIn(root, commit, [SETTINGS]).get(SETTINGS));
}
