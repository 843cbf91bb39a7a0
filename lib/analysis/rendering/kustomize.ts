import { posix } from 'node:path';
import { shown } from '../../construct/validate/problem';
import { isKustomization, type Kustomization, reachedFrom } from '../manifests/kustomization';
import { noteOnKustomization } from '../manifests/sources';
import { pathInTree } from './named-paths';
import type { Refused, Rendering, Renderings } from './rendering';

/**
 * The kustomizations that somebody applies, which are those that no other one names.
 * @param all by folder
 * @param names of all files of the tree
 * @param isWanted whether a file is where manifests are looked for
 */
export function kustomizeRenderings(
  all: ReadonlyMap<string, Kustomization>,
  names: ReadonlySet<string>,
  isWanted: (file: string) => boolean,
): Renderings {
  const wanted = [...all.values()].filter(({ file }) => isWanted(file));
  const named = new Set(wanted.flatMap(({ folder, resources }) => resources.filter(path => path !== folder)));
  const tops = wanted
    .filter(({ folder, value }) => !named.has(folder) && value['kind'] !== 'Component')
    .map(top => ({ top, parts: reachedFrom(top.folder, all) }));
  const planned = rendered(tops).map(top => planOf(top, all, names));
  return {
    renderings: planned.flatMap(one => ('tool' in one ? [one] : [])),
    refused: planned.flatMap(one => ('tool' in one ? [] : [one])),
  };
}

/** A kustomization, and all that it leads to. */
interface Top {
  readonly top: Kustomization;
  readonly parts: readonly Kustomization[];
}

// What says which files are applied, and nothing else: these are judged as they stand, with their lines.
const LISTING = new Set(['apiVersion', 'kind', 'metadata', 'resources', 'bases', 'sortOptions']);

// What only lists is rendered too where it shares a file with what does more: that file says nothing by itself.
function rendered(tops: readonly Top[]): readonly Top[] {
  const chosen = new Set(
    tops.filter(({ parts }) => parts.some(({ value }) => Object.keys(value).some(key => !LISTING.has(key)))),
  );
  const files = (top: Top) => top.parts.flatMap(({ file, resources }) => [file, ...resources]);
  const taken = new Set([...chosen].flatMap(files));
  for (let size = -1; size !== chosen.size; ) {
    size = chosen.size;
    for (const top of tops) {
      if (chosen.has(top) || !files(top).some(file => taken.has(file))) continue;
      chosen.add(top);
      for (const file of files(top)) taken.add(file);
    }
  }
  return tops.filter(top => chosen.has(top));
}

function planOf(
  { top, parts }: Top,
  all: ReadonlyMap<string, Kustomization>,
  names: ReadonlySet<string>,
): Rendering | Refused {
  const { file, folder } = top;
  const named = parts.map(part => ({ part, ...namedBy(part, all, names) }));
  const files = [...new Set(named.flatMap(one => one.files))];
  const note = noteOnKustomization(top);
  for (const { part, fault } of named) {
    if (fault === undefined) continue;
    const where = part === top ? '' : `${part.file}: `;
    const inputs = [...parts.map(one => one.file), ...files];
    return { problem: { file, message: `it is not rendered: ${where}${fault}`, fix: note.fix! }, inputs };
  }
  return {
    tool: 'kubectl',
    file,
    folder,
    args: ['kustomize', '.'],
    home: folder,
    // The tool reads what was looked at here, and no text that it may take for something else.
    inputs: new Map([
      ...files.map(path => [path, undefined] as const),
      ...parts.map(part => [part.file, JSON.stringify(part.value)] as const),
    ]),
    note,
  };
}

interface Named {
  /** Files of the tree. */
  readonly files: readonly string[];
  /** Why it can not be rendered out of them. */
  readonly fault?: string;
}

// What of a kustomization loads something, by the places in which it says what.
const LOADING: { readonly [key: string]: (value: any) => readonly Entry[] } = {
  resources: listOf,
  bases: listOf,
  components: listOf,
  crds: listOf,
  configurations: listOf,
  patchesStrategicMerge: value => listOf(value).filter(({ says }) => !isText(says)),
  patches: value => pathsIn(value, ['path', 'patch', 'target', 'options']),
  patchesJson6902: value => pathsIn(value, ['path', 'patch', 'target']),
  replacements: value => pathsIn(value, ['path', 'source', 'targets']),
  openapi: value => pathsIn([value], ['path', 'version']),
  configMapGenerator: generated,
  secretGenerator: generated,
};

// What changes what was loaded.
const CHANGING = new Set(
  'apiVersion kind metadata namespace namePrefix nameSuffix commonLabels commonAnnotations labels images replicas vars generatorOptions sortOptions buildMetadata'.split(
    ' ',
  ),
);

/** Something that is named, or why that is not known. */
type Entry = { readonly says: unknown } | { readonly fault: string };

function listOf(value: unknown): { readonly says: unknown }[] {
  return Array.isArray(value) ? value.map(says => ({ says })) : [];
}

// A patch that stands there as a text.
function isText(says: unknown): boolean {
  return typeof says === 'string' && /\n|^\s*\{/.test(says) && !/^\s*[a-z+]+:\/\//i.test(says);
}

// kustomize takes a key for one that it knows, whatever its case.
function unknownKey(value: object, known: readonly string[]): readonly Entry[] {
  return Object.keys(value)
    .filter(key => !known.includes(key))
    .map(key => ({ fault: `nothing is known here of ${shown(key)}` }));
}

function pathsIn(value: unknown, known: readonly string[]): readonly Entry[] {
  return objectsIn(value).flatMap(entry => [
    ...unknownKey(entry, known),
    ...(entry['path'] === undefined ? [] : [{ says: entry['path'] }]),
  ]);
}

const OF_A_GENERATOR = ['name', 'namespace', 'behavior', 'type', 'options', 'literals', 'files', 'envs', 'env'];

function generated(value: unknown): readonly Entry[] {
  return objectsIn(value).flatMap(entry => [
    ...unknownKey(entry, OF_A_GENERATOR),
    // `key=path`, or a path.
    ...listOf(entry['files']).map(({ says }) => ({
      says: typeof says === 'string' ? says.slice(says.indexOf('=') + 1) : says,
    })),
    ...listOf(entry['envs']),
    ...(entry['env'] === undefined ? [] : [{ says: entry['env'] }]),
  ]);
}

function objectsIn(value: unknown): readonly { readonly [key: string]: unknown }[] {
  return (Array.isArray(value) ? value : []).filter(entry => typeof entry === 'object' && entry !== null);
}

function namedBy(
  { folder, file, value }: Kustomization,
  all: ReadonlyMap<string, Kustomization>,
  names: ReadonlySet<string>,
): Named {
  const twin = TWINS.map(name => posix.join(folder, name)).find(path => path !== file && names.has(path));
  if (twin !== undefined) return { files: [], fault: `${twin} is beside it, and kustomize takes one` };
  const files: string[] = [];
  for (const [key, said] of Object.entries(value)) {
    if (CHANGING.has(key)) continue;
    const load = LOADING[key];
    if (!Object.hasOwn(LOADING, key) || !load) {
      const why = RUNNING.test(key) ? 'may run programs or ask the network' : 'is not known here';
      return { files, fault: `${shown(key)} ${why}` };
    }
    for (const entry of load(said)) {
      if ('fault' in entry) return { files, fault: `${entry.fault} in ${shown(key)}` };
      const path = pathInTree(folder, entry.says);
      if (path !== undefined && names.has(path) && !isKustomization(path)) files.push(path);
      else if (path === undefined || !all.has(path)) {
        return { files, fault: `${shown(key)} names ${shown(entry.says)}, which is no file and no kustomization here` };
      }
    }
  }
  return { files };
}

const TWINS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

const RUNNING = /^(generators|transformers|validators|helm.*)$/i;
