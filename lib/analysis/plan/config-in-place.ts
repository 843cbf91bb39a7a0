import { followsTraffic, referencesOf } from '../check/references';
import { objectName } from '../manifests/identity';
import { type ApplicationView, listed } from './application-view';
import { flatten } from './flatten';
import { keyDifferences } from './key-difference';
import type { ObjectChange } from './object-change';
import type { Effect } from './story';

/** ConfigMaps that go, or get other content under the same name: pods read it whenever they start, whatever colour they are. */
export function configInPlace(changes: readonly ObjectChange[], { application, model }: ApplicationView): Effect[] {
  return changes.flatMap(({ before, after }): Effect[] => {
    if (before?.identity.kind !== 'ConfigMap' || (after && followsTraffic(before) && followsTraffic(after))) return [];
    const { file, identity } = before;
    const { name, namespace } = identity;
    const readers = application.colours.filter(
      colour =>
        colour.namespace === namespace &&
        colour.environment === model.tree.environmentOf(file) &&
        referencesOf(colour).some(reference => reference.kind === 'ConfigMap' && reference.name === name),
    );
    const differences = after ? keyDifferences(flatten(before.value['data']), flatten(after.value['data'])) : [];
    if (!readers.length || (after && !differences.length)) return [];
    const live = readers.some(({ id }) => application.live.some(colour => colour.id === id));
    const who = listed(readers.map(({ colour }) => colour));
    const what = after
      ? `is edited in place: each pod of ${who} reads it when it starts next`
      : `is removed: no pod of ${who} that starts next finds it`;
    return [
      {
        kind: live ? 'live change' : 'config',
        text: `${objectName(identity)} ${what}${live ? ', those that users are on too' : ''}`,
        ...(after && { compared: objectName(identity) }),
        differences,
      },
    ];
  });
}
