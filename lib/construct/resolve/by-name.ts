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
  const parts = Array.isArray(value) ? value : Object.values(value);
  let made: unknown[] | undefined;
  for (let index = 0; index < parts.length; index++) {
    const part: unknown = parts[index];
    if (typeof part !== 'object' || part === null) continue;
    const inOrder = keysByName(part);
    if (inOrder === part) continue;
    made ??= [...parts];
    made[index] = inOrder;
  }
  if (Array.isArray(value)) return made ?? value;
  const names = Object.keys(value);
  if (!made && Object.getPrototypeOf(value) === Object.prototype && areInOrder(names)) return value;
  const entries = names.map((name, index) => [name, (made ?? parts)[index]] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function areInOrder(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index++) if (names[index - 1]! > names[index]!) return false;
  return true;
}
