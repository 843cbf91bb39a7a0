import { EXISTING_ACCOUNT } from '../../../construct/names';
import type { OutputPath } from '../../../project/output/layout';
import { firstDifference } from '../../manifests/difference';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import { onceFor } from '../../manifests/once-for';
import type { Colour, Model } from '../../topology/model';
import { blueGreen, type Change, named, placeOf } from '../change';
import { byReference, followsTraffic, type Reference, referenceKey, referencesOf } from '../references';
import { at, type Fault, type Rule } from '../rule';

export const bg009: Rule = {
  id: 'BG009',
  title: 'Every reference to config resolves inside its unit or base, and config is never edited in place',
  severity: 'error',
  what: 'The ConfigMaps and ServiceAccounts that the pods of a colour name are in the same folder or in base, as far as they ever were among the files, and have the keys that pods ask for; and the data of a ConfigMap or Secret that pods use does not change under its name.',
  why: 'Pods whose ConfigMap is missing do not start. And an edit in place reaches running pods, some at once and some when they happen to restart, on the active colour without any release, and no rollback takes it back.',
  example: [
    {
      file: 'blue/Deployment.ping-blue.k8s.yaml',
      from: '      serviceAccountName: ping\n',
      to: '      serviceAccountName: pong\n',
    },
  ],
  wayOut: 'write the new config under a new name, best with a hash of its content, and let the idle colour refer to it',
  check: change => [...unresolved(change), ...missingKeys(change), ...editedInPlace(change)],
};

function unresolved(change: Change): Fault[] {
  return blueGreen(change.head).flatMap(({ place, colours }) =>
    colours.flatMap(colour =>
      referencesOf(colour)
        .filter(({ kind, optional }) => kind !== 'Secret' && !optional)
        .filter(
          ({ kind, name }, index, all) => all.findIndex(other => other.kind === kind && other.name === name) === index,
        )
        .filter(reference => isMissing(reference, colour, change))
        .map(reference => ({
          place,
          ...at('head', colour.manifest, reference.path),
          message: `${named(colour)} refers to the ${reference.kind} ${reference.name}, ${whereItIs(reference, colour, change)}`,
          users: 'its new pods do not start; running ones are not replaced when they end',
        })),
    ),
  );
}

// Only what we write is in folders that are applied one by one.
function whereItIs(reference: Reference, colour: Colour, { head }: Change): string {
  if (!colour.manifest.output) return 'which the change takes away, or moves to another name or namespace';
  const [found] = find(reference, colour, head) ?? [];
  const unit = found?.output?.unit;
  return unit
    ? `which stands in ${unit}, and is applied apart from it`
    : 'which is neither in its own folder nor in base';
}

function missingKeys({ head }: Change): Fault[] {
  return blueGreen(head).flatMap(({ place, colours }) =>
    colours.flatMap(colour =>
      referencesOf(colour)
        .filter(({ kind, optional }) => kind === 'ConfigMap' && !optional)
        .flatMap(reference => {
          const [config] = find(reference, colour, head) ?? [];
          const known = config && new Set([...keysOf(config.value['data']), ...keysOf(config.value['binaryData'])]);
          const missing = known ? (reference.keys ?? []).filter(key => !known.has(key)) : [];
          return missing.map(key => ({
            place,
            ...at('head', colour.manifest, reference.path),
            message: `${named(colour)} asks for the key ${key} of ${reference.kind} ${reference.name}, which has none such`,
            users: 'its new pods do not start; running ones are not replaced when they end',
          }));
        }),
    ),
  );
}

function keysOf(data: unknown): string[] {
  return typeof data === 'object' && data !== null ? Object.keys(data) : [];
}

function isMissing(reference: Reference, colour: Colour, { base, head }: Change): boolean {
  const found = find(reference, colour, head);
  if (colour.manifest.output) {
    // Every namespace has this one.
    if (reference.kind === 'ServiceAccount' && reference.name === 'default') return false;
    if (reference.kind === 'ServiceAccount' && isMadeElsewhere(reference.name, colour)) return false;
    // What a person manages elsewhere, under a name of their own, was never here.
    const wasHere = base && find(reference, colour, base);
    return (
      !found?.some(({ output }) => isNear(output, colour.manifest.output!)) && (isOwn(reference, colour) || !!wasHere)
    );
  }
  return !found && base !== undefined && find(reference, colour, base) !== undefined;
}

function find(
  { kind, name }: Reference,
  { environment, namespace }: Colour,
  { tree }: Model,
): readonly Manifest[] | undefined {
  const found = tree.all(environment, { group: '', kind, namespace, name });
  return found.length ? found : undefined;
}

function isMadeElsewhere(account: string, { manifest }: Colour): boolean {
  return manifest.value['metadata'].annotations?.[EXISTING_ACCOUNT] === account;
}

// In the colour's own folder, in its migration's, or in base.
function isNear(there: OutputPath | undefined, here: OutputPath): boolean {
  return there?.folder === here.folder && (there.unit === here.unit || there.unit === 'base');
}

// ServiceAccounts always are, and ConfigMaps that carry the name of the colour.
function isOwn({ kind, name }: Reference, { manifest }: Colour): boolean {
  return kind === 'ServiceAccount' || name.startsWith(`${manifest.identity.name}-`);
}

function editedInPlace({ base, head }: Change): Fault[] {
  if (!base) return [];
  return head.tree.manifests
    .filter(({ identity }) => identity.kind === 'ConfigMap' || identity.kind === 'Secret')
    .filter(manifest => !followsTraffic(manifest))
    .flatMap(manifest => {
      const before = base.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
      const difference = before && firstDifference(contentOf(before), contentOf(manifest));
      const readers = difference ? readersOf(manifest, base) : [];
      if (!readers.length) return [];
      const live = blueGreen(base).flatMap(application => application.live);
      const isLive = readers.some(({ id }) => live.some(colour => colour.id === id));
      return [
        {
          place: placeOf(base, readers[0]!.manifest),
          ...at('head', manifest, difference!.path),
          message: `${objectName(manifest.identity)} is edited in place, and the pods of ${readers.map(named).join(' and ')} use it`,
          users: isLive
            ? 'the pods that they are on get the new config at a moment that nobody chooses, without a release'
            : 'what was tested is not what goes live, and a rollback does not bring the old config back',
        },
      ];
    });
}

// A key of the path is one of the manifest.
function contentOf({ value }: Manifest): object {
  return Object.fromEntries(['data', 'binaryData', 'stringData'].map(key => [key, value[key]]));
}

function readersOf({ file, identity }: Manifest, base: Model): readonly Colour[] {
  const { namespace } = identity;
  return (
    coloursByReference(base).get(referenceKey({ environment: base.tree.environmentOf(file), namespace }, identity)) ??
    []
  );
}

const coloursByReference = onceFor((model: Model) => byReference(blueGreen(model).flatMap(({ colours }) => colours)));
