import { INSTEAD_OF, MERGED, MERGED_EACH } from '../props/keys';

type Entries = { readonly [name: string]: object };

/** One layer of keys laid over another; the upper one wins. */
export function layered<T extends object>(lower: T, upper: Partial<T>): T {
  const result = { ...lower } as Record<string, unknown>;
  for (const [key, other] of INSTEAD_OF) {
    if ((upper as Record<string, unknown>)[key] === undefined) continue;
    delete result[key];
    delete result[other];
  }
  for (const [key, value] of Object.entries(upper)) {
    if (value === undefined) continue;
    result[key] = MERGED.has(key) ? merged(key, result[key] as Entries | undefined, value as Entries) : value;
  }
  return result as T;
}

function merged(key: string, lower: Entries = {}, upper: Entries): Entries {
  if (!MERGED_EACH.has(key)) return { ...lower, ...upper };
  const each = Object.entries(upper).map(([name, entry]) => [
    name,
    Object.hasOwn(lower, name) ? layered(lower[name]!, entry) : entry,
  ]);
  return { ...lower, ...Object.fromEntries(each) };
}
