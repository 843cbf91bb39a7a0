import { isScalar, type Scalar } from 'yaml';
import type { KeyLocation } from './key-location';
import { spliced } from './text-ranges';
import { doubleQuoted, isCollection, literalLines, scalarText, singleQuoted } from './yaml/scalar-text';

/**
 * Puts a new scalar exactly where the old one stands, in its quotes where it has some; nothing around it changes.
 * Undefined where the old or the new value takes lines of its own, or nothing stands there.
 */
export function replaceScalar({ text, map, entry }: KeyLocation, value: unknown): string | undefined {
  const old = entry?.pair.value;
  if (!isScalar(old) || !old.source || isCollection(value)) return undefined;
  const written = inStyle(old.type, value);
  // Only a block has room for the lines of a literal.
  if (old.type === 'BLOCK_LITERAL' || old.type === 'BLOCK_FOLDED') return undefined;
  if (written === undefined && map.type === 'block-map' && literalLines(value)) return undefined;
  return spliced(text, old.range[0], old.range[1], written ?? scalarText(value));
}

function inStyle(style: Scalar.Type | undefined, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (style === 'QUOTE_DOUBLE') return doubleQuoted(value);
  if (style === 'QUOTE_SINGLE') return singleQuoted(value) ?? doubleQuoted(value);
  return undefined;
}
