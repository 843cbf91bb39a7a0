import { commentsOf } from './comments';
import { EditError } from './edit-error';
import { layoutOf } from './layout';
import { lineEnd, lineNumber, lineStart, nextLine } from './lines';
import { colonEnd, endOf, isEntry, startOf } from './pieces';
import { type Entry, named, type Place } from './place';
import { spliced } from './spliced';
import { blockValue } from './value-text';
import { scalarText } from './yaml/scalar-text';

/** Writes a value behind a key in place of the one there, with the comments that still have something to stand at. */
export function replaceInBlock(place: Place, entry: Entry, value: unknown): string {
  const { text, map } = place;
  const end = lastLineEnd(text, endOf(entry.item), map.indent);
  const layout = layoutOf(place, end);
  const written = blockValue(value, map.indent, layout, commentsOf(place, entry, end, value));
  return spliced(text, colonEnd(entry.item)!, end, written.join(layout.lineEnd));
}

/** Writes a new key below the last one of its map. Comments after the map stay after it. */
export function appendToBlock(place: Place, value: unknown): string {
  const { text, map, key } = place;
  const at = lastLineEnd(text, endOf(map.items.findLast(isEntry)!), map.indent);
  const layout = layoutOf(place, at);
  const [behind, ...below] = blockValue(value, map.indent, layout);
  const written = ['', `${' '.repeat(map.indent)}${scalarText(key)}:${behind}`, ...below];
  return spliced(text, at, at, written.join(layout.lineEnd));
}

/**
 * Takes the lines of a key and its value away.
 * @throws EditError when the key shares its line with the dash of a list
 */
export function removeFromBlock({ text, map, path }: Place, entry: Entry): string {
  const start = lineStart(text, startOf(entry.item));
  if (text.slice(start, startOf(entry.item)).trim()) {
    throw new EditError(
      `${named(path)} shares its line with the dash of a list`,
      lineNumber(text, start),
      'put another key first',
    );
  }
  const end = lastLineEnd(text, endOf(entry.item), map.indent);
  if (end < text.length) return spliced(text, start, nextLine(text, end), '');
  // A file without a line end at its end stays one.
  return text.slice(0, start).replace(/\r?\n$/, '');
}

// Where the last line of an entry ends: comments below it that stand deeper than its key are part of it.
function lastLineEnd(text: string, contentEnd: number, column: number): number {
  let end = lineEnd(text, contentEnd);
  for (let at = nextLine(text, end); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const indent = line.search(/\S/);
    if (indent < 0) continue;
    if (line[indent] !== '#' || indent <= column) break;
    end = at + line.length;
  }
  return end;
}
