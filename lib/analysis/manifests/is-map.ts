/** Whether a value is a map, and no list. */
export function isMap(value: unknown): value is { readonly [key: string]: any } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
