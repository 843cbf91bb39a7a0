import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Path } from '../../construct/validate/problem';

/** The node at a path, or the nearest one above it that there is, and how far the path led. */
export function nodeAt(document: Document, path: Path): { readonly node: Node | Pair | null; readonly depth: number } {
  let here: unknown = document.contents;
  let node = here as Node | Pair | null;
  for (const [depth, step] of path.entries()) {
    if (isAlias(here)) here = here.resolve(document);
    const next: unknown = isMap(here)
      ? here.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
      : isSeq(here)
        ? here.items[Number(step)]
        : undefined;
    if (!next) return { node, depth };
    node = next as Node | Pair;
    here = isPair(next) ? next.value : next;
  }
  return { node, depth: path.length };
}

/** Where in a text stands what a path leads to, or the nearest above it: of what is in a map, the key. */
export function positionOf(document: Document, path: Path): number {
  const { node } = nodeAt(document, path);
  return (isPair(node) ? (node.key as Node) : node)?.range?.[0] ?? 0;
}
