import type { Application } from '../model';
import type { BlueGreenApplicationProps } from '../props/application';
import { COLOURS, Colour, otherColour } from '../props/colour';
import { MERGED, SAID_BY_COLOURS, SHARED } from '../props/keys';
import { type ColourProps, isFrozen, type ReleaseProps } from '../props/release';
import type { Path, Problem } from '../validate/problem';
import { applicationProblems, releaseProblems } from '../validate/rules';
import { entranceOf } from './entrance';
import { furtherServices } from './further-services';
import { gateOf } from './gate';
import { layered } from './layer';
import { hasMigrations } from './migrate';
import { forColour } from './names-of-colours';
import { networkOf } from './network';
import { ownObjects } from './own-objects';
import { isPublished, resolvePorts } from './ports';
import { publishedPorts } from './published';
import { type Release, resolveRelease } from './release';
import { serviceNames, serviceOf } from './service';
import { accountsOf } from './service-accounts';
import { targetOf, trafficOf } from './traffic';
import { watchOf } from './watch';

/** Props for which name and active colour are known. */
export type NamedProps = BlueGreenApplicationProps & { readonly name: string; readonly active: Colour };

/**
 * Decides all that props leave open, and lists all that is wrong with them. With an error among the problems the
 * application must not be rendered. Paths of problems are paths into the props.
 */
export function decide(props: NamedProps): {
  readonly application: Application;
  readonly problems: readonly Problem[];
} {
  const service = serviceOf(props.service);
  const layers = { blue: colourProps(props, Colour.BLUE), green: colourProps(props, Colour.GREEN) };
  const resolved = (colour: Colour) => forColour(releaseOf(props.name, layers[colour], service.port), colour);
  const releases = { blue: resolved(Colour.BLUE), green: resolved(Colour.GREEN) };
  const traffic = trafficOf(props, !releases[otherColour(props.active)].retired);
  const ports = resolvePorts(props, service.port);
  const live = isFrozen(layers[props.active]) ? releases[props.active] : undefined;
  const published = live ? publishedPorts(ports, live) : ports.filter(isPublished);
  const application: Application = {
    name: props.name,
    namespace: props.namespace,
    createNamespace: props.createNamespace ?? false,
    active: props.active,
    service,
    serviceNames: serviceNames(props.name, props.service),
    ports,
    published,
    furtherServices: furtherServices(props.name, props.services, { ports, published }, live),
    ingress: entranceOf(props.ingress, ports),
    serviceTemplate: props.serviceTemplate ?? {},
    ingressTemplate: props.ingressTemplate ?? {},
    labels: props.labels ?? {},
    serviceAccounts: accountsOf(props.name, [props, layers.blue, layers.green]),
    traffic,
    network: networkOf(props, { active: props.active, traffic }),
    gate: gateOf(targetOf(props), props.gate),
    ...(props.watch && { watch: watchOf(props) }),
    clusterKinds: props.clusterKinds ?? [],
    objectNamespaces: props.objectNamespaces ?? [],
    objects: ownObjects(props),
    migrates: hasMigrations(props),
    ...releases,
  };
  const problems = [...applicationProblems(props, application)];
  for (const colour of COLOURS) {
    const found = releaseProblems(layers[colour], application[colour], application).filter(
      // That no colour has an image is said already.
      ({ path }) => props.blue || props.green || path[0] !== 'image',
    );
    problems.push(...found.map(problem => ({ ...problem, path: whereWritten(props, colour, problem.path) })));
  }
  problems.push(...problemsOfNextObjects(props));
  return { application, problems: distinct(problems) };
}

// What a colour is to bring along next is in no release yet. It has files of its own, which are right or wrong by themselves: nobody
// should have to deploy to learn it.
function problemsOfNextObjects({ colourObjects, ...props }: NamedProps): Problem[] {
  const idle = otherColour(props.active);
  // A colour that is made of the spec has brought them along, and they are judged with it.
  const isOfSpec = (entry: ColourProps) => !isFrozen(entry) && !entry.colourObjects;
  if (!colourObjects?.length || COLOURS.some(colour => props[colour] && isOfSpec(props[colour]))) return [];
  const { image } = props[idle] ?? props[props.active] ?? {};
  const { problems } = decide({ ...props, colourObjects, [idle]: { image } });
  return problems.filter(({ path: [key] }) => key === 'colourObjects');
}

/** What a colour runs by its entry, under which the application is laid; a frozen one says all of it. */
export function releaseIn(name: string, props: BlueGreenApplicationProps, entry: ColourProps): Release {
  return releaseOf(name, whole(props, entry), props.service?.port);
}

// A frozen release says itself what its Service publishes.
function releaseOf(name: string, layer: ColourProps, servicePort: number | undefined): Release {
  return resolveRelease(name, layer, isFrozen(layer) ? undefined : servicePort);
}

// A colour that nobody has deployed to runs what the other one runs, retired: both colours always exist. It has nothing
// of its own to migrate for.
function colourProps(props: NamedProps, colour: Colour): ColourProps {
  const entry = props[colour];
  if (entry) return whole(props, entry);
  const { migrate, contracted, ...mirrored } = whole(props, props[otherColour(colour)] ?? {});
  return { ...mirrored, retired: true };
}

function whole(props: BlueGreenApplicationProps, entry: ColourProps): ColourProps {
  return isFrozen(entry) ? entry : layered<ColourProps>(sharedProps(props), entry);
}

/** What of the application is laid under the entry of a colour. */
export function sharedProps(props: BlueGreenApplicationProps): ReleaseProps {
  return Object.fromEntries(Object.entries(props).filter(([key]) => SHARED.has(key)));
}

// The colour's own entry, where it says the key or has to; else the application's.
function whereWritten(props: NamedProps, colour: Colour, path: Path): Path {
  const owner = props[colour] ? colour : otherColour(colour);
  const own = holds(props[owner], path) || SAID_BY_COLOURS.has(String(path[0])) || !holds(props, path.slice(0, 1));
  return own ? [owner, ...path] : path;
}

function holds(value: unknown, path: Path): boolean {
  const [key, entry] = path;
  const found = (value as Record<string | number, unknown> | undefined)?.[key!];
  if (found === undefined) return false;
  const merged = typeof entry === 'string' && MERGED.has(String(key));
  return !merged || Object.hasOwn(found as object, entry);
}

// What stands at the application is found once for each colour.
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map(problem => [JSON.stringify([problem.path, problem.message]), problem])).values()];
}
