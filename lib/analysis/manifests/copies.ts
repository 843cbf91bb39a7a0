import { posix } from 'node:path';
import type { AppliedBy } from './applied-by';
import { foldersIn, forkOf } from './folders';
import { grouped } from './grouped';
import { identityKey, objectName } from './identity';
import { itemsOf } from './items';
import { type Labels, labelsOf } from './labels';
import type { Manifest } from './manifest';
import { type Place, selectable } from './selectable';

/** What a change copies into folders that did not have it. */
export interface Copies {
  /** The folder of the original of each file with a copy that goes to the same cluster. */
  readonly homes: ReadonlyMap<string, string>;
  /** Of copies of which nothing says where they go, in words. */
  readonly undecided: readonly string[];
}

interface Side {
  readonly manifests: readonly Manifest[];
  readonly appliedBy: AppliedBy;
}

/**
 * Tells copies from alternatives. The folder of another environment holds the Service beside the Deployment that it leads to,
 * and stands beside folders like it. Where a Deployment of a namespace is laid somewhere alone, it is what the Service beside
 * the original leads to.
 */
export function copiesIn(base: Side | undefined, head: Side): Copies {
  const [homes, undecided] = [new Map<string, string>(), new Map<string, string>()];
  const candidates = base ? candidatesIn(base, head) : [];
  // Where one of the copies is in use among the others, the folder is an environment.
  const whole = new Set(candidates.flatMap(({ copy, beside, used }) => (used.has(copy) ? [beside] : [])));
  for (const { copy, original, at, beside, used } of candidates) {
    if (whole.has(beside)) continue;
    const isLeftOut = head.appliedBy.has(original.file);
    const belongs = copy.identity.namespace !== '' && (original.output !== undefined || used.has(original));
    if (belongs && !isLeftOut) homes.set(copy.file, at);
    else undecided.set(copy.file, doubt(copy, original, isLeftOut));
  }
  return { homes, undecided: [...undecided.values()] };
}

/** An object that a change lays into a folder, beside the one that it is a copy of. */
interface Candidate {
  readonly copy: Manifest;
  readonly original: Manifest;
  /** The folder of the original. */
  readonly at: string;
  /** The topmost folder that the copy has for itself. */
  readonly beside: string;
  /** What is in use within such a folder. */
  readonly used: ReadonlySet<Manifest>;
}

function candidatesIn(base: Side, head: Side): Candidate[] {
  const originals = grouped(base.manifests.filter(isWhole).map(one => [identityKey(one.identity), one] as const));
  const whole = head.manifests.filter(isWhole);
  const present = new Map(whole.map(one => [placed(one), one] as const));
  const forks = forksIn([...originals.values()]);
  const known = new Map<number, ReadonlySet<Manifest>>();
  const usedBelow = (fork: number) => {
    const used = known.get(fork) ?? inUse(whole, fork);
    known.set(fork, used);
    return used;
  };
  return whole.flatMap(copy => {
    const before = originals.get(identityKey(copy.identity));
    // What a kustomization or an engine applies, it says itself.
    if (!before || copy.output || head.appliedBy.has(copy.file)) return [];
    if (before.some(({ file }) => file === copy.file)) return [];
    const original = nearest(
      copy,
      before.flatMap(one => present.get(placed(one)) ?? []),
    );
    if (!original) return [];
    const [at, folders] = [posix.dirname(original.file), foldersIn(posix.dirname(copy.file))];
    const fork = forkOf(foldersIn(at), folders);
    if (at === posix.dirname(copy.file) || forks.has(folders.slice(0, fork).join('/'))) return [];
    return [{ copy, original, at, beside: folders.slice(0, fork + 1).join('/'), used: usedBelow(fork) }];
  });
}

function doubt({ file, identity }: Manifest, original: Manifest, isLeftOut: boolean): string {
  const taken = isLeftOut
    ? 'taken for nothing that is applied, because nothing here that applies the one has the other'
    : 'taken for that of another cluster or namespace, because nothing here says that both go to one';
  return `${file} has ${objectName(identity)}, as ${original.file} has: ${taken}`;
}

function placed({ file, identity }: Manifest): string {
  return `${file}:${identityKey(identity)}`;
}

function nearest({ file }: Manifest, others: readonly Manifest[]): Manifest | undefined {
  const shared = (one: Manifest) => forkOf(foldersIn(posix.dirname(one.file)), foldersIn(posix.dirname(file)));
  return [...others].sort((a, b) => shared(b) - shared(a))[0];
}

// The folders below which alternatives stand side by side.
function forksIn(known: readonly (readonly Manifest[])[]): ReadonlySet<string> {
  return new Set(
    known.flatMap(([first, ...others]) => {
      const folders = foldersIn(posix.dirname(first!.file));
      return others
        .map(({ file }) => foldersIn(posix.dirname(file)))
        .filter(other => other.join('/') !== folders.join('/'))
        .map(other => folders.slice(0, forkOf(folders, other)).join('/'));
    }),
  );
}

const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

// A patch says a part only.
function isWhole({ identity: { kind, group }, value }: Manifest): boolean {
  const spec = value['spec'];
  if (kind === 'Service' && group === '') return itemsOf(spec?.ports).length > 0 && spec.selector !== undefined;
  if (!WORKLOADS.has(kind) || spec?.selector === undefined) return false;
  const containers = itemsOf(spec.template?.spec?.containers);
  return containers.length > 0 && containers.every(({ image }) => image !== undefined);
}

// Services that lead to something in the same folder, what they lead to, and its other colours: what has one of the labels.
function inUse(whole: readonly Manifest[], fork: number): ReadonlySet<Manifest> {
  const all = whole.map(manifest => {
    const { kind, namespace } = manifest.identity;
    const folders = foldersIn(posix.dirname(manifest.file));
    const { selector, template } = manifest.value['spec'];
    const isService = kind === 'Service';
    const labels = labelsOf(isService ? selector : template.metadata?.labels);
    return { manifest, isService, labels, namespace, environment: folders.slice(0, fork + 1).join('/') };
  });
  const pods = all.filter(({ isService }) => !isService);
  const find = selectable(pods, ({ labels }) => labels);
  const leading = all.filter(one => one.isService && find(one, one.labels).length > 0);
  const asked = new Set(leading.flatMap(keysOf));
  const used = [...leading, ...pods.filter(one => keysOf(one).some(key => asked.has(key)))];
  return new Set(used.map(({ manifest }) => manifest));
}

function keysOf({ environment, namespace, labels }: Place & { readonly labels: Labels }): string[] {
  return Object.entries(labels).map(label => JSON.stringify([environment, namespace, ...label]));
}
