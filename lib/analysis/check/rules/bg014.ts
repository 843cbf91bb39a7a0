import { NAME_LABEL } from '../../../construct/names';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import type { Application } from '../../topology/model';
import { moved, named, pairsOf } from '../change';
import { at, type Rule } from '../rule';

/** A Job with this annotation of `contract` takes away what the previous release needs. */
const MIGRATION_ANNOTATION = 'blue-green/migration';

export const bg014: Rule = {
  id: 'BG014',
  title: 'A contracting migration is not in the same change as a promotion',
  severity: 'error',
  hurts: 'with the move',
  what: `A Job that takes away what the previous release needs, by its name "<app>-contract-<hash>" or the annotation "${MIGRATION_ANNOTATION}: contract", is not added by a change that moves users.`,
  why: 'While users move, both releases run on one database, and the old one stays the way back for as long as it is up. A column that is dropped meanwhile breaks both.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'blue-green/colour: blue',
      to: 'blue-green/colour: green',
    },
    {
      file: 'base/ServiceAccount.ping.k8s.yaml',
      from: 'automountServiceAccountToken: false\n',
      to: 'automountServiceAccountToken: false\n---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: ping-contract-0123456789\n  namespace: demo\nspec:\n  template:\n    metadata:\n      labels: { job: contract }\n    spec:\n      restartPolicy: Never\n      containers:\n        - { name: contract, image: pkw0301/app:2.0, args: [drop] }\n',
    },
  ],
  wayOut: 'move users first, retire the old colour, and contract in a later commit',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    const added = head.tree.manifests.filter(
      manifest => isContraction(manifest) && !base.tree.find(head.tree.environmentOf(manifest.file), manifest.identity),
    );
    return pairsOf(change).flatMap(({ before, after }) => {
      const { from } = moved(before, after);
      if (!from.length) return [];
      return added
        .filter(manifest => isOf(manifest, after))
        .map(manifest => ({
          place: after.place,
          ...at('head', manifest),
          message: `users leave ${from.map(named).join(' and ')}, and ${objectName(manifest.identity)} takes away what it needs`,
          users: 'requests that the old colour still serves fail, and a rollback leads to a release that can not work',
        }));
    });
  },
};

function isContraction({ identity, value }: Manifest): boolean {
  const said = value['metadata'].annotations?.[MIGRATION_ANNOTATION];
  return identity.kind === 'Job' && (said === 'contract' || /-contract-[0-9a-f]{10}$/.test(identity.name));
}

function isOf({ output, identity, value }: Manifest, { place, name, colours }: Application): boolean {
  if (output) return output.place === place;
  return (
    colours.some(({ namespace }) => namespace === identity.namespace) &&
    (value['metadata'].labels?.[NAME_LABEL] === name || identity.name.startsWith(`${name}-`))
  );
}
