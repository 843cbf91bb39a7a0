/** Keys whose entries have names of their own: a layer adds and changes entries. Every other key is taken whole. */
export const MERGED: ReadonlySet<string> = new Set(['env', 'config', 'labels', 'annotations', 'volumes']);

// Two ways to say one thing: the layer that says one takes the other away, unless it says both and so contradicts itself.
const ALTERNATIVES: ReadonlyArray<readonly [string, string]> = [
  ['replicas', 'autoscaling'],
  ['port', 'ports'],
];

/** One layer of keys laid over another; the upper one wins. */
export function layered<T extends object>(lower: T, upper: Partial<T>): T {
  const result = { ...lower } as Record<string, unknown>;
  for (const pair of ALTERNATIVES) {
    if (pair.some(key => given(upper, key))) for (const key of pair) delete result[key];
  }
  for (const [key, value] of Object.entries(upper)) {
    if (value === undefined) continue;
    result[key] = MERGED.has(key) ? { ...(result[key] as object | undefined), ...(value as object) } : value;
  }
  return result as T;
}

function given(layer: object, key: string): boolean {
  return (layer as Record<string, unknown>)[key] !== undefined;
}
