import { type Document, isCollection, isMap, isPair, isScalar, type Pair, type ParsedNode, YAMLParseError } from 'yaml';

/**
 * Adds the keys of a document that stand twice in a map to its errors, in the words of the parser. The parser's own look
 * compares each key to every other one: of 20,000 keys that takes seconds, of 100,000 minutes.
 */
export function noteDuplicateKeys(document: Document.Parsed): void {
  const { errors } = document;
  const known = errors.length;
  // No recursion: what the parser could just take might be too deep for it.
  const open: unknown[] = [document.contents];
  for (const node of open) {
    if (isMap<ParsedNode>(node)) for (const error of twice(node.items)) errors.push(error);
    if (isCollection(node)) for (const item of node.items) open.push(item);
    else if (isPair(node)) open.push(node.key, node.value);
  }
  if (errors.length > known) errors.sort((a, b) => a.pos[0] - b.pos[0]);
}

function* twice(pairs: readonly Pair<ParsedNode>[]): Generator<YAMLParseError> {
  const seen = new Set<unknown>();
  for (const { key } of pairs) {
    if (!isScalar(key)) continue;
    const [start] = key.range;
    if (seen.has(key.value)) yield new YAMLParseError([start, start + 1], 'DUPLICATE_KEY', 'Map keys must be unique');
    seen.add(key.value);
  }
}
