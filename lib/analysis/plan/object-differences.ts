import type { Manifest } from '../manifests/manifest';
import { flatten } from './flatten';
import { type KeyDifference, keyDifferences } from './key-difference';
import type { ObjectChange } from './object-change';

/**
 * Where an object differs from what it was; nothing where it is there on one side alone.
 * @param leftOut keys that are not told, at any depth
 */
export function differencesOf({ before, after }: ObjectChange, leftOut: ReadonlySet<string>): KeyDifference[] {
  if (!before || !after) return [];
  const [secret, others] =
    before.identity.kind === 'Secret'
      ? [secretDifferences(before, after), new Set([...leftOut, 'data', 'stringData'])]
      : [[], leftOut];
  return [...keyDifferences(flatten(before.value, others), flatten(after.value, others)), ...secret];
}

// Which keys, and never what is in them.
function secretDifferences(before: Manifest, after: Manifest): KeyDifference[] {
  const data = (value: Manifest['value']) => flatten({ ...value['data'], ...value['stringData'] });
  const [were, are] = [data(before.value), data(after.value)];
  return [...new Set([...were.keys(), ...are.keys()])]
    .filter(key => were.get(key) !== are.get(key))
    .map(key => ({
      key,
      ...(were.has(key) && { before: '(hidden)' }),
      ...(are.has(key) && { after: '(hidden)' }),
    }));
}
