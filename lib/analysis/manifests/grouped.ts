/** Things by a key that several may have; keys and things in the order in which they come. */
export function grouped<Key, Thing>(pairs: Iterable<readonly [Key, Thing]>): Map<Key, Thing[]> {
  const groups = new Map<Key, Thing[]>();
  for (const [key, thing] of pairs) {
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
