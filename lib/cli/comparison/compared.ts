import { ALLOW_FILE } from '../../analysis/check/allowance';
import type { Change, Synthesized } from '../../analysis/check/change';
import type { Files } from '../../analysis/manifests/files';
import { treesOf } from '../../analysis/manifests/tree';
import { knownOf, type Written } from '../../analysis/manifests/written';
import { modelsOf } from '../../analysis/topology/model';
import { workTree } from '../../git/work-tree';
import { FOLDERS, type Folders, foldersIn } from '../../project/files/folders';
import { LAYOUT, type Layout, layoutOf } from '../../project/output/layout';
import { layoutIn } from '../layout-in';
import { findProjectRoot } from '../project';
import { type BothFolders, synthesizedFrom, synthesizedIn } from '../synth/expected';
import { firstOf } from '../verbs/paths';
import { permissionsIn } from './allowances';
import { withoutEngines } from './engine-files';
import { groupMovesIn } from './group-moves';
import { plainFoldersIn, withPlainFiles } from './leaving';
import type { Comparison } from './options';
import { type RenderedSides, renderedSides } from './rendering/rendered-sides';
import { isBelow, type Sides, sidesInGit, sidesOfFolders } from './sides';
import { stepsIn } from './steps';
import { oldFilesIn, takenOverIn } from './taken-over';
import { textsIn } from './texts';

/** A change as `check` judges it and `plan` tells it: both ask the same. */
interface Compared extends Pick<Read, 'sides' | 'folders' | 'rendered'> {
  readonly change: Change & Required<Pick<Change, 'engines' | 'groups' | 'permissions'>>;
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
      ...modelsOf(
        treesOf(applied, rendered, environments, knownOf(applied.head, writtenIn(synthesized), sides.layouts.head)),
      ),
      synthesized,
      leaving,
      engines: treesOf(engines),
      permissions: permissionsIn(root, sides),
      takenOver: project === undefined ? [] : takenOverIn(project, sides, folders),
      steps: project === undefined ? [] : stepsIn(project, sides, folders, Date.now()),
      groups: project === undefined || found.changed?.length === 0 ? [] : groupMovesIn(project, sides, folders),
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
    const layouts = { base: layoutOfFolder(baseFolder ?? headFolder, root), head: layoutOfFolder(headFolder, root) };
    const sides = sidesOfFolders(baseFolder, headFolder, layouts);
    const folders = [root, headFolder, ...(baseFolder === undefined ? [] : [baseFolder])];
    return {
      sides,
      folders: [FOLDERS, FOLDERS],
      synthesized: [],
      ...(render && { rendered: await renderedSides(sides.wholes(), ['.'], folders) }),
    };
  }
  const project = findProjectRoot(root);
  const after = project === undefined ? FOLDERS : foldersOn(project, head);
  const sidesBy = (before: Folders, inputs: readonly string[]) =>
    sidesInGit({
      root,
      ...(base !== undefined && { base }),
      ...(head && { head }),
      paths: isProject ? [...new Set([after.dist, before.dist])] : paths,
      layouts: { base: layoutOf(before.dist), head: layoutOf(after.dist) },
      inputs,
      render,
    });
  const inputsOf = (folders: Folders) =>
    isProject ? [...synthesizedFrom(folders), ...oldFilesIn(root, folders), ...plainFoldersIn(root, folders)] : [];
  const first = sidesBy(after, inputsOf(after));
  const folders =
    project === undefined ? ([FOLDERS, FOLDERS] as const) : foldersOfSides(project, first, after, isProject);
  const [, before] = folders;
  // What has another name in the base belongs to the change too.
  const isRenamed = Object.entries(after).some(([key, name]) => before[key as keyof Folders] !== name);
  const found = isRenamed
    ? sidesBy(before, isProject ? [...inputsOf(after), before.apps, before.releases] : [])
    : first;
  const sides = isProject ? eachInItsOwn(found, folders) : found;
  // Nothing differs, so nothing is to be told.
  const isSame = sides.changed?.length === 0;
  if (render && !isSame) {
    const rendered = await renderedSides(sides.wholes(), paths, [root, workTree(root)]);
    return { sides, folders, synthesized: [], rendered };
  }
  const synthesized = isProject ? await synthesizedIn(root, sides.changed, folders, sides) : [];
  return { sides, folders, synthesized: [...synthesized, ...(isProject ? leftBehind(sides, folders) : [])] };
}

// A folder may be one of a project's, or have a project in it. A copy elsewhere is taken for one of where the user is.
function layoutOfFolder(folder: string, here: string): Layout {
  const project = findProjectRoot(folder) ?? findProjectRoot(here);
  return project === undefined ? LAYOUT : layoutIn(project);
}

// Of what is left under the old name, the head has nothing: no synth writes it any more.
function eachInItsOwn(sides: Sides, [after, before]: BothFolders): Sides {
  if (after.dist === before.dist) return sides;
  const below = (files: Files, dist: string) => new Map([...files].filter(([file]) => isBelow(file, [dist])));
  return {
    ...sides,
    ...(sides.base && { base: below(sides.base, before.dist) }),
    head: below(sides.head, after.dist),
  };
}

// Engines go on with what they are pointed at, as long as it is there; and Flux deletes all where no YAML is left in it.
function leftBehind(sides: Sides, [after, before]: BothFolders): Synthesized[] {
  if (after.dist === before.dist) return [];
  const { names } = sides.wholes().head;
  const left = [...names].filter(file => isBelow(file, [before.dist]) && !isBelow(file, [after.dist])).sort();
  if (!left.length) return [];
  const message = `${before.dist}/ is called ${after.dist}/ now, and ${firstOf(left)} is left in it: whoever goes on applying ${before.dist}/ gets what was there before, or deletes what is not there any more`;
  const undelivered = [{ file: left[0]!, message, wayOut: `git rm -r ${before.dist}, in this very commit` }];
  return [{ place: '*', found: new Map(), expected: new Map(), undelivered }];
}

// Where bluegreen.yaml is the same, so are they. Whoever names paths does not ask whether it is.
function foldersOfSides(
  project: string,
  { baseCommit, changed }: Pick<Sides, 'baseCommit' | 'changed'>,
  after: Folders,
  isWhole: boolean,
): BothFolders {
  const isSame = baseCommit === undefined || (isWhole && changed && !changed.includes(SETTINGS));
  return [after, isSame ? after : foldersOn(project, baseCommit)];
}

const SETTINGS = 'bluegreen.yaml';

function foldersOn(root: string, commit: string | undefined): Folders {
  // Of a commit, with what is asked for next.
  const asked = commit === undefined ? [SETTINGS] : [SETTINGS, ALLOW_FILE];
  return foldersIn(textsIn(root, commit, asked).get(SETTINGS));
}
