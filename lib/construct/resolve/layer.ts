import { INSTEAD_OF, MERGED } from '../props/keys';

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
    result[key] = MERGED.has(key) ? { ...(result[key] as object | undefined), ...(value as object) } : value;
  }
  return result as T;
}
