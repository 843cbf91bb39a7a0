import { isCollection, literalLines, scalarText } from '../yaml/scalar-text';
import type { Layout } from './layout';

/**
 * A value behind `key:`, in block style: what stands on the line of the key, with its space, and the lines below.
 * @param column of the key
 */
export function blockValue(value: unknown, column: number, layout: Layout): [behind: string, ...below: string[]] {
  if (isCollection(value)) {
    return ['', ...blockLines(value, column + (Array.isArray(value) ? layout.list : layout.map), layout)];
  }
  const [header, ...lines] = (layout.literals && literalLines(value)) || [scalarText(value)];
  return [` ${header}`, ...lines.map(line => line && indented(line, column + layout.map))];
}

/** A value on one line, in flow style. */
export function flowValue(value: unknown): string {
  if (!isCollection(value)) return scalarText(value);
  if (Array.isArray(value)) return `[${value.map(flowValue).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, entry]) => `${scalarText(key)}: ${flowValue(entry)}`)
    .join(', ')}}`;
}

function blockLines(value: object, column: number, layout: Layout): string[] {
  if (Array.isArray(value)) return value.flatMap(item => itemLines(item, column, layout));
  return Object.entries(value).flatMap(([key, entry]) => {
    const [behind, ...below] = blockValue(entry, column, layout);
    return [indented(`${scalarText(key)}:${behind}`, column), ...below];
  });
}

function itemLines(item: unknown, column: number, layout: Layout): string[] {
  if (!isCollection(item)) {
    const [behind, ...below] = blockValue(item, column, layout);
    return [indented(`-${behind}`, column), ...below];
  }
  // The first line of a nested block stands behind the dash.
  const [first, ...below] = blockLines(item, column + 2, layout);
  return [indented(`- ${first!.slice(column + 2)}`, column), ...below];
}

function indented(line: string, column: number): string {
  return ' '.repeat(column) + line;
}
