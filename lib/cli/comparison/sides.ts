import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALLOW_FILE } from '../../analysis/check/allowance';
import { type Files, isYaml, MOST_BYTES, oversized } from '../../analysis/manifests/files';
import { type BothSides, type Layouts, sameLayout } from '../../analysis/manifests/tree';
import {
  type Base,
  commitOf,
  defaultBase,
  differing,
  emptyTree,
  filesIn,
  isUnborn,
  linksIn,
  namesIn,
  pathsInIndex,
} from '../../git/comparison';
import { GitError } from '../../git/git-error';
import { contentsOf } from '../../git/objects';
import { type Uncommitted, uncommitted as uncommittedIn } from '../../git/uncommitted';
import { prefixOf } from '../../git/work-tree';
import { leadsToFile, linkOnTheWay } from '../../project/files/link-on-the-way';
import { manifestFolder } from '../../project/files/manifest-folder';
import { LAYOUT, type Layout, layoutOf } from '../../project/output/layout';
import { affected, foldersOf, hasForeign, mayMeet, textsOfMeeting } from './scope';

/** The two sides of a change, as far as they have to be read. */
export interface Sides extends Required<Pick<BothSides, 'layouts'>>, Omit<BothSides, 'layouts'> {
  /** What is compared with what. */
  readonly words: string;
  /** All that differs, inputs and what is allowed as well; undefined where everything counts. */
  readonly changed?: readonly string[];
  /** What git is told to ignore in the work tree; undefined where nobody has asked. */
  readonly ignored?: readonly string[];
  /** From the root of the repository to the folder that paths are relative to: empty, or with "/" at its end. */
  prefix(): string;
  /** All that is there, wherever manifests are looked for. */
  wholes(): { readonly base?: Whole; readonly head: Whole };
  /** The commit on the side of the base; undefined for none, and for folders. */
  readonly baseCommit?: string;
  /** The commit on the side of the head; undefined for the work tree. */
  readonly headCommit?: string;
}

/** All files of one side, of which few are ever read. */
export interface Whole {
  readonly layout: Layout;
  readonly names: ReadonlySet<string>;
  /** In git alone: nobody makes any in folders that are printed for a comparison. */
  readonly links: ReadonlySet<string>;
  read(files: Iterable<string>): Files;
}

/**
 * Two folders, or one.
 * @param layouts what paths say in each. @default - as it is where nobody says otherwise
 */
export function sidesOfFolders(
  baseFolder: string | undefined,
  headFolder: string,
  layouts: Layouts = sameLayout(LAYOUT),
): Sides {
  const read = (folder: string, layout: Layout, isWanted: (file: string) => boolean = isLookedAt(layout)) =>
    manifestFolder(folder, layout.dist, isWanted, bytes => (bytes > MOST_BYTES ? oversized() : undefined));
  const whole = (folder: string, layout: Layout): Whole => {
    const all = read(folder, layout, () => true);
    return { layout, names: new Set(all.keys()), links: new Set(), read: files => chosen(all, files) };
  };
  return {
    ...(baseFolder !== undefined && { base: read(baseFolder, layouts.base) }),
    head: read(headFolder, layouts.head),
    layouts,
    wholes: () => ({
      ...(baseFolder !== undefined && { base: whole(baseFolder, layouts.base) }),
      head: whole(headFolder, layouts.head),
    }),
    words: baseFolder === undefined ? `${headFolder}, by itself` : `${baseFolder} against ${headFolder}`,
    prefix: () => '',
  };
}

interface GitRequest {
  /** The folder that paths are relative to. */
  readonly root: string;
  /** A revision; false for none. @default - what the change starts from, see defaultBase */
  readonly base?: string | false;
  /** A revision. @default - the work tree */
  readonly head?: string;
  /** Where manifests are. */
  readonly paths: readonly string[];
  /** What their paths say. @default - as it is where nobody says otherwise */
  readonly layouts?: Layouts;
  /** What they are made from, and what is made with them. */
  readonly inputs: readonly string[];
  /** Whether what manifests are made from may be anywhere, and count. @default false */
  readonly render?: boolean;
  /** Whether a file is read. @default - all are that have to be */
  readonly isRead?: (file: string) => boolean;
}

/**
 * A commit against the work tree, or another commit. Only what differs is read, with what belongs to it.
 * @throws GitError where there is no git, no work tree, or no such commit
 */
export function sidesInGit(request: GitRequest): Sides {
  try {
    return sidesSince('HEAD', request);
  } catch (error) {
    const { root, base, head } = request;
    if (!(error instanceof GitError) || base || head !== undefined || !isUnborn(root)) throw error;
    // Before the first commit all there is stands in the work tree.
    return sidesSince(emptyTree(root), { ...request, base: false });
  }
}

// `last` is the last commit, or what stands in its place before the first one.
function sidesSince(
  last: string,
  {
    root,
    base: asked,
    head: headName,
    paths,
    layouts = sameLayout(LAYOUT),
    inputs,
    render = false,
    isRead = () => true,
  }: GitRequest,
): Sides {
  const layout = layoutOf(layouts.head.dist, layouts.base.dist);
  const headCommit = headName === undefined ? undefined : commitOf(root, headName);
  const all = render ? ['.'] : [...paths, ...inputs];
  const changedFrom = (from: string, to?: string) => differing(root, from, to, [...all, ALLOW_FILE]);
  const isAsked = asked !== undefined || headCommit !== undefined;
  const { differs: uncommitted, ignored }: Uncommitted = isAsked
    ? { differs: [] }
    : last === 'HEAD'
      ? uncommittedIn(root, [...all, ALLOW_FILE])
      : { differs: changedFrom(last) };
  // A permission alone does not say that the change is not committed.
  const isDirty = uncommitted.some(file => isBelow(file, all));
  const base = asked === undefined ? defaultBase(root, headCommit, isDirty) : named(root, asked);
  const from = base?.commit ?? headCommit ?? (last === 'HEAD' ? commitOf(root, last) : last);
  // A work tree in which nothing differs is its commit, and two commits are sooner compared.
  const changed = isDirty
    ? uncommitted
    : [...new Set([...changedFrom(from, isAsked ? headCommit : last), ...uncommitted])];
  const differs = changed.filter(file => isBelow(file, paths));
  // Under another name all of it is new, and what it was stands elsewhere.
  const isRenamed = layouts.base !== layouts.head;
  // Engines are told much, and seldom anything else than before.
  const listed =
    base && inputs.length && !isRenamed && !differs.some(layout.isForEngines) ? [layout.applications] : paths;
  const isWhole = !base || isRenamed || (render && changed.length > 0);
  const folders = isWhole || !inputs.length ? listed : foldersToList(root, layout, differs, listed, headCommit);
  const inCommit = (commit: string) => (folders.length ? filesIn(root, commit, folders) : new Map<string, string>());
  const before = inCommit(from);
  const after = headCommit ? inCommit(headCommit) : inWorkTree(root, before, differs);
  const isLooked = isLookedAt(layout);
  const looked = [...new Set([...before.keys(), ...after.keys()])].filter(file => isLooked(file) && isRead(file));
  const wanted = isWhole ? looked : affected(layout, differs.filter(isLookedAt(layout)), looked);
  const read = reader(root, wanted, [before, after]);
  const side = headName ?? 'the work tree';
  const where = paths.every(path => path === '.') ? '' : `, in ${paths.join(' and ')}`;
  return {
    ...(base && { base: read(before) }),
    head: read(after),
    layouts,
    wholes: () => wholesInGit(root, layouts, { from, ...(headCommit && { headCommit }) }, base !== undefined),
    words: `${base ? `${base.words} (${base.commit.slice(0, 10)}) against ${side}` : `${side}, by itself`}${where}`,
    ...(base && { changed, baseCommit: base.commit }),
    ...(ignored && { ignored }),
    prefix: () => prefixOf(root),
    ...(headCommit && { headCommit }),
  };
}

// Git would go through the folders of each application of a fleet, to say of nearly all that they play no part. What is the same
// on both sides, the second one names alone; and what the work tree has as the commit has it, the index has as well.
function foldersToList(
  root: string,
  layout: Layout,
  differs: readonly string[],
  listed: readonly string[],
  headCommit: string | undefined,
): readonly string[] {
  const changed = differs.filter(isLookedAt(layout));
  if (!changed.length) return [];
  const isForeign = hasForeign(layout, changed);
  const texts = isForeign ? undefined : textsOfMeeting(changed);
  const names = headCommit ? namesIn(root, headCommit, listed, texts) : pathsInIndex(root, listed, texts);
  const known = new Set([...(isForeign ? names : names.filter(mayMeet(changed))), ...changed]);
  const folders = foldersOf(layout, affected(layout, changed, [...known].filter(isLookedAt(layout))));
  return folders.length > MOST_FOLDERS ? listed : folders;
}

// As arguments of a command they have to be few.
const MOST_FOLDERS = 200;

function wholesInGit(
  root: string,
  layouts: Layouts,
  { from, headCommit }: { readonly from: string; readonly headCommit?: string },
  hasBase: boolean,
): ReturnType<Sides['wholes']> {
  const whole = (layout: Layout, listing: Listing, links: Iterable<string>): Whole => ({
    layout,
    names: new Set(listing.keys()),
    links: new Set(links),
    read: files => reader(root, [...files], [listing])(listing),
  });
  const inCommit = (layout: Layout, commit: string) =>
    whole(layout, filesIn(root, commit, ['.']), linksIn(root, commit).keys());
  const base = hasBase && { base: inCommit(layouts.base, from) };
  if (headCommit) return { ...base, head: inCommit(layouts.head, headCommit) };
  const differs = differing(root, from, undefined, ['.']);
  const links = new Set(linksIn(root, from).keys());
  for (const file of differs) {
    if (linkOnTheWay(root, file) === undefined) links.delete(file);
    else links.add(file);
  }
  return { ...base, head: whole(layouts.head, inWorkTree(root, filesIn(root, from, ['.']), differs), links) };
}

function chosen(all: Files, files: Iterable<string>): Files {
  return new Map([...files].flatMap(file => (all.has(file) ? [[file, all.get(file)!] as const] : [])));
}

function named(root: string, revision: string | false): Base | undefined {
  return revision === false ? undefined : { commit: commitOf(root, revision), words: revision };
}

/** Files, and the hashes of their contents in git; undefined for what only the work tree has. */
type Listing = ReadonlyMap<string, string | undefined>;

function inWorkTree(root: string, committed: Listing, differs: readonly string[]): Listing {
  const files = new Map(committed);
  for (const file of differs) {
    // As in a commit, links are left out.
    if (leadsToFile(root, file)) files.set(file, undefined);
    else files.delete(file);
  }
  return files;
}

// What is the same on both sides is read once, and is one buffer.
function reader(root: string, wanted: readonly string[], listings: readonly Listing[]): (listing: Listing) => Files {
  const contents = contentsOf(
    root,
    listings.flatMap(listing => wanted.flatMap(file => listing.get(file) ?? [])),
    MOST_BYTES,
  );
  const onDisk = (file: string) => {
    const path = join(root, file);
    return lstatSync(path).size > MOST_BYTES ? oversized() : readFileSync(path);
  };
  return listing =>
    new Map(
      wanted
        .filter(file => listing.has(file))
        .map(file => {
          const hash = listing.get(file);
          return [file, hash === undefined ? onDisk(file) : (contents.get(hash) ?? oversized())];
        }),
    );
}

// Below dist/apps every file counts, because none but manifests may be there; and what kubectl goes by is a script.
function isLookedAt({ outputPath, isScript }: Layout): (file: string) => boolean {
  return file => isYaml(file) || outputPath(file) !== undefined || isScript(file);
}

/** Whether a file is in one of some paths, or one of them itself. */
export function isBelow(file: string, paths: readonly string[]): boolean {
  return paths.some(path => path === '.' || file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));
}
