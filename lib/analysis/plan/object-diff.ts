import { objectName } from '../manifests/identity';
import type { KeyDifference } from './key-difference';
import { either, type ObjectChange } from './object-change';
import { differencesOf } from './object-differences';

/** An object before a change and after it. */
export interface ObjectDiff {
  /** `Deployment ping-blue`. */
  readonly object: string;
  readonly file: string;
  readonly what: 'added' | 'removed' | 'changed';
  /** Key by key, and the first ones only; none where the object is there on one side alone. */
  readonly differences: readonly KeyDifference[];
  /** How many keys differ besides. */
  readonly moreKeys: number;
}

/** The objects of a story, the first ones. */
export interface ObjectDiffs {
  readonly shown: readonly ObjectDiff[];
  /** How many there are besides. */
  readonly more: number;
}

const MOST_OBJECTS = 50;
const MOST_KEYS = 40;
const NOTHING: ReadonlySet<string> = new Set();

/** Every object that differs, key by key, within bounds; what is in Secrets, or looks like a secret, is not shown. */
export function objectDiffs(changes: readonly ObjectChange[]): ObjectDiffs {
  const shown = changes.slice(0, MOST_OBJECTS).map((change): ObjectDiff => {
    const { file, identity } = either(change);
    const differences = differencesOf(change, NOTHING);
    return {
      object: objectName(identity),
      file,
      what: !change.before ? 'added' : !change.after ? 'removed' : 'changed',
      differences: differences.slice(0, MOST_KEYS),
      moreKeys: Math.max(0, differences.length - MOST_KEYS),
    };
  });
  return { shown, more: changes.length - shown.length };
}

/** Both as one. */
export function together(a: ObjectDiffs | undefined, b: ObjectDiffs | undefined): ObjectDiffs | undefined {
  if (!a || !b) return a ?? b;
  const all = [...a.shown, ...b.shown];
  const shown = all.slice(0, MOST_OBJECTS);
  return { shown, more: a.more + b.more + all.length - shown.length };
}
