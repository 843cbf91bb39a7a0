import type { Environment } from './files';

/**
 * Whether two environments may be on one cluster, as far as bluegreen.yaml says. They are on two where both say `cluster`, or both
 * say `destination`, and not the same: who leaves one out says nothing, and a name may be that of an address.
 */
export function mayShareCluster(one: Partial<Environment> = {}, other: Partial<Environment> = {}): boolean {
  const pairs = [
    [one.cluster, other.cluster],
    [one.destination, other.destination],
  ].filter(([a, b]) => a !== undefined && b !== undefined && isAddress(a) === isAddress(b));
  return !pairs.length || pairs.some(([a, b]) => a === b);
}

const isAddress = (name: string): boolean => name.includes('://');
