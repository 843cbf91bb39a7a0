import { NAME_LABEL } from '../../construct/names';
import { grouped } from '../manifests/grouped';
import type { Tree, Trees } from '../manifests/tree';
import type { Application, Service } from './application';
import { type Audience, audienceOf } from './audience';
import { type ColourGroup, colourGroupsOf } from './colour-groups';
import { colourOf, isColourValue, nameWithoutColour } from './colour-label';
import { leftToControllers } from './controllers';
import { differingDuplicates } from './duplicates';
import { entrancesOf } from './entrances';
import { groupServices } from './group-services';
import { type Roles, rolesOf } from './roles';
import { type Routed, routedBy } from './routed';
import type { ServiceFacts } from './service';
import { type LinkedRule, type Snapshot, snapshotOf } from './snapshot';
import type { Workload } from './workload';

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
  const groups = colourGroupsOf(snapshots);
  const variants = byGroup(
    snapshots.flatMap(({ workloads }) => workloads),
    groups,
  );
  const servicesOf = groupServices(snapshots, routed);
  const told = groups.map(group => groupedApplication(group, variants.get(group)!, servicesOf, routed, gates));
  const active = told.flatMap(({ roles }) => [...roles].flatMap(([id, role]) => (role === 'active' ? [id] : [])));
  const both = { told, routed, audience: audienceOf(snapshots, new Set(active)) };
  return { head: modelOf(after, both), ...(before && { base: modelOf(before, both) }) };
}

// In the order in which they come.
function byGroup(workloads: readonly Workload[], groups: readonly ColourGroup[]): Map<ColourGroup, Workload[]> {
  const groupOf = new Map(groups.flatMap(group => [...group.members].map(id => [id, group] as const)));
  return grouped(
    workloads.flatMap(workload => {
      const group = groupOf.get(workload.id);
      return group ? [[group, workload] as const] : [];
    }),
  );
}

/** What both trees say of an application. */
interface GroupedApplication extends Roles {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  readonly group: ColourGroup;
  readonly isBlueGreen: boolean;
}

/** What both trees say together. */
interface Both {
  readonly told: readonly GroupedApplication[];
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
  variants: readonly Workload[],
  servicesOf: ReturnType<typeof groupServices>,
  routed: Routed,
  gates: ReadonlySet<string>,
): GroupedApplication {
  const [{ environment, namespace }] = variants as [Workload];
  const services = servicesOf(group, { environment, namespace });
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
  const { output } = variants[0]!.manifest;
  const where = environment.split('/').at(-1) || namespace || 'default';
  return {
    id: [...members].sort().join(),
    place: output?.place ?? `${where}/${name}`,
    name,
    group,
    isBlueGreen: isTold,
    roles,
    undecided: isTold ? undecided : [],
  };
}

function modelOf(snapshot: Snapshot, { told, routed, audience }: Both): Model {
  const colours = byGroup(
    snapshot.workloads,
    told.map(({ group }) => group),
  );
  const owners = grouped(told.flatMap(one => [...one.roles.keys()].map(id => [id, one] as const)));
  const services = grouped(
    snapshot.services.flatMap(service => (owners.get(service.id) ?? []).map(one => [one, service] as const)),
  );
  const rules = grouped(
    snapshot.rules.flatMap(rule =>
      [...new Set(rule.backends.flatMap(({ id }) => owners.get(id) ?? []))].map(one => [one, rule] as const),
    ),
  );
  const applications = told.map(one => {
    const own = { workloads: colours.get(one.group), services: services.get(one), rules: rules.get(one) };
    return applicationOf(one, own, routed, audience);
  });
  const roles = new Map(told.flatMap(one => [...one.roles]));
  return {
    tree: snapshot.tree,
    workloads: snapshot.workloads,
    services: snapshot.services.map(service => ({ ...service, role: roles.get(service.id) ?? 'other' })),
    rules: snapshot.rules,
    audience,
    applications,
    undecided: [
      ...snapshot.tree.undecided,
      ...snapshot.undecided,
      ...leftToControllers(snapshot.tree),
      ...applications.flatMap(application => [...unreached(application), ...duplicatesOf(application, snapshot.tree)]),
      ...told.flatMap(({ place, undecided }) => undecided.map(words => `${place}: ${words}`)),
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

/** What one tree has of an application, in its order. */
interface Own {
  readonly workloads?: readonly Workload[] | undefined;
  readonly services?: readonly ServiceFacts[] | undefined;
  /** The rules that lead to its Services. */
  readonly rules?: readonly LinkedRule[] | undefined;
}

function applicationOf(
  { id, place, name, group: { colourLabel }, isBlueGreen, roles }: GroupedApplication,
  { workloads = [], services: facts = [], rules = [] }: Own,
  routed: Routed,
  audience: Audience,
): Application {
  const colours = workloads
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
  const services = facts.map(service => ({ ...service, role: roles.get(service.id)! }));
  const entrances = entrancesOf(services, colours, rules, routed, audience);
  const routes = [...new Set(rules.map(({ manifest }) => manifest))];
  const live = colours.filter(colour => entrances.some(({ leadsTo }) => leadsTo.includes(colour)));
  return { id, place, name, colourLabel, colours, services, entrances, routes, live, isBlueGreen };
}

function colourName({ labels, manifest }: Workload, colourLabel: string | undefined): string {
  const value = colourLabel === undefined ? undefined : labels[colourLabel];
  return value === undefined ? manifest.identity.name : colourOf(value);
}
