/** An edit of a file: what is done, and the whole file as a diff. Lines start with "-" before, "+" after, " " in both. */
export type Edit = readonly [rule: string, edit: (text: string) => string, diff: string];

/** The text before or after an edit, from a diff that starts and ends with a line end. */
export function side(diff: string, side: 'before' | 'after'): string {
  const other = side === 'before' ? '+' : '-';
  return diff
    .slice(1)
    .split('\n')
    .filter(line => !line.startsWith(other))
    .map(line => line.slice(1))
    .join('\n');
}

/** How files end their lines: every edit is tried in each. */
export const LINE_ENDS: readonly (readonly [name: string, rewrite: (text: string) => string])[] = [
  ['LF', text => text],
  ['CR LF', text => text.replaceAll('\n', '\r\n')],
  ['no newline at the end', text => text.replace(/\n$/, '')],
  ['a byte order mark', text => `\ufeff${text}`],
];
