import type { Diagnostic } from '../../../project/files/diagnostic';
import { grouped } from '../../manifests/grouped';
import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import { blueGreen, type Change, placeOf } from '../change';
import { listed } from '../listed';
import { at, type Fault, type Rule } from '../rule';

export const bg030: Rule = {
  id: 'BG030',
  title: 'What was judged can still be judged',
  severity: 'error',
  what: 'Every object that could be read before the change can be read after it. It can not where its file is no YAML any more (the marks of a conflict, a key twice), has a placeholder or a template in the place of a value, becomes the source of a chart or of a kustomization that changes it, is no longer listed by the kustomization that listed it, or, with "--render", comes of a chart or a kustomization that can not be rendered any more. What goes with its file is for the other rules.',
  why: 'Of what can not be read, nothing can be found. A broken merge is the commonest accident there is; an engine that meets one applies nothing any more, a rollback neither. What a kustomization stops to list, engines delete.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: '  selector:\n',
      to: '<<<<<<< HEAD\n  selector:\n=======\n  selector:\n>>>>>>> main\n',
    },
  ],
  wayOut:
    'mend the file; where another tool now makes manifests of it, print both states with that tool, and compare them',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    const lost = base.tree.manifests.filter(
      ({ file, identity }) => !head.tree.find(base.tree.environmentOf(file), identity),
    );
    const faults = reasonsIn(change).flatMap(({ files, ...reason }) => {
      const own = lost.filter(({ file }) => files.has(file));
      return own.length ? [fault(reason, own, change)] : [];
    });
    const told = new Set(faults.map(({ file }) => file));
    const unread = unreadKustomizations(change).filter(({ file }) => !told.has(file));
    return [...faults, ...unread, ...withoutTemplates(change)];
  },
};

/** Why some files are not judged, and where that is said. */
interface Reason extends Pick<Diagnostic, 'file' | 'line' | 'message' | 'fix'> {
  readonly users: string;
}

const REFUSED = 'engines apply nothing of it, and no rule was held against it';
const DELETED = 'engines delete what stands there';

function reasonsIn({ head: { tree } }: Change): (Reason & { readonly files: ReadonlySet<string> })[] {
  const bySource = tree.unreadable.filter(
    ({ file }) => tree.kustomizations.has(file) || /(^|\/)Chart\.yaml$/.test(file),
  );
  const byText = new Map(tree.unreadable.filter(one => !bySource.includes(one)).map(one => [one.file, one]));
  const byList = grouped([...tree.withdrawn].map(([file, by]) => [by, file] as const));
  return [
    ...[...byText.values()].map(one => ({ ...one, files: new Set([one.file]), users: REFUSED })),
    ...bySource.map(one => ({ ...one, files: sourcesBelow(one.file, tree.sources), users: REFUSED })),
    ...[...byList].map(([file, files]) => ({
      file,
      message: `it no longer lists ${listed(files)}`,
      files: new Set(files),
      users: DELETED,
    })),
  ];
}

// What a chart or a kustomization is made from. A kustomization may take files from beside its folder.
function sourcesBelow(file: string, sources: ReadonlySet<string>): Set<string> {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const below = [...sources].filter(source => source.startsWith(folder));
  return new Set(below.length > 1 ? below : sources);
}

function fault({ file, line, message, fix, users }: Reason, lost: readonly Manifest[], { base }: Change): Fault {
  const places = [...new Set(lost.map(manifest => placeOf(base!, manifest)))];
  const names = lost.map(({ identity }) => objectName(identity));
  const found: Fault = {
    place: places[0]!,
    side: 'head',
    file,
    ...(line !== undefined && { line }),
    object: names[0]!,
    message: `${message}; ${listed(names)} ${names.length > 1 ? 'were' : 'was'} judged before, and can not be now`,
    users,
  };
  return fix === undefined ? found : { ...found, wayOut: fix };
}

// The object is there, and makes no pods: the API server refuses it.
function withoutTemplates({ base, head }: Change): Fault[] {
  return blueGreen(base!).flatMap(({ place, colours }) =>
    colours.flatMap(({ id, manifest }) => {
      const is = head.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
      if (!is || head.workloads.some(workload => workload.id === id)) return [];
      const message = 'it has no template of pods any more, and can not be judged';
      return [{ place, ...at('head', is, ['spec']), message, users: REFUSED }];
    }),
  );
}

// It lists files, and is no manifest itself.
function unreadKustomizations({ base, head }: Change): Fault[] {
  return head.tree.unreadable
    .filter(({ file }) => base!.tree.kustomizations.has(file) && !head.tree.kustomizations.has(file))
    .map(({ file, line, message }) => ({
      place: file.split('/').at(-2) ?? 'kustomization',
      side: 'head' as const,
      file,
      ...(line !== undefined && { line }),
      object: 'Kustomization',
      message: `${message}; nothing of what it lists is applied any more`,
      users: REFUSED,
    }));
}
