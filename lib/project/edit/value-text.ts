import { type Comments, NO_COMMENTS } from './comments';
import type { Path } from './key-location';
import type { Layout } from './layout';
import { isCollection, literalLines, scalarText } from './yaml/scalar-text';

/**
 * A value behind `key:`, in block style: what stands on the line of the key, with its space, and the lines below.
 * @param column of the key
 * @param comments that stand at the value and in it
 * @param path of the value, as the comments know it
 */
export function blockValue(
  value: unknown,
  column: number,
  layout: Layout,
  comments: Comments = NO_COMMENTS,
  path: Path = [],
): [behind: string, ...below: string[]] {
  const beside = comments.beside(path);
  const inner = column + (Array.isArray(value) ? layout.list : layout.map);
  const last = comments.below(path).map(comment => indented(comment, Math.max(inner, column + 1)));
  if (isCollection(value)) return [beside, ...blockLines(value, inner, layout, comments, path), ...last];
  const [header, ...lines] = (layout.literals && literalLines(value)) || [scalarText(value)];
  // Below a literal block they would be text of it.
  return [
    ` ${header}${beside}`,
    ...lines.map(line => line && indented(line, column + layout.map)),
    ...(lines.length ? [] : last),
  ];
}

/** A value on one line, in flow style. */
export function flowValue(value: unknown): string {
  if (!isCollection(value)) return scalarText(value);
  if (Array.isArray(value)) return `[${value.map(flowValue).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, entry]) => `${scalarText(key)}: ${flowValue(entry)}`)
    .join(', ')}}`;
}

function blockLines(value: object, column: number, layout: Layout, comments: Comments, path: Path): string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => itemLines(item, column, layout, comments, [...path, index]));
  }
  return Object.entries(value).flatMap(([key, entry]) => {
    const at = [...path, key];
    const [behind, ...below] = blockValue(entry, column, layout, comments, at);
    return [...above(comments, at, column), indented(`${scalarText(key)}:${behind}`, column), ...below];
  });
}

function itemLines(item: unknown, column: number, layout: Layout, comments: Comments, path: Path): string[] {
  const before = above(comments, path, column);
  if (!isCollection(item)) {
    const [behind, ...below] = blockValue(item, column, layout, comments, path);
    return [...before, indented(`-${behind}`, column), ...below];
  }
  // The first line of a nested block stands behind the dash: what is said of the item or above that line, above both.
  const lines = blockLines(item, column + 2, layout, comments, path);
  const first = lines.findIndex(line => !/^ *#/.test(line));
  const raised = [comments.beside(path).trim(), ...lines.slice(0, first).map(line => line.trim())].filter(Boolean);
  return [
    ...before,
    ...raised.map(comment => indented(comment, column)),
    indented(`- ${lines[first]!.slice(column + 2)}`, column),
    ...lines.slice(first + 1),
    ...comments.below(path).map(comment => indented(comment, column + 2)),
  ];
}

function above(comments: Comments, path: Path, column: number): string[] {
  return comments.above(path).map(comment => indented(comment, column));
}

function indented(line: string, column: number): string {
  return ' '.repeat(column) + line;
}
