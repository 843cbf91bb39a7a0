import { SYNC_WAVE } from '../../../construct/names';
import { shown } from '../../../construct/validate/problem';
import type { OutputPath } from '../../../project/output/layout';
import { grouped } from '../../manifests/grouped';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import type { Model } from '../../topology/model';
import { type Change, placeOf } from '../change';
import { at, type Fault, type Rule } from '../rule';

export const bg013: Rule = {
  id: 'BG013',
  title: 'dist/apps holds only manifests, no unit is empty, objects are there once, and waves are in order',
  severity: 'error',
  hurts: 'later',
  what: `Below dist/apps: files are readable, end in .yaml and hold an object each; an application has all units that it had, and at least blue, green and release/traffic; no object stands in two files. Anywhere: "${SYNC_WAVE}" is a whole number in quotes, and traffic comes after its gate.`,
  why: 'Argo CD refuses a folder with a file that it can not read. Flux deletes all that a folder held once it is empty. A wave that is no number counts as zero, and traffic moves before its gate has run.',
  example: [{ file: 'green/Service.ping-green.k8s.yaml', from: 'apiVersion: v1\nkind: Service', to: 'service: ping' }],
  wayOut:
    'run "bluegreen synth", which writes its own files as they have to be, and move everything else out of dist/apps',
  check: change => [
    ...fileFaults(change.head),
    ...unitFaults(change),
    ...duplicates(change.head),
    ...change.head.tree.manifests.flatMap(manifest => waveFault(manifest, change.head) ?? []),
    ...waveOrder(change.head),
  ],
};

function fileFaults({ tree }: Model): Fault[] {
  const unreadable = new Map(tree.unreadable.map(found => [found.file, found]));
  const speaking = new Set(tree.manifests.map(({ file }) => file));
  return [...tree.files.keys()].flatMap(file => {
    const ours = tree.layout.outputPath(file);
    if (!ours) return [];
    const { place } = ours;
    const name = file.split('/').at(-1)!;
    const fault = (message: string, users: string, line?: number) => [
      { place, side: 'head' as const, file, line, object: name, message, users },
    ];
    const users = 'the engine refuses the folder, or leaves it out: changes, a rollback too, do not reach the cluster';
    if (!name.endsWith('.yaml')) return fault('this is no manifest: expected a file that ends in .yaml', users);
    if (/^(kustomization|Kustomization|Chart)\.yaml$/.test(name)) {
      return fault('the engine takes the folder for something else because of this file', users);
    }
    const found = unreadable.get(file);
    if (found) return fault(found.message, users, found.line);
    return speaking.has(file) ? [] : fault('this file holds no object', users);
  });
}

const UNITS = ['blue', 'green', 'release/traffic'];

function unitFaults({ base, head }: Change): Fault[] {
  const [before, after] = [unitsOf(base), unitsOf(head)];
  return [...after].flatMap(
    ([
      key,
      {
        of: { place, folder },
        units,
      },
    ]) =>
      [...new Set([...UNITS, ...(before.get(key)?.units ?? [])])]
        // The gate comes and goes with what it proves; a skipped one leaves its record.
        .filter(unit => !units.has(unit))
        .map(unit => ({
          place,
          side: 'head' as const,
          file: `${folder}/${unit}`,
          object: `folder ${unit}`,
          message: 'this folder holds no manifest',
          users: 'Flux deletes all that was applied from it',
        })),
  );
}

interface Units {
  readonly of: OutputPath;
  readonly units: Set<string>;
}

function unitsOf(model: Model | undefined): Map<string, Units> {
  const found = new Map<string, Units>();
  for (const file of model?.tree.files.keys() ?? []) {
    const of = model!.tree.layout.outputPath(file);
    if (!of) continue;
    const { units } = found.get(of.key) ?? { units: new Set<string>() };
    found.set(of.key, { of, units: units.add(of.unit) });
  }
  return found;
}

function duplicates(head: Model): Fault[] {
  return head.tree.duplicates.flatMap(([first, ...more]) =>
    more
      .filter(({ output }) => output)
      .map(manifest => ({
        place: placeOf(head, manifest),
        ...at('head', manifest),
        message: `${objectName(manifest.identity)} stands in ${first!.file} as well`,
        users: 'which of the two they get changes with every sync',
      })),
  );
}

function waveFault(manifest: Manifest, head: Model): Fault | undefined {
  const wave: unknown = manifest.value['metadata'].annotations?.[SYNC_WAVE];
  if (wave === undefined || (typeof wave === 'string' && /^-?\d+$/.test(wave))) return undefined;
  return {
    place: placeOf(head, manifest),
    ...at('head', manifest, ['metadata', 'annotations', SYNC_WAVE]),
    message: `expected a whole number in quotes as its sync wave, got ${shown(wave)}`,
    users: 'the object is refused, or applied in another order: traffic may move before its gate has run',
  };
}

// What a gate proves has to be proved before traffic moves.
function waveOrder(head: Model): Fault[] {
  const gates = grouped(
    head.tree.manifests
      .filter(({ output, identity }) => identity.kind === 'Job' && output?.unit === 'release/verify')
      .map(gate => [gate.output!.folder, gate] as const),
  );
  return head.tree.manifests
    .filter(({ output }) => output?.unit === 'release/traffic')
    .flatMap(manifest => {
      const [gate] = gates.get(manifest.output!.folder) ?? [];
      if (!gate || waveOf(manifest) > waveOf(gate)) return [];
      return [
        {
          place: placeOf(head, manifest),
          ...at('head', manifest, ['metadata', 'annotations', SYNC_WAVE]),
          message: `its sync wave ${waveOf(manifest)} does not come after ${waveOf(gate)}, that of its gate`,
          users: 'they are moved before the gate has proved that the release answers',
        },
      ];
    });
}

function waveOf({ value }: Manifest): number {
  return Number.parseInt(value['metadata'].annotations?.[SYNC_WAVE] ?? '0', 10) || 0;
}
