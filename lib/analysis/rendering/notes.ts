import type { Tree } from '../manifests/tree';

/**
 * What to know of charts and kustomizations beside what is found.
 * @param rendered undefined where nobody asked for it
 */
export function renderingNotes(
  { sources }: Tree,
  rendered: { readonly notes: readonly string[] } | undefined,
): readonly string[] {
  if (rendered) return rendered.notes;
  return sources.size ? ['"--render" has kubectl and helm render what is not checked here, and looks at that'] : [];
}
