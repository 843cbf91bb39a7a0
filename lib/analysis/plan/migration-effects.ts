import { objectName } from '../manifests/identity';
import { isMigration } from './covered-keys';
import type { ObjectChange } from './object-change';
import type { Effect } from './story';

/** Jobs that change the database. */
export function migrationEffects(changes: readonly ObjectChange[]): Effect[] {
  return changes.flatMap(({ before, after }): Effect[] => {
    if (before || after?.identity.kind !== 'Job' || !isMigration(after)) return [];
    const { identity, output, value } = after;
    const contracts =
      value['metadata'].annotations?.['blue-green/migration'] === 'contract' || /-contract-/.test(identity.name);
    const colour = /^migrate\/(\w+)$/.exec(output?.unit ?? '')?.[1];
    const what = contracts
      ? 'takes away from the database what the previous release needs'
      : `changes the database${colour ? `, before the pods of ${colour} start` : ''}`;
    return [{ kind: 'migration', text: `${objectName(identity)} runs once and ${what}`, differences: [] }];
  });
}
