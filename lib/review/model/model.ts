import type { Manifest } from '../../manifests/manifest';
import { outputPath } from '../../manifests/output-path';
import type { Tree, Trees } from '../../manifests/tree';
import { NAME_LABEL } from '../../render/names';
import type { Path } from '../../spec/problem';
import type { RoutingRule } from './backends';
import { withoutColour } from './colour-label';
import { type Family, familiesOf } from './families';
import { type Roles, rolesOf, type ServiceVersions } from './roles';
import { type Role, type ServiceFacts, serviceId } from './service';
import { type Snapshot, snapshotOf } from './snapshot';
import { selects, type Workload } from './workload';

/** One colour of an application: a Deployment. */
export interface Colour extends Workload {
  /** What people call it: `blue`, or the name of its Deployment. */
  readonly colour: string;
}

/** A Service of an application, and what it is for. */
export interface Service extends ServiceFacts {
  readonly role: Role;
}

/** How users reach colours: through a Service, or by a route that shares them among Services. */
export interface Entrance {
  readonly manifest: Manifest;
  /** Where it says to whom it leads. */
  readonly path: Path;
  /** Colours with a weight above zero. */
  readonly leadsTo: readonly Colour[];
  /** Undefined for a route. */
  readonly service?: Service;
}

/** Deployments that are colours of one thing, with the Services that lead to them, in one tree. */
export interface Application {
  /** The same for the same application in another tree. */
  readonly id: string;
  /** `production/ping`: environment, or else namespace, and name. Findings are allowed by it. */
  readonly place: string;
  readonly name: string;
  readonly colourLabel?: string;
  readonly colours: readonly Colour[];
  readonly services: readonly Service[];
  readonly entrances: readonly Entrance[];
  /** The colours that users reach. One, where all is well. */
  readonly live: readonly Colour[];
  /** Whether anything tells its colours apart; an ordinary Deployment with a Service has none. */
  readonly isBlueGreen: boolean;
}

/** All that a tree says of who serves whom. */
export interface Model {
  readonly tree: Tree;
  readonly workloads: readonly Workload[];
  readonly services: readonly Service[];
  readonly rules: readonly RoutingRule[];
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
  const kin = familiesOf(snapshots).map(family => kinOf(family, snapshots));
  return { head: modelOf(after, kin), ...(before && { base: modelOf(before, kin) }) };
}

/** What both trees say of an application. */
interface Kin extends Roles {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  readonly family: Family;
  readonly isBlueGreen: boolean;
}

function kinOf(family: Family, snapshots: readonly Snapshot[]): Kin {
  const variants = snapshots.flatMap(({ workloads }) => workloads.filter(({ id }) => family.members.has(id)));
  const [{ part, namespace }] = variants as [Workload];
  const services = servicesOfFamily(family, snapshots, part, namespace);
  const hashes = new Set(
    snapshots.flatMap(({ workloads }) =>
      workloads.flatMap(({ manifest }) => /-verify-([0-9a-f]{10})$/.exec(manifest.identity.name)?.[1] ?? []),
    ),
  );
  const { roles, undecided } = rolesOf(services, family.colourLabel, hash => hashes.has(hash));
  const facts = services.flatMap(({ versions }) => versions);
  const { colourLabel, members, common } = family;
  const isTold = facts.some(({ picks, selector }) =>
    members.size > 1 ? picks.length === 1 : colourLabel !== undefined && selector[colourLabel] !== undefined,
  );
  const active = services.find(({ id }) => roles.get(id) === 'active')?.versions[0]?.manifest.identity.name;
  const name =
    common[NAME_LABEL] ?? common['app'] ?? common['k8s-app'] ?? active ?? variants[0]!.manifest.identity.name;
  const ours = outputPath(variants[0]!.manifest.file);
  const where = part.split('/').at(-1) || namespace || 'default';
  return {
    id: [...members].sort().join(),
    place: ours ? `${ours.environment}/${ours.application}` : `${where}/${name}`,
    name,
    family,
    isBlueGreen: isTold,
    roles,
    undecided: isTold ? undecided : [],
  };
}

function servicesOfFamily(
  { members, colourLabel, common }: Family,
  snapshots: readonly Snapshot[],
  part: string,
  namespace: string,
): ServiceVersions[] {
  const belongs = (service: ServiceFacts) => {
    if (service.part !== part || service.namespace !== namespace) return false;
    if (service.picks.length) return service.picks.some(({ id }) => members.has(id));
    // It leads nowhere, but says all that the colours have in common.
    return Object.keys(common).length > 0 && selects(common, withoutColour(service.selector, colourLabel));
  };
  const ids = new Set(snapshots.flatMap(({ services }) => services.filter(belongs).map(({ id }) => id)));
  return [...ids].map(id => ({
    id,
    versions: snapshots.flatMap(({ services }) => services.filter(service => service.id === id)),
    isReached: snapshots.some(
      ({ services, rules }) =>
        services.some(service => service.id === id && letsTheWorldIn(service)) ||
        rules.some(rule =>
          rule.backends.some(backend => serviceId(rule.part, backend.namespace, backend.service) === id),
        ),
    ),
  }));
}

function letsTheWorldIn({ manifest }: ServiceFacts): boolean {
  const { type, externalIPs } = manifest.value['spec'];
  return type === 'NodePort' || type === 'LoadBalancer' || (Array.isArray(externalIPs) && externalIPs.length > 0);
}

function modelOf(snapshot: Snapshot, kin: readonly Kin[]): Model {
  const applications = kin.map(one => applicationOf(one, snapshot));
  const roles = new Map(kin.flatMap(one => [...one.roles]));
  return {
    tree: snapshot.tree,
    workloads: snapshot.workloads,
    services: snapshot.services.map(service => ({ ...service, role: roles.get(service.id) ?? 'other' })),
    rules: snapshot.rules,
    applications,
    undecided: kin.flatMap(({ place, undecided }) => undecided.map(words => `${place}: ${words}`)),
  };
}

function applicationOf({ id, place, name, family, isBlueGreen, roles }: Kin, snapshot: Snapshot): Application {
  const { members, colourLabel } = family;
  const colours = snapshot.workloads
    .filter(workload => members.has(workload.id))
    .map(workload => ({
      ...workload,
      colour: (colourLabel && workload.labels[colourLabel]) ?? workload.manifest.identity.name,
    }));
  const services = snapshot.services
    .filter(service => roles.has(service.id))
    .map(service => ({ ...service, role: roles.get(service.id)! }));
  const entrances = entrancesOf(services, colours, snapshot);
  const live = colours.filter(colour => entrances.some(({ leadsTo }) => leadsTo.includes(colour)));
  return { id, place, name, colourLabel, colours, services, entrances, live, isBlueGreen };
}

function entrancesOf(services: readonly Service[], colours: readonly Colour[], { rules }: Snapshot): Entrance[] {
  const led = ({ picks }: ServiceFacts) => colours.filter(({ id }) => picks.some(pick => pick.id === id));
  const known = new Map(services.map(service => [service.id, service]));
  const active = services.filter(({ role }) => role === 'active');
  const byService = active.map(service => ({
    manifest: service.manifest,
    path: ['spec', 'selector'],
    leadsTo: led(service),
    service,
  }));
  const byRule = rules
    .filter(({ forSome }) => !forSome)
    .map(({ manifest, part, backends }) => ({
      manifest,
      backends: backends.flatMap(backend => {
        const service = known.get(serviceId(part, backend.namespace, backend.service));
        return service ? [{ ...backend, service }] : [];
      }),
    }))
    // One Service alone is the entrance itself, unless none is the active one: then rules say who is.
    .filter(({ backends }) =>
      backends.length > 1
        ? backends.some(({ service }) => service.role === 'colour')
        : backends.some(({ service }) => !active.length && service.role !== 'preview'),
    )
    .map(({ manifest, backends }) => ({
      manifest,
      path: backends.find(({ weight }) => weight > 0)?.path ?? backends[0]!.path,
      leadsTo: colours.filter(colour =>
        backends.some(({ weight, service }) => weight > 0 && led(service).includes(colour)),
      ),
    }));
  return [...byService, ...byRule];
}
