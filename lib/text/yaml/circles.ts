import { type Document, isAlias, isCollection, isNode, isPair, type ParsedNode, YAMLParseError } from 'yaml';

/**
 * Adds the aliases of a document that stand in what they stand for to its errors: a value that holds itself has no end, and
 * the tools of Kubernetes refuse it.
 */
export function noteCircles(document: Document.Parsed): void {
  const found: Found[] = [];
  // No recursion: what the parser could just take might be too deep for it.
  const open: unknown[] = [document.contents];
  for (const node of open) {
    if (isNode(node)) {
      const [from, to] = (node as ParsedNode).range;
      if (isAlias(node)) found.push({ alias: node.source, from, to });
      else if (node.anchor) found.push({ anchor: node.anchor, from, to });
    }
    if (isCollection(node)) for (const item of node.items) open.push(item);
    else if (isPair(node)) open.push(node.key, node.value);
  }
  found.sort((a, b) => a.from - b.from);
  // Of several anchors of a name, the last one above counts.
  const ends = new Map<string, number>();
  for (const { anchor, alias, from, to } of found) {
    if (anchor !== undefined) ends.set(anchor, to);
    if (alias === undefined || (ends.get(alias) ?? 0) <= from) continue;
    const message = `expected a value, got the alias *${alias} of itself`;
    document.errors.push(new YAMLParseError([from, to], 'BAD_ALIAS', message));
  }
}

/** An anchor or an alias, and where it is. */
interface Found {
  readonly anchor?: string;
  readonly alias?: string;
  readonly from: number;
  readonly to: number;
}
