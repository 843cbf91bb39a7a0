import { posix } from 'node:path';
import type { Diagnostic } from '../../project/files/diagnostic';
import type { Layout } from '../../project/output/layout';
import type { Files } from './files';
import { type Kustomization, kustomizationsIn, reachedFrom } from './kustomization';

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
export function sourcesIn(files: Files, { outputPath }: Layout): Sources {
  const own = new Map([...files].filter(([file]) => !outputPath(file)));
  const [charts, kustomizations] = [chartsIn(own), changedByKustomize(own)];
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
  const notes = templates.filter(one => one.files.length).map(({ chart }) => noteOnChart(chart));
  return { files: new Set(templates.flatMap(one => one.files)), notes };
}

// What leaves objects as they are, or does not matter here.
const HARMLESS = new Set(
  'apiVersion kind metadata resources bases namespace crds commonAnnotations sortOptions buildMetadata openapi'.split(
    ' ',
  ),
);

function changedByKustomize(files: Files): Sources {
  const all = kustomizationsIn(files);
  const listed = new Set([...all.values()].flatMap(({ resources }) => resources));
  const changing = [...all]
    .map(([folder, top]) => ({ folder, top, with: reachedFrom(folder, all) }))
    .filter(({ with: parts }) => parts.some(changes));
  return {
    files: new Set(
      changing.flatMap(({ with: parts }) => parts.flatMap(part => [part.file, ...part.resources, ...part.patches])),
    ),
    notes: changing.filter(({ folder }) => !listed.has(folder)).map(({ top }) => noteOnKustomization(top)),
    listed: new Map([...all.values()].flatMap(({ file, resources }) => resources.map(path => [path, file] as const))),
    kustomizations: new Set([...all.values()].map(({ file }) => file)),
  };
}

function changes({ value }: Kustomization): boolean {
  return Object.keys(value).some(key => !HARMLESS.has(key));
}

/** That a kustomization is not judged, and what to look at in its place. */
export function noteOnKustomization({ file, folder }: Pick<Kustomization, 'file' | 'folder'>): Diagnostic {
  return {
    file,
    message: 'kustomize changes what is listed here, so these files are not what is applied',
    fix: `check what "kubectl kustomize ${folder}" prints`,
  };
}

/** That a chart is not judged, and what to look at in its place. */
export function noteOnChart(chart: string): Diagnostic {
  return {
    file: chart,
    message: 'this is a Helm chart, and its templates are no manifests',
    fix: `check what "helm template ${posix.dirname(chart)}" prints`,
  };
}
