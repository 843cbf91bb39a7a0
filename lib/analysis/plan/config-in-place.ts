import { referencesOf } from '../check/references';
import { objectName } from '../manifests/identity';
import { flat } from './flat';
import { keyDifferences } from './key-difference';
import type { ObjectChange } from './object-change';
import { listed, type Side } from './side';
import type { Effect } from './story';

/** ConfigMaps that get other content under the same name: pods read it whenever they start, whatever colour they are. */
export function configInPlace(changes: readonly ObjectChange[], { application, model }: Side): Effect[] {
  return changes.flatMap(({ before, after }): Effect[] => {
    if (!before || after?.identity.kind !== 'ConfigMap') return [];
    const { name, namespace } = after.identity;
    const readers = application.colours.filter(
      colour =>
        colour.namespace === namespace &&
        colour.part === model.tree.partOf(after.file) &&
        referencesOf(colour).some(reference => reference.kind === 'ConfigMap' && reference.name === name),
    );
    const differences = keyDifferences(flat(before.value['data']), flat(after.value['data']));
    if (!readers.length || !differences.length) return [];
    const live = readers.some(({ id }) => application.live.some(colour => colour.id === id));
    const who = listed(readers.map(({ colour }) => colour));
    return [
      {
        kind: live ? 'live change' : 'config',
        text: `${objectName(after.identity)} is edited in place: each pod of ${who} reads it when it starts next${live ? ', those that users are on too' : ''}`,
        compared: objectName(after.identity),
        differences,
      },
    ];
  });
}
