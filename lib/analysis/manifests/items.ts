/** The maps in a list, as far as it is one: what a person wrote may be anything. */
export function itemsOf(list: unknown): readonly { readonly [key: string]: any }[] {
  return Array.isArray(list) ? list.map(item => (typeof item === 'object' && item !== null ? item : {})) : [];
}
