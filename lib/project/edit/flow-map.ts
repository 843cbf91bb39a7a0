import type { CST } from 'yaml';
import { commentsIn } from './comments';
import type { Entry, KeyLocation } from './key-location';
import { colonEnd, endOf, isEntry, startOf } from './pieces';
import { lineEnd, lineStart, nextLine, spliced } from './text-ranges';
import { flowValue } from './value-text';
import { scalarText } from './yaml/scalar-text';

/** Writes a value behind a key in place of the one there, on one line. Comments of the old one move above the key. */
export function replaceInFlow({ text }: KeyLocation, entry: Entry, value: unknown): string {
  const { item } = entry;
  const [colon, start, end] = [colonEnd(item), startOf(item), endOf(item)];
  const line = lineStart(text, start);
  const indent = text.slice(line).match(/^[ \t]*/)![0];
  const newline = text.slice(lineEnd(text, line), nextLine(text, line)) || '\n';
  const comments = commentsIn(text, entry, end).map(at => `${text.slice(at, lineEnd(text, at))}${newline}${indent}`);
  const isFirst = line + indent.length === start;
  const above = comments.length && !isFirst ? [newline, indent, ...comments] : comments;
  const written = `${text.slice(start, colon ?? end)}${colon ? '' : ':'} ${flowValue(value)}`;
  return spliced(text, start, end, above.join('') + written);
}

/** Writes a new key behind the last one: on a line of its own where the closing brace has one. */
export function appendToFlow({ text, map, key, holders }: KeyLocation, value: unknown): string {
  const written = `${scalarText(key)}: ${flowValue(value)}`;
  const close = holders.at(-1)!.range[1] - 1;
  const last = map.items.findLast(isEntry);
  if (!last) {
    const space = text.slice(map.offset + 1, close).match(/^ *$/)?.[0] ?? '';
    return spliced(text, close, close, `${written}${space}`);
  }
  const comma = commaAfter(map, last);
  const at = comma === undefined ? endOf(last) : comma + 1;
  const before = comma === undefined ? ',' : '';
  const after = comma === undefined ? '' : ',';
  const line = lineStart(text, startOf(last));
  if (map.offset >= line || close < nextLine(text, at)) return spliced(text, at, at, `${before} ${written}${after}`);
  const end = lineEnd(text, at);
  const indent = text.slice(line).match(/^[ \t]*/)![0];
  const newline = text.slice(end, nextLine(text, end));
  return spliced(text, at, end, `${before}${text.slice(at, end)}${newline}${indent}${written}${after}`);
}

/** Takes a key and its value away: with their lines where they stand alone there, else with the comma next to them. */
export function removeFromFlow({ text, map }: KeyLocation, { item }: Entry): string {
  const start = startOf(item);
  const comma = commaAfter(map, item);
  const end = comma === undefined ? endOf(item) : comma + 1;
  const line = lineStart(text, start);
  const isAlone =
    map.offset < line && !text.slice(line, start).trim() && /^[ \t]*(#.*)?$/.test(text.slice(end, lineEnd(text, end)));
  if (isAlone) return spliced(text, line, nextLine(text, end), '');
  const items: readonly CST.CollectionItem[] = map.items;
  const previous = items[items.indexOf(item) - 1];
  const isBehind = previous && !text.slice(endOf(previous), start).includes('\n');
  if (isBehind) return spliced(text, endOf(previous), endOf(item), '');
  const space = text.slice(end).match(/^[ \t]*/)![0];
  return spliced(text, start, end + space.length, '');
}

// The comma behind an entry is kept at the start of the one after it.
function commaAfter(map: KeyLocation['map'], item: CST.CollectionItem): number | undefined {
  const items: readonly CST.CollectionItem[] = map.items;
  return items[items.indexOf(item) + 1]?.start.find(({ type }) => type === 'comma')?.offset;
}
