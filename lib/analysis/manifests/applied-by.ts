import { posix } from 'node:path';
import type { Layout } from '../../project/output/layout';
import type { Files } from './files';
import { itemsOf } from './items';
import { type Kustomization, kustomizationsIn, reachedFrom } from './kustomization';
import type { Manifest } from './manifest';

/**
 * The folders from which a file is applied, as far as files say so: those of the kustomizations that reach it and that no other
 * one lists, or what an engine goes through whole. A file that nothing here applies is not in it.
 */
export type AppliedBy = ReadonlyMap<string, ReadonlySet<string>>;

/** Works out what applies each file. Of what we write, the path says it. */
export function appliedBy(files: Files, manifests: readonly Manifest[], { outputPath }: Layout): AppliedBy {
  const kustomizations = kustomizationsIn(new Map([...files].filter(([file]) => !outputPath(file))));
  const tops = reachedFromTops(kustomizations);
  const whole = new Set(manifests.flatMap(goneThroughWhole).filter(folder => !kustomizations.has(folder)));
  const found = new Map<string, ReadonlySet<string>>();
  for (const file of files.keys()) {
    if (outputPath(file)) continue;
    const listedBy = tops.get(file) ?? new Set<string>();
    // An engine takes a kustomization further down as one of its files.
    const above = [...(listedBy.size ? listedBy : [posix.dirname(file)])].flatMap(folder =>
      foldersAbove(folder).filter(one => whole.has(one)),
    );
    const folders = above.length ? new Set(above) : listedBy;
    if (folders.size) found.set(file, folders);
  }
  return found;
}

function reachedFromTops(all: ReadonlyMap<string, Kustomization>): Map<string, Set<string>> {
  const listed = new Set([...all.values()].flatMap(({ resources }) => resources));
  const found = new Map<string, Set<string>>();
  for (const folder of all.keys()) {
    if (listed.has(folder)) continue;
    for (const file of reachedFrom(folder, all).flatMap(({ resources }) => resources)) {
      found.set(file, (found.get(file) ?? new Set()).add(folder));
    }
  }
  return found;
}

// Flux applies all that is below its path, Argo CD where it is told to.
// https://fluxcd.io/flux/components/kustomize/kustomizations/#path
// https://argo-cd.readthedocs.io/en/stable/user-guide/directory/#enabling-recursive-resource-detection
function goneThroughWhole({ identity: { group, kind }, value }: Manifest): string[] {
  const spec = value['spec'] ?? {};
  if (group === 'kustomize.toolkit.fluxcd.io' && kind === 'Kustomization') return [folderOf(spec.path ?? '.')];
  if (group !== 'argoproj.io' || kind !== 'Application') return [];
  return itemsOf([spec.source, ...itemsOf(spec.sources)])
    .filter(({ directory }) => directory?.recurse === true)
    .map(({ path }) => folderOf(path));
}

function folderOf(path: unknown): string {
  return posix.join('.', String(path)).replace(/^\/+|\/+$/g, '') || '.';
}

function foldersAbove(folder: string): string[] {
  const names = folder === '.' ? [] : folder.split('/');
  return ['.', ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
}
