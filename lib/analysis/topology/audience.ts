import { isOurs } from '../../construct/names';
import { labelsOf } from '../manifests/labels';
import { wordsOf } from './preview-words';
import type { LinkedRule, Snapshot } from './snapshot';

/** What rules say only beside others: for whom a rule is, and which words of its hosts tell nothing. */
export interface Audience {
  /** Ids of rules by which users come, whatever their hosts are called. */
  readonly ofUsers: ReadonlySet<string>;
  /** Words that all hosts have, as those of an environment called staging do. */
  readonly sharedWords: ReadonlySet<string>;
}

/**
 * Works it out of one or two trees.
 * @param active ids of the Services by which users come
 */
export function audienceOf(snapshots: readonly Snapshot[], active: ReadonlySet<string>): Audience {
  const rules = snapshots.flatMap(snapshot => snapshot.rules);
  return {
    ofUsers: new Set([
      ...rules.filter(isOfOurs).map(({ id }) => id),
      ...snapshots.flatMap(snapshot => besideServices(snapshot, active)),
    ]),
    sharedWords: sharedWords(rules),
  };
}

// We write no rule for a look that asks for no header.
function isOfOurs({ manifest }: LinkedRule): boolean {
  return isOurs(labelsOf(manifest.value['metadata'].labels));
}

// Who is led where the Service of users leads, is a user too.
function besideServices({ services, rules }: Snapshot, active: ReadonlySet<string>): string[] {
  const live = new Set(
    services.filter(({ id }) => active.has(id)).flatMap(({ selected }) => selected.map(({ id }) => id)),
  );
  return rules
    .filter(({ backends }) =>
      backends.some(({ weight, selected }) => weight > 0 && selected.some(({ id }) => live.has(id))),
    )
    .map(({ id }) => id);
}

// Of one host alone, no word can be told to be that of the environment.
function sharedWords(rules: readonly LinkedRule[]): Set<string> {
  const [first, ...rest] = [...new Set(rules.flatMap(({ hosts }) => hosts))].map(host => new Set(wordsOf(host)));
  if (!first || !rest.length) return new Set();
  return new Set([...first].filter(word => rest.every(words => words.has(word))));
}
