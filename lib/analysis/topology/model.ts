import { NAME_LABEL } from '../../construct/names';
import { outputPath } from '../../project/output/layout';
import type { Tree, Trees } from '../manifests/tree';
import type { Application, Service } from './application';
import { type Audience, audienceOf } from './audience';
import { type ColourGroup, colourGroupsOf } from './colour-groups';
import { colourOf, isColourValue, nameWithoutColour, withoutColour } from './colour-label';
import { leftToControllers } from './controllers';
import { differingDuplicates } from './duplicates';
import { entrancesOf } from './entrances';
import { type Roles, rolesOf, type ServiceVersions } from './roles';
import { type Routed, routedBy } from './routed';
import type { ServiceFacts } from './service';
import { type LinkedRule, type Snapshot, snapshotOf } from './snapshot';
import { selects, type Workload } from './workload';

export type { Application, Colour, Entrance, Service } from './application';

/** All that a tree says of who serves whom. */
export interface Model {
  readonly tree: Tree;
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly rules: readonly LinkedRule[];
  readonly audience: Audience;
  readonly applications: readonly Application[];
  /** What could not be told, in words. */
  readonly undecided: readonly string[];
}

/** A change as its two sides; without a base, one state is looked at by itself. */
export interface Models {
  readonly base?: Model;
  readonly head: Model;
}

/**
 * Works out what belongs together: by selectors and labels, and by what each tree says of the other. So an application
 * is one and the same in both.
 */
export function modelsOf({ base, head }: Trees): Models {
  const [before, after] = [base && snapshotOf(base), snapshotOf(head)];
  const snapshots = before ? [before, after] : [after];
  const routed = routedBy(snapshots);
  const gates = gatesOf(snapshots);
  const grouped = colourGroupsOf(snapshots).map(group => groupedApplication(group, snapshots, routed, gates));
  const active = grouped.flatMap(({ roles }) => [...roles].flatMap(([id, role]) => (role === 'active' ? [id] : [])));
  const told = { grouped, routed, audience: audienceOf(snapshots, new Set(active)) };
  return { head: modelOf(after, told), ...(before && { base: modelOf(before, told) }) };
}

/** What both trees say of an application. */
interface GroupedApplication extends Roles {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  readonly group: ColourGroup;
  readonly isBlueGreen: boolean;
}

/** What both trees say of each other. */
interface Told {
  readonly grouped: readonly GroupedApplication[];
  readonly routed: Routed;
  readonly audience: Audience;
}

// The hashes in the names of gates.
function gatesOf(snapshots: readonly Snapshot[]): ReadonlySet<string> {
  return new Set(
    snapshots.flatMap(({ workloads }) =>
      workloads.flatMap(({ manifest }) => /-verify-([0-9a-f]{10})$/.exec(manifest.identity.name)?.[1] ?? []),
    ),
  );
}

function groupedApplication(
  group: ColourGroup,
  snapshots: readonly Snapshot[],
  routed: Routed,
  gates: ReadonlySet<string>,
): GroupedApplication {
  const variants = snapshots.flatMap(({ workloads }) => workloads.filter(({ id }) => group.members.has(id)));
  const [{ environment, namespace }] = variants as [Workload];
  const services = servicesOfGroup(group, snapshots, routed, environment, namespace);
  const { roles, undecided } = rolesOf(services, group.colourLabel, hash => gates.has(hash));
  const facts = services.flatMap(({ versions }) => versions);
  const { colourLabel, members, common } = group;
  // Blue and green are colours, even where one Service leads to both.
  const saysColours = colourLabel !== undefined && variants.every(({ labels }) => isColourValue(labels[colourLabel]));
  const isTold =
    facts.some(({ selected, selector }) =>
      members.size > 1
        ? selected.length === 1 || (saysColours && selected.length > 1)
        : colourLabel !== undefined && selector[colourLabel] !== undefined,
    ) ||
    ((members.size > 1 || colourLabel !== undefined) && [...members].some(id => routed.told.has(id)));
  const active = services.find(({ id }) => roles.get(id) === 'active')?.versions[0]?.manifest.identity.name;
  const labelled = [NAME_LABEL, 'app', 'k8s-app', 'name'].flatMap(label => common[label] ?? []);
  const name = labelled[0] ?? active ?? nameWithoutColour(variants[0]!.manifest.identity.name);
  const ours = outputPath(variants[0]!.manifest.file);
  const where = environment.split('/').at(-1) || namespace || 'default';
  return {
    id: [...members].sort().join(),
    place: ours ? `${ours.environment}/${ours.application}` : `${where}/${name}`,
    name,
    group,
    isBlueGreen: isTold,
    roles,
    undecided: isTold ? undecided : [],
  };
}

function servicesOfGroup(
  { members, colourLabel, common }: ColourGroup,
  snapshots: readonly Snapshot[],
  { reached, switched, split }: Routed,
  environment: string,
  namespace: string,
): ServiceVersions[] {
  const belongs = (service: ServiceFacts) => {
    if (service.environment !== environment || service.namespace !== namespace) return false;
    if (service.selected.length) return service.selected.some(({ id }) => members.has(id));
    // It leads nowhere, but says all that the colours have in common.
    return Object.keys(common).length > 0 && selects(common, withoutColour(service.selector, colourLabel));
  };
  const ids = new Set(snapshots.flatMap(({ services }) => services.filter(belongs).map(({ id }) => id)));
  return [...ids].map(id => ({
    id,
    // What else it selects says nothing of what it is for.
    versions: snapshots.flatMap(({ services }) =>
      services
        .filter(service => service.id === id)
        .map(service => ({ ...service, selected: service.selected.filter(one => members.has(one.id)) })),
    ),
    isReached:
      reached.has(id) ||
      snapshots.some(({ services }) => services.some(service => service.id === id && letsTheWorldIn(service))),
    isSwitched: switched.has(id),
    isSplit: split.has(id),
  }));
}

function letsTheWorldIn({ manifest }: ServiceFacts): boolean {
  const { type, externalIPs } = manifest.value['spec'] ?? {};
  return type === 'NodePort' || type === 'LoadBalancer' || (Array.isArray(externalIPs) && externalIPs.length > 0);
}

function modelOf(snapshot: Snapshot, told: Told): Model {
  const { grouped, audience } = told;
  const applications = grouped.map(one => applicationOf(one, snapshot, told));
  const roles = new Map(grouped.flatMap(one => [...one.roles]));
  return {
    tree: snapshot.tree,
    workloads: snapshot.workloads,
    services: snapshot.services.map(service => ({ ...service, role: roles.get(service.id) ?? 'other' })),
    rules: snapshot.rules,
    audience,
    applications,
    undecided: [
      ...snapshot.undecided,
      ...leftToControllers(snapshot.tree),
      ...applications.flatMap(application => [...unreached(application), ...duplicatesOf(application, snapshot.tree)]),
      ...grouped.flatMap(({ place, undecided }) => undecided.map(words => `${place}: ${words}`)),
    ],
  };
}

function duplicatesOf({ place, isBlueGreen, colours, services, entrances }: Application, tree: Tree): string[] {
  if (!isBlueGreen) return [];
  const own = [...colours, ...services].map(({ manifest }) => manifest);
  const all = new Set([...own, ...entrances.flatMap(({ manifests }) => manifests)]);
  return differingDuplicates(tree, all).map(words => `${place}: ${words}`);
}

// Where something leads to each colour, and nothing here to one of them before the others.
function unreached({ place, colours, services, entrances, isBlueGreen }: Application): string[] {
  if (!isBlueGreen || entrances.length || colours.length < 2) return [];
  const names = services.map(({ manifest }) => manifest.identity.name).join(', ');
  return [
    `${place}: nothing here says which of the Services ${names} users come through: whom they are on is not known, ` +
      'so what happens to them is not judged; where a route leads to one of them, add it to the files',
  ];
}

function applicationOf(
  { id, place, name, group, isBlueGreen, roles }: GroupedApplication,
  snapshot: Snapshot,
  { routed, audience }: Told,
): Application {
  const { members, colourLabel } = group;
  const colours = snapshot.workloads
    .filter(workload => members.has(workload.id))
    .map(workload => ({
      ...workload,
      colour: colourName(workload, colourLabel),
    }))
    // Two of one name are told apart by those of their Deployments.
    .map((colour, index, all) =>
      all.some((other, at) => at !== index && other.colour === colour.colour)
        ? { ...colour, colour: colour.manifest.identity.name }
        : colour,
    );
  const services = snapshot.services
    .filter(service => roles.has(service.id))
    .map(service => ({ ...service, role: roles.get(service.id)! }));
  const entrances = entrancesOf(services, colours, snapshot, routed, audience);
  const own = new Set(services.map(service => service.id));
  const leading = snapshot.rules.filter(({ backends }) => backends.some(backend => own.has(backend.id)));
  const routes = [...new Set(leading.map(({ manifest }) => manifest))];
  const live = colours.filter(colour => entrances.some(({ leadsTo }) => leadsTo.includes(colour)));
  return { id, place, name, colourLabel, colours, services, entrances, routes, live, isBlueGreen };
}

function colourName({ labels, manifest }: Workload, colourLabel: string | undefined): string {
  const value = colourLabel === undefined ? undefined : labels[colourLabel];
  return value === undefined ? manifest.identity.name : colourOf(value);
}
