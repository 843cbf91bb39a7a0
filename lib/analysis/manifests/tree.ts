import type { Diagnostic } from '../../project/files/diagnostic';
import { LAYOUT, type Layout, layoutOf } from '../../project/output/layout';
import type { Rendered } from '../rendering/rendered';
import { type AppliedBy, appliedBy } from './applied-by';
import { copiesIn } from './copies';
import { environmentsOf } from './environments';
import type { Files } from './files';
import { isYaml } from './files';
import { grouped } from './grouped';
import { type Identity, identityKey } from './identity';
import type { Manifest } from './manifest';
import { type ReadFile, readManifests } from './read-manifests';
import { type Sources, sourcesIn } from './sources';

/** All objects of some files, as they stand at one moment. */
export interface Tree {
  readonly files: Files;
  /** What their paths say. */
  readonly layout: Layout;
  /** Of an object that stands more than once in an environment, the last one: it is what "kubectl apply -f" leaves. */
  readonly manifests: readonly Manifest[];
  /** All of each such object. */
  readonly duplicates: readonly (readonly Manifest[])[];
  /** What could not be read, or says nothing of what is applied. */
  readonly unreadable: readonly Diagnostic[];
  /** Files out of which another tool makes manifests. */
  readonly sources: ReadonlySet<string>;
  /** Files that say which files kustomize takes. */
  readonly kustomizations: ReadonlySet<string>;
  /** Files that a kustomization of this tree has stopped to list, with that kustomization: nothing applies them. */
  readonly withdrawn: ReadonlyMap<string, string>;
  /** Copies of which nothing says where they go, in words. */
  readonly undecided: readonly string[];
  /** Which files go to one environment of one cluster together: those for which this gives the same text. */
  environmentOf(file: string): string;
  /** All manifests of one object in an environment. */
  all(environment: string, identity: Identity): readonly Manifest[];
  /** The object in an environment, where there is one. */
  find(environment: string, identity: Identity): Manifest | undefined;
}

/** What a change makes of what. */
export interface Trees {
  readonly base?: Tree;
  readonly head: Tree;
}

/** What was read of files, by their paths. */
export type KnownFiles = Map<
  string,
  { readonly content: Uint8Array; readonly layout: Layout; readonly read: ReadFile }
>;

/** Files before a change and after it. */
export interface BothSides {
  readonly base?: Files;
  readonly head: Files;
  /** What their paths say. @default - as it is where nobody says otherwise */
  readonly layouts?: Layouts;
}

/** What paths say before a change and after it: it may give dist/ another name. */
export interface Layouts {
  readonly base: Layout;
  readonly head: Layout;
}

/** Where dist/ has one name on both sides. */
export const sameLayout = (layout: Layout): Layouts => ({ base: layout, head: layout });

/**
 * Reads all YAML files among the given ones. Nothing stops it: what can't be read is listed.
 * @param rendered what stands in the place of sources. @default - they are named, and not judged
 * @param known what was read of states before: a file whose buffer is the same is not read again. @default - nothing
 * @param environments those of files that do not say it by their path. @default - none is known
 */
export function treesOf(
  files: BothSides,
  rendered?: { readonly base?: Rendered; readonly head: Rendered },
  environments: ReadonlyMap<string, string> = new Map(),
  // What did not change is one buffer in both trees, and is read once.
  known: KnownFiles = new Map(),
): Trees {
  const { layouts = sameLayout(LAYOUT) } = files;
  const read = (
    file: string,
    content: Uint8Array,
    layout: Layout,
    made: (found: ReadFile) => ReadFile = found => found,
  ) => {
    const before = known.get(file);
    if (before?.content === content && before.layout === layout) return before.read;
    const found = made(readManifests(file, content, layout));
    known.set(file, { content, layout, read: found });
    return found;
  };
  const side = (tree: Files, layout: Layout, made: Rendered | undefined): ReadSide => {
    const sources = sourcesIn(tree, layout);
    const isSource = (file: string) => sources.files.has(file) || made?.sources.has(file);
    const own = [...tree].filter(([file]) => isYaml(file) && !isSource(file));
    const printed = [...(made?.printed ?? [])].map(([file, { content }]) => read(file, content, layout, withoutLines));
    const found = [...own.map(([file, content]) => read(file, content, layout)), ...printed];
    const manifests = found.flatMap(one => one.manifests);
    return {
      files: tree,
      layout,
      sources: made ? { ...sources, files: made.lost, notes: made.failed } : sources,
      read: found,
      manifests,
      appliedBy: appliedBy(tree, manifests, layout),
    };
  };
  const sides = [
    side(files.head, layouts.head, rendered?.head),
    ...(files.base ? [side(files.base, layouts.base, rendered?.base)] : []),
  ];
  const [after, before] = sides as [ReadSide, ReadSide?];
  const printed = [rendered?.base, rendered?.head].flatMap(made =>
    [...(made?.printed ?? [])].map(([file, { home }]) => [file, home] as const),
  );
  const copies = copiesIn(before, after);
  const environmentOf = environmentsOf(
    sides.map(one => one.manifests),
    new Map([...applied(before), ...applied(after), ...copies.homes, ...printed]),
    environments,
    layoutOf(layouts.head.dist, layouts.base.dist),
  );
  const head = treeOf(after, environmentOf, copies.undecided, before ? withdrawn(before.sources, after) : new Map());
  return { head, ...(before && { base: treeOf(before, environmentOf, [], new Map()) }) };
}

// Where one thing applies a file, it goes where all goes that this applies.
function applied(side: ReadSide | undefined): (readonly [file: string, folder: string])[] {
  return [...(side?.appliedBy ?? [])].flatMap(([file, [folder, ...others]]) =>
    others.length ? [] : [[file, folder!] as const],
  );
}

// Nobody has a file with the lines of what was printed.
function withoutLines({ manifests, unreadable }: ReadFile): ReadFile {
  return {
    manifests: manifests.map(manifest => ({ ...manifest, line: () => undefined })),
    unreadable: unreadable.map(({ line: _, ...problem }) => problem),
  };
}

// What was listed, and is there, and no kustomization lists it any more: nor what a folder holds that was.
function withdrawn(before: Sources, { files, sources }: ReadSide): Map<string, string> {
  const gone = [...before.listed].filter(([path, by]) => sources.kustomizations.has(by) && !sources.listed.has(path));
  return new Map(
    gone.flatMap(([path, by]) =>
      [...files.keys()].filter(file => file === path || file.startsWith(`${path}/`)).map(file => [file, by] as const),
    ),
  );
}

interface ReadSide {
  readonly files: Files;
  readonly layout: Layout;
  readonly sources: Sources;
  readonly read: readonly ReadFile[];
  readonly manifests: readonly Manifest[];
  readonly appliedBy: AppliedBy;
}

function treeOf(
  { files, layout, sources, read, manifests, appliedBy }: ReadSide,
  environmentOf: (file: string) => string,
  undecided: readonly string[],
  withdrawn: ReadonlyMap<string, string>,
): Tree {
  const standing = grouped(
    manifests
      .filter(({ file }) => !withdrawn.has(file))
      .map(manifest => [`${environmentOf(manifest.file)}:${identityKey(manifest.identity)}`, manifest] as const),
  );
  // Of copies, those that something applies; what a kustomization leaves out of its folder, nobody does.
  const index = new Map(
    [...standing].map(([key, copies]) => {
      const used = copies.filter(({ file }) => appliedBy.has(file));
      return [key, used.length ? used : copies] as const;
    }),
  );
  const all = (environment: string, identity: Identity) => index.get(`${environment}:${identityKey(identity)}`) ?? [];
  return {
    files,
    layout,
    manifests: [...index.values()].map(duplicates => duplicates.at(-1)!),
    duplicates: [...index.values()].filter(duplicates => duplicates.length > 1),
    unreadable: [...sources.notes, ...read.flatMap(file => file.unreadable)],
    sources: sources.files,
    kustomizations: sources.kustomizations,
    withdrawn,
    undecided,
    environmentOf,
    all,
    find: (environment, identity) => all(environment, identity).at(-1),
  };
}
