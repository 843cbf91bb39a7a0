import { posix } from 'node:path';
import type { Diagnostic } from '../../project/files/diagnostic';
import { outputPath } from '../../project/output/layout';
import { valueIn } from '../../text/yaml/documents';
import { type Files, MOST_BYTES } from './files';

/** Files that another tool makes manifests of: what is applied is not what they say. */
export interface Sources {
  readonly files: ReadonlySet<string>;
  /** For each chart and kustomization, what to look at in its place. */
  readonly notes: readonly Diagnostic[];
  /** Files that a kustomization lists and leaves as they are, with the kustomization that does; it applies no others. */
  readonly listed: ReadonlyMap<string, string>;
  /** All kustomizations. */
  readonly kustomizations: ReadonlySet<string>;
}

/** The templates of Helm charts, and what kustomize changes. */
export function sourcesIn(files: Files): Sources {
  const own = new Map([...files].filter(([file]) => !outputPath(file)));
  const [charts, kustomizations] = [chartsIn(own), kustomizationsIn(own)];
  return {
    ...kustomizations,
    files: new Set([...charts.files, ...kustomizations.files]),
    notes: [...charts.notes, ...kustomizations.notes],
  };
}

function chartsIn(files: Files): Pick<Sources, 'files' | 'notes'> {
  const charts = [...files.keys()].filter(file => posix.basename(file) === 'Chart.yaml');
  const templates = charts.map(chart => {
    const folder = posix.join(posix.dirname(chart), 'templates/');
    return { chart, files: [...files.keys()].filter(file => file.startsWith(folder)) };
  });
  const notes = templates
    .filter(one => one.files.length)
    .map(({ chart }) => ({
      file: chart,
      message: 'this is a Helm chart, and its templates are no manifests',
      fix: `check what "helm template ${posix.dirname(chart)}" prints`,
    }));
  return { files: new Set(templates.flatMap(one => one.files)), notes };
}

/** A kustomization file, and all that it names. */
interface Kustomization {
  readonly file: string;
  /** Whether it changes the objects that it lists, beyond their namespace. */
  readonly changes: boolean;
  readonly resources: readonly string[];
  readonly patches: readonly string[];
}

// What leaves objects as they are, or does not matter here.
const HARMLESS = new Set(
  'apiVersion kind metadata resources bases namespace crds commonAnnotations sortOptions buildMetadata openapi'.split(
    ' ',
  ),
);

function kustomizationsIn(files: Files): Sources {
  const all = new Map(
    [...files].flatMap(([file, content]) => {
      const read = /^[Kk]ustomization(\.ya?ml)?$/.test(posix.basename(file)) && kustomization(file, content);
      return read ? [[posix.dirname(file), read] as const] : [];
    }),
  );
  // All that a folder lists, and that is listed there; each once, however many ways lead to it.
  const reached = (folder: string): Kustomization[] => {
    const folders = new Set([folder]);
    for (const one of folders) for (const path of all.get(one)!.resources) if (all.has(path)) folders.add(path);
    return [...folders].map(one => all.get(one)!);
  };
  const listed = new Set([...all.values()].flatMap(({ resources }) => resources));
  const changing = [...all]
    .map(([folder, top]) => ({ folder, top, with: reached(folder) }))
    .filter(({ with: parts }) => parts.some(({ changes }) => changes));
  return {
    files: new Set(
      changing.flatMap(({ with: parts }) => parts.flatMap(part => [part.file, ...part.resources, ...part.patches])),
    ),
    notes: changing
      .filter(({ folder }) => !listed.has(folder))
      .map(({ folder, top }) => ({
        file: top.file,
        message: 'kustomize changes what is listed here, so these files are not what is applied',
        fix: `check what "kubectl kustomize ${folder}" prints`,
      })),
    listed: new Map([...all.values()].flatMap(({ file, resources }) => resources.map(path => [path, file] as const))),
    kustomizations: new Set([...all.values()].map(({ file }) => file)),
  };
}

function kustomization(file: string, content: Uint8Array): Kustomization | undefined {
  if (content.length > MOST_BYTES) return undefined;
  let value: any;
  try {
    value = valueIn(new TextDecoder().decode(content));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || /^kustomize\.toolkit/.test(value.apiVersion)) return undefined;
  const path = (entry: unknown) =>
    typeof entry === 'string' && !/[\n:]/.test(entry)
      ? [posix.join(posix.dirname(file), entry).replace(/\/$/, '')]
      : [];
  const list = (key: string): unknown[] => (Array.isArray(value[key]) ? value[key] : []);
  return {
    file,
    changes: Object.keys(value).some(key => !HARMLESS.has(key)),
    resources: ['resources', 'bases', 'components'].flatMap(key => list(key).flatMap(path)),
    patches: ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements'].flatMap(key =>
      list(key).flatMap((entry: any) => path(entry?.path ?? entry)),
    ),
  };
}
