/** Entries by name: the order in which people wrote them must not change a byte. The same on every machine. */
export function byName<T>(entries: { readonly [name: string]: T }): Array<[name: string, entry: T]> {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}
