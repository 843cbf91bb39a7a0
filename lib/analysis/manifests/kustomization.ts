import { posix } from 'node:path';
import { valueIn } from '../../text/yaml/documents';
import { type Files, MOST_BYTES } from './files';

/** A kustomization file, and all that it names in the tree that it is in. */
export interface Kustomization {
  readonly file: string;
  readonly folder: string;
  /** All that it says. */
  readonly value: { readonly [key: string]: any };
  /** Files, and folders with kustomizations of their own. */
  readonly resources: readonly string[];
  readonly patches: readonly string[];
}

/** Whether a file is one by its name. */
export function isKustomization(file: string): boolean {
  return /^[Kk]ustomization(\.ya?ml)?$/.test(posix.basename(file));
}

/** All kustomizations among some files, by their folders. */
export function kustomizationsIn(files: Files): Map<string, Kustomization> {
  return new Map(
    [...files].flatMap(([file, content]) => {
      const read = isKustomization(file) && kustomization(file, content);
      return read ? [[read.folder, read] as const] : [];
    }),
  );
}

/** All that a folder lists, and that is listed there; each once, however many ways lead to it. */
export function reachedFrom(folder: string, all: ReadonlyMap<string, Kustomization>): Kustomization[] {
  const folders = new Set([folder]);
  for (const one of folders) for (const path of all.get(one)!.resources) if (all.has(path)) folders.add(path);
  return [...folders].map(one => all.get(one)!);
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
  const folder = posix.dirname(file);
  const path = (entry: unknown) =>
    typeof entry === 'string' && !/[\n:]/.test(entry) ? [posix.join(folder, entry).replace(/\/$/, '')] : [];
  const list = (key: string): unknown[] => (Array.isArray(value[key]) ? value[key] : []);
  return {
    file,
    folder,
    value,
    resources: ['resources', 'bases', 'components'].flatMap(key => list(key).flatMap(path)),
    patches: ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements'].flatMap(key =>
      list(key).flatMap((entry: any) => path(entry?.path ?? entry)),
    ),
  };
}
