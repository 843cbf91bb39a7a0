import { isMap, isScalar, isSeq, type ParsedNode } from 'yaml';
import type { Entry, KeyLocation, Path } from './key-location';
import { colonEnd, endOf, piecesOf } from './pieces';
import { sameValue } from './proof';
import { lineEnd, lineStart, nextLine } from './text-ranges';
import { isCollection } from './yaml/scalar-text';

/** Comments, each with its "#", by the key or the item of a value at which they are to stand. */
export interface Comments {
  /** On lines of their own above it. */
  above(path: Path): readonly string[];
  /** Behind it, with the space before; empty where there is none. */
  beside(path: Path): string;
  /** On lines of their own below all that is in it. */
  below(path: Path): readonly string[];
}

export const NO_COMMENTS: Comments = { above: () => [], beside: () => '', below: () => [] };

/**
 * The comments of an entry that stay when another value takes the place of the one there: beside a key or an item that
 * stays, and on a line of their own in a map or a list that stays. What is said beside something that goes, or in it,
 * goes with it.
 * @param end where the entry ends, the comments below it included
 */
export function commentsOf({ text, document }: KeyLocation, entry: Entry, end: number, value: unknown): Comments {
  const there = entry.pair.value;
  const places = there ? placesIn(there, []) : [];
  const stays = (path: Path) => pathIn(value, there?.toJS(document), path);
  const [above, below] = [new Map<string, string[]>(), new Map<string, string[]>()];
  const beside = new Map<string, string>();
  const add = (to: Map<string, string[]>, path: Path, comment: string) =>
    to.set(said(path), [...(to.get(said(path)) ?? []), comment]);

  const place = (start: number, comment: string) => {
    const before = text.slice(lineStart(text, start), start);
    if (/[^ \t-]/.test(before)) {
      const isBehindAll = there && 'items' in there && there.flow && start > there.range[1];
      const at = (isBehindAll ? undefined : places.findLast(candidate => candidate.start < start)?.path) ?? [];
      const path = stays(at);
      if (!path) return;
      if (!beside.has(said(path))) beside.set(said(path), before.match(/[ \t]*$/)![0] + comment);
      else if (path.length) add(above, path, comment);
      else add(below, path, comment);
      return;
    }
    const next = places.find(candidate => candidate.start > start)?.path;
    const holder = stays(next?.slice(0, -1) ?? []);
    if (!holder) return;
    const later = places.filter(candidate => next && candidate.start > start && isSibling(candidate.path, next));
    const path = later.map(candidate => stays(candidate.path)).find(candidate => candidate !== undefined);
    if (path) add(above, path, comment);
    else add(below, holder, comment);
  };
  for (const start of commentsIn(text, entry, end)) place(start, text.slice(start, lineEnd(text, start)));
  return {
    above: path => above.get(said(path)) ?? [],
    beside: path => beside.get(said(path)) ?? '',
    below: path => below.get(said(path)) ?? [],
  };
}

/** Where the comments of an entry start: those behind its colon, and those on lines below it. */
export function commentsIn(text: string, { item }: Entry, end: number): number[] {
  const from = colonEnd(item) ?? endOf(item);
  const found = new Set(piecesOf(item).flatMap(({ type, start }) => (type === 'comment' ? [start] : [])));
  for (let at = nextLine(text, endOf(item)); at < end; at = nextLine(text, at)) {
    const start = at + text.slice(at).search(/[^ \t]/);
    if (text[start] === '#') found.add(start);
  }
  return [...found].filter(start => start >= from && start < end).sort((a, b) => a - b);
}

// Keys and items in the order of the text.
function placesIn(node: ParsedNode, path: Path): { readonly path: Path; readonly start: number }[] {
  if (isMap(node)) {
    return node.items.flatMap(({ key, value }) => {
      const below = [...path, isScalar(key) ? String(key.value) : ''];
      return [
        { path: below, start: (key as ParsedNode).range[0] },
        ...(value ? placesIn(value as ParsedNode, below) : []),
      ];
    });
  }
  if (!isSeq(node)) return [];
  return (node.items as ParsedNode[]).flatMap((item, index) => {
    const below = [...path, index];
    return [{ path: below, start: item.range[0] }, ...placesIn(item, below)];
  });
}

// Where in a value something of the old one is found again: a key by its name, an item of a list by what it says, or by
// its position where the list has as many.
function pathIn(value: unknown, old: unknown, path: Path): Path | undefined {
  const found: (string | number)[] = [];
  let [now, before] = [value, old];
  for (const step of path) {
    const at = stepIn(now, before, step);
    if (at === undefined) return undefined;
    found.push(at);
    now = (now as any)[at];
    before = (before as any)[step];
  }
  return found;
}

function stepIn(now: unknown, before: unknown, step: string | number): string | number | undefined {
  if (!isCollection(now) || Array.isArray(now) !== Array.isArray(before)) return undefined;
  if (!Array.isArray(now) || !Array.isArray(before)) return Object.hasOwn(now, step) ? step : undefined;
  const same = now.findIndex(item => sameValue(item, before[Number(step)]));
  if (same >= 0) return same;
  const isAnother = before.some(item => sameValue(item, now[Number(step)]));
  return now.length === before.length && !isAnother ? step : undefined;
}

function isSibling(one: Path, other: Path): boolean {
  return one.length === other.length && said(one.slice(0, -1)) === said(other.slice(0, -1));
}

function said(path: Path): string {
  return JSON.stringify(path);
}
