import type { CST } from 'yaml';

/** A stretch of the text that the parser took as one: a scalar, a mark such as ":", a space, a line end, a comment. */
interface Piece {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** All pieces of an entry in the order of the text, nested ones included. */
export function piecesOf({ start, key, sep, value }: CST.CollectionItem): Piece[] {
  return [start, key, sep, value].flatMap(part => (part ? piecesOfToken(part) : []));
}

/** Whether a token is an entry; a trailing comma and comments at the end of a map are kept as tokens without one. */
export function isEntry({ key, sep, value }: CST.CollectionItem): boolean {
  return Boolean(key || sep?.length || value);
}

/** Where the entry starts: with its key, or what stands before that such as an anchor. */
export function startOf(item: CST.CollectionItem): number {
  return piecesOf(item).find(hasContent)!.start;
}

/** Where the entry ends, spaces and comments behind it left out. */
export function endOf(item: CST.CollectionItem): number {
  return piecesOf(item).findLast(hasContent)!.end;
}

/** Where the ":" between key and value ends; undefined for a key without one, as in `{key}`. */
export function colonEnd(item: CST.CollectionItem): number | undefined {
  const colon = item.sep?.find(({ type }) => type === 'map-value-ind');
  return colon && colon.offset + 1;
}

function hasContent({ type, start, end }: Piece): boolean {
  return start < end && !['space', 'newline', 'comment', 'comma'].includes(type);
}

function piecesOfToken(token: CST.Token | readonly CST.SourceToken[]): Piece[] {
  if (!('type' in token)) return token.flatMap(piecesOfToken);
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      return token.items.flatMap(piecesOf);
    case 'flow-collection':
      return [...piecesOfToken(token.start), ...token.items.flatMap(piecesOf), ...piecesOfToken(token.end)];
    case 'block-scalar': {
      const props = token.props.flatMap(piecesOfToken);
      const start = props.at(-1)?.end ?? token.offset;
      // The last line end ends the line, as that of every other entry does.
      return [...props, piece(token.type, start, token.source.replace(/\r?\n$/, ''))];
    }
    default: {
      const end = 'end' in token && Array.isArray(token.end) ? token.end : [];
      return 'source' in token ? [piece(token.type, token.offset, token.source), ...piecesOfToken(end)] : [];
    }
  }
}

function piece(type: string, start: number, source: string): Piece {
  return { type, start, end: start + source.length };
}
