/** Entries by name: the order in which people wrote them must not change a byte. The same on every machine. */
export function byName<T>(entries: { readonly [name: string]: T }): Array<[name: string, entry: T]> {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A value in which every object, at any depth, has its keys by name, as cdk8s writes them. */
export function keysByName(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(keysByName);
  if (typeof value !== 'object' || value === null) return value;
  const entries = byName(value as { readonly [name: string]: unknown });
  return Object.fromEntries(entries.map(([name, entry]) => [name, keysByName(entry)]));
}
