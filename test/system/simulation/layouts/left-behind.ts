import type { Commit } from '../git';
import type { Layout } from './layout';

type Manifests = Commit['manifests'];

/** A commit that moves traffic forgets one of the objects by which users come. */
export function withForgotten(layout: Layout, file: string): Layout {
  return {
    ...layout,
    name: `${layout.name}, ${file} forgotten`,
    rewrite: (manifests, before = manifests) =>
      manifests.map(
        manifest => (manifest.path.endsWith(file) && before.find(({ path }) => path === manifest.path)) || manifest,
      ),
  };
}

/** One of the objects by which users come stands where no gate is waited for. */
export function withUngated(layout: Layout, file: string): Layout {
  return { ...layout, name: `${layout.name}, ${file} in base`, rewrite: manifests => inBase(manifests, file) };
}

function inBase(manifests: Manifests, file: string): Manifests {
  return manifests.map(({ path, object }) => ({ path: path.endsWith(file) ? `base/${file}` : path, object }));
}
