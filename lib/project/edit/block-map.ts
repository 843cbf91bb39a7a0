import { commentsOf } from './comments';
import { EditError } from './edit-error';
import { type Entry, type KeyLocation, named } from './key-location';
import { layoutOf } from './layout';
import { colonEnd, endOf, isEntry, startOf } from './pieces';
import { lineEnd, lineNumber, lineStart, nextLine, spliced } from './text-ranges';
import { blockValue } from './value-text';
import { scalarText } from './yaml/scalar-text';

/** Writes a value behind a key in place of the one there, with the comments that still have something to stand at. */
export function replaceInBlock(location: KeyLocation, entry: Entry, value: unknown): string {
  const { text, map } = location;
  const end = lastLineEnd(text, endOf(entry.item), map.indent);
  const layout = layoutOf(location, end);
  const written = blockValue(value, map.indent, layout, commentsOf(location, entry, end, value));
  return spliced(text, colonEnd(entry.item)!, end, written.join(layout.lineEnd));
}

/** Writes a new key below the last one of its map. Comments after the map stay after it. */
export function appendToBlock(location: KeyLocation, value: unknown): string {
  const { text, map, key } = location;
  const at = lastLineEnd(text, endOf(map.items.findLast(isEntry)!), map.indent);
  const layout = layoutOf(location, at);
  const [behind, ...below] = blockValue(value, map.indent, layout);
  const written = ['', `${' '.repeat(map.indent)}${scalarText(key)}:${behind}`, ...below];
  return spliced(text, at, at, written.join(layout.lineEnd));
}

/**
 * Takes the lines of a key and its value away.
 * @throws EditError when the key shares its line with the dash of a list
 */
export function removeFromBlock({ text, map, path }: KeyLocation, entry: Entry): string {
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
