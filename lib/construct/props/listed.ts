const SHOWN = 10;

/** Names in a sentence: all of them, or the first ten and how many there are besides. */
export function listed(names: readonly string[]): string {
  if (names.length <= SHOWN) return names.join(', ');
  return `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`;
}
