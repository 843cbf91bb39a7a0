/** Entries by name: the order in which people wrote them must not change a byte. The same on every machine. */
export function byName<T>(entries: { readonly [name: string]: T }): Array<[name: string, entry: T]> {
  return Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * A value in which every object, at any depth, has its keys by name, as cdk8s writes them, and no prototype of its own.
 * What is so already is handed back as it is: most of what is rendered is, and all of it is asked for.
 */
export function keysByName(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(keysByName);
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  let isSo = Object.getPrototypeOf(value) === Object.prototype;
  let last = '';
  const entries = Object.entries(value);
  for (const entry of entries) {
    const [name, before] = entry;
    entry[1] = keysByName(before);
    isSo &&= last <= name && entry[1] === before;
    last = name;
  }
  return isSo ? value : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
