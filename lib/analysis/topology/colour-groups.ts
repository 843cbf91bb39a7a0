import { grouped } from '../manifests/grouped';
import type { Labels } from '../manifests/labels';
import { colourLabelBetween, colourLabelIn, withoutColour, withoutColours } from './colour-label';
import type { Snapshot } from './snapshot';
import { isWorker } from './worker';
import type { Workload } from './workload';

/** Deployments that are colours of one application, by selectors and labels and by what leads to them. */
export interface ColourGroup {
  /** Ids of workloads. */
  readonly members: ReadonlySet<string>;
  /** Undefined where no single label tells the colours apart. */
  readonly colourLabel?: string;
  /** What all of them have in their selectors besides. */
  readonly common: Labels;
}

/** Sorts the Deployments of one or two trees into groups. Each is in exactly one. */
export function colourGroupsOf(snapshots: readonly Snapshot[]): ColourGroup[] {
  const union = new Union();
  const deployments = snapshots.flatMap(({ workloads }) => workloads.filter(isColour));
  for (const { id } of deployments) union.add(id);
  joinBySelectors(deployments, union);
  joinByServices(snapshots, union);
  joinByRules(snapshots, union);
  return [...grouped(deployments.map(deployment => [union.root(deployment.id), deployment] as const)).values()].map(
    variants => colourGroup(variants, new Set(variants.map(({ id }) => id))),
  );
}

const KINDS = new Set(['Deployment', 'DeploymentConfig', 'ReplicaSet', 'ReplicationController', 'StatefulSet']);

// What a controller replaces and moves users to by itself is none, nor is a worker, which nobody is led to.
function isColour({ manifest, isControlled }: Workload): boolean {
  return KINDS.has(manifest.identity.kind) && !isControlled && !isWorker(manifest);
}

// Selectors that are equal but for what tells colours apart.
function joinBySelectors(deployments: readonly Workload[], union: Union): void {
  const likes = new Map<string, Workload>();
  for (const deployment of deployments) {
    const { environment, namespace, selector } = deployment;
    const key = JSON.stringify([environment, namespace, deployment.manifest.identity.kind, withoutColours(selector)]);
    const like = likes.get(key);
    if (!like) likes.set(key, deployment);
    else if (colourLabelOf(like, deployment)) union.join(like.id, deployment.id);
  }
}

// Where the selectors are the same, the labels of the pods may tell.
function colourLabelOf(a: Workload, b: Workload): string | undefined {
  return same(a.selector, b.selector)
    ? colourLabelBetween(a.labels, b.labels)
    : colourLabelBetween(a.selector, b.selector);
}

// A Service that leads from one Deployment to another one makes them colours of one application.
function joinByServices([one, other]: readonly Snapshot[], union: Union): void {
  if (!one || !other) return;
  const before = new Map(one.services.map(service => [service.id, service]));
  for (const service of other.services) join([before.get(service.id)?.selected ?? [], service.selected], union);
}

// So does a rule that shares requests among their Services, or leads to another Service than before.
function joinByRules(snapshots: readonly Snapshot[], union: Union): void {
  const led = new Map<string, (readonly Workload[])[]>();
  for (const { rules } of snapshots) {
    for (const { id, backends } of rules)
      led.set(id, [...(led.get(id) ?? []), ...backends.map(({ selected }) => selected)]);
  }
  for (const selected of led.values()) join(selected, union);
}

// Only what leads to one Deployment says which ones belong together.
function join(leads: readonly (readonly Workload[])[], union: Union): void {
  const [first, ...rest] = leads
    .map(selected => selected.filter(isColour))
    .flatMap(selected => (selected.length === 1 ? selected : []));
  for (const next of rest) union.join(first!.id, next.id);
}

function colourGroup(variants: readonly Workload[], members: ReadonlySet<string>): ColourGroup {
  const [first, ...rest] = variants as [Workload, ...Workload[]];
  const between = rest.flatMap(next => colourLabelOf(first, next) ?? [])[0];
  const isAlone = variants.every(({ id, selector }) => id === first.id && same(selector, first.selector));
  // A StatefulSet that stands alone is updated in place, whatever its labels are.
  const mayBeOne = isAlone && first.manifest.identity.kind !== 'StatefulSet';
  const colourLabel = between ?? (mayBeOne ? colourLabelIn(first.selector) : undefined);
  const shared = Object.entries(withoutColour(first.selector, colourLabel)).filter(([label, value]) =>
    rest.every(({ selector }) => selector[label] === value),
  );
  return { members, colourLabel, common: Object.fromEntries(shared) };
}

function same(a: Labels, b: Labels): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}

/** Sets that grow together. */
class Union {
  private readonly parents = new Map<string, string>();

  public add(id: string): void {
    if (!this.parents.has(id)) this.parents.set(id, id);
  }

  public join(a: string, b: string): void {
    this.parents.set(this.root(a), this.root(b));
  }

  /** The same for all of a set. */
  public root(id: string): string {
    let root = id;
    for (let next = this.parents.get(root)!; next !== root; next = this.parents.get(root)!) root = next;
    return root;
  }
}
