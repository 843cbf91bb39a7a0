import type { Path } from '../../construct/validate/problem';
import { grouped } from '../manifests/grouped';
import { objectName } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Application, Model, Models, Service } from '../topology/model';
import type { LinkedBackend } from '../topology/snapshot';
import type { Workload } from '../topology/workload';
import { addressAfter, addressesOf } from './addresses';
import { endpointsByHand } from './endpoints-by-hand';
import { rulesTo } from './rules-by-service';
import { hasPort, numberOf, portsOf, publishes, type ServicePort, targetOf } from './service-ports';
import { servicesById } from './services-by-id';

/** Requests that pods answered before a change, and that nobody answers after it. */
export interface Unanswered {
  /** `production/ping`: the application whose pods answered. */
  readonly place: string;
  readonly side: 'base' | 'head';
  /** The object that is why. */
  readonly manifest: Manifest;
  readonly path: Path;
  /** What requests, and why: `requests to the Service web: its selector fits the pods of nobody`. */
  readonly message: string;
}

/** A change with both sides. */
type Compared = Required<Models>;

/** All of them, by the object that is why: of blue-green applications and of those without colours. */
export function unanswered(models: Models): Unanswered[] {
  const { base, head } = models;
  if (!base) return [];
  const compared = { base, head };
  const lost = lostServices(compared);
  return [...lostNamespaces(compared), ...lost, ...lostRules(compared, new Set(lost.map(({ manifest }) => manifest)))];
}

function lostServices({ base, head }: Compared): Unanswered[] {
  return base.services.flatMap(was => {
    const application = answering(was.selected, base);
    // Nobody but the gate comes by its own.
    if (!application || was.role === 'gate') return [];
    if (application.isBlueGreen && was.role !== 'active' && was.role !== 'other') return [];
    const answered = portsOf(was).filter(port => isAnswered(was, port));
    if (!answered.length) return [];
    const is = servicesById(head).get(was.id);
    const found = (side: Unanswered['side'], { manifest }: Service, path: Path, why: string) => {
      const message = `requests to ${objectName(manifest.identity)}: ${why}`;
      return [{ place: application.place, side, manifest, path, message }];
    };
    if (!is) return isLeft(was, { base, head }) ? [] : found('base', was, [], 'it goes');
    if (hasOwnEndpoints(is, head)) return [];
    const reason = reasonOf(is);
    if (reason) return found('head', is, ...reason);
    const type = narrowed(was, is);
    if (type) return found('head', is, ['spec', 'type'], type);
    // A port may come and go with a promotion.
    if (application.isBlueGreen && !sameLive(application, head)) return [];
    // Of a port that is not published any more, and of whom it leads to.
    return answered.flatMap(port => {
      const now = publishes(is, port);
      if (now && isAnswered(is, now)) return [];
      const why = now
        ? `the port ${targetOf(now)}, where ${numberOf(now)} leads, is in no container of its pods`
        : `its port ${numberOf(port)} goes`;
      return found('head', is, ['spec', 'ports'], why);
    });
  });
}

// From outside the cluster.
function narrowed(was: Service, is: Service): string | undefined {
  const typeOf = ({ manifest }: Service): unknown => manifest.value['spec']?.type ?? 'ClusterIP';
  const [type, now] = [typeOf(was), typeOf(is)];
  const isClosed = OUTSIDE.has(type) && !OUTSIDE.has(now);
  return isClosed ? `they come from outside the cluster by its type ${type}, and it becomes ${now}` : undefined;
}

const OUTSIDE: ReadonlySet<unknown> = new Set(['LoadBalancer', 'NodePort']);

function sameLive({ id, live }: Application, { applications }: Model): boolean {
  const now = applications.find(application => application.id === id)?.live ?? [];
  return now.length === live.length && now.every(colour => live.some(one => one.id === colour.id));
}

// Whether whoever answered goes with it, and nobody came from outside: then what is taken away is all of it.
function isLeft(was: Service, { base, head }: Compared): boolean {
  const stays = was.selected.some(({ id }) => head.workloads.some(workload => workload.id === id));
  return !stays && !rulesTo([was], base).length && !OUTSIDE.has(was.manifest.value['spec'].type);
}

// Why none of its ports is answered, and where it says so.
function reasonOf({ manifest, selector, selected }: Service): [Path, string] | undefined {
  const spec = manifest.value['spec'] ?? {};
  if (spec.type === 'ExternalName')
    return [['spec', 'type'], `it leads to the name ${spec.externalName}, and to no pods`];
  if (!Object.keys(selector).length) return [['spec'], 'it has no selector, and leads to no pods'];
  if (!selected.some(isServing)) {
    const none = selected.length > 0 && selected.every(({ size }) => size === 0);
    return [['spec', 'selector'], none ? 'there are 0 of the pods that it leads to' : 'its selector fits no pods'];
  }
  return undefined;
}

// Somebody writes by hand where it leads.
function hasOwnEndpoints(service: Service, { tree }: Model): boolean {
  return !Object.keys(service.selector).length && endpointsByHand(service, tree).length > 0;
}

function lostRules({ base, head }: Compared, why: ReadonlySet<Manifest>): Unanswered[] {
  const now = grouped(doorsOf(head).map(address => [address.id, address] as const));
  const services = servicesById(base);
  const doors = doorsOf(base);
  const before = new Set(doors.map(({ id }) => id));
  return doors.flatMap(({ id, words, manifest, backends, isWhole }) => {
    const application = answering(
      backends.flatMap(({ selected }) => selected),
      base,
    );
    if (!application || !isWhole) return [];
    const same = now.get(addressAfter(id, before, now)) ?? [];
    if (same.some(address => address.isWhole)) return [];
    // The Service says it by itself.
    if (backends.some(({ id }) => why.has(services.get(id)!.manifest) || isSaid(id, head, why))) return [];
    const [is] = same;
    const object = is?.manifest ?? head.tree.find(head.tree.environmentOf(manifest.file), manifest.identity);
    const message = is
      ? `requests to ${words}: ${objectName(is.manifest.identity)} leads them to ${is.backends.map(({ service }) => service).join(' and ') || 'nothing'}, where nobody answers`
      : object
        ? `requests to ${words}: ${objectName(object.identity)} leads them nowhere any more`
        : `requests to ${words}: ${objectName(manifest.identity)} goes, and nothing else leads them`;
    return [
      {
        place: application.place,
        side: object ? ('head' as const) : ('base' as const),
        manifest: object ?? manifest,
        path: is?.path ?? [],
        message,
      },
    ];
  });
}

function isSaid(id: string, model: Model, why: ReadonlySet<Manifest>): boolean {
  const service = servicesById(model).get(id);
  return service !== undefined && why.has(service.manifest);
}

/** A host and a path, and whom a rule leads there. */
interface Address {
  /** The same for the same one in another tree, whatever object has it. */
  readonly id: string;
  readonly words: string;
  readonly manifest: Manifest;
  readonly path: Path;
  readonly backends: readonly LinkedBackend[];
  /** Whether every request is answered. */
  readonly isWhole: boolean;
}

function doorsOf(model: Model): Address[] {
  const { rules, tree } = model;
  const known = servicesById(model);
  return rules
    .filter(({ forSome }) => !forSome)
    .flatMap(rule => {
      const { manifest } = rule;
      const backends = rule.backends.filter(({ weight }) => weight > 0);
      const isWhole = backends.length > 0 && backends.every(backend => reaches(backend, known.get(backend.id), model));
      const path = backends[0]?.path ?? [];
      const environment = tree.environmentOf(manifest.file);
      return addressesOf(rule).map(words => ({
        id: `${environment}:${words}`,
        words,
        manifest,
        path,
        backends,
        isWhole,
      }));
    });
}

function reaches(
  { selected, port: asked, manifest }: LinkedBackend,
  service: Service | undefined,
  model: Model,
): boolean {
  if (!service) return false;
  if (hasOwnEndpoints(service, model)) return true;
  const ports = portsOf(service);
  const fitting =
    asked === undefined
      ? ports
      : ports.filter(({ port, name }) => String(port) === String(asked) || (name !== undefined && name === asked));
  const transport = manifest.identity.kind === 'UDPRoute' ? 'UDP' : 'TCP';
  return fitting
    .filter(({ protocol = 'TCP' }) => protocol === transport)
    .some(port => selected.some(workload => isServing(workload) && hasPort(workload, targetOf(port))));
}

function isAnswered({ selected }: Service, port: ServicePort): boolean {
  return selected.some(workload => isServing(workload) && hasPort(workload, targetOf(port)));
}

const ENDING = new Set(['Job', 'CronJob']);

function isServing({ manifest, size }: Workload): boolean {
  return size > 0 && !ENDING.has(manifest.identity.kind);
}

// Of colours, those that users are on: on the others nobody relies.
function answering(selected: readonly Workload[], model: Model): Application | undefined {
  const places = selected.flatMap(({ id }) => answeringFirst(model).get(id) ?? []);
  return model.applications[Math.min(...places)];
}

// The first application that each workload answers for, by its place in the list.
const answeringFirst = onceFor(({ applications }: Model) => {
  const first = new Map<string, number>();
  for (const [place, { colours, live, isBlueGreen }] of applications.entries()) {
    for (const { id } of isBlueGreen ? live : colours) if (!first.has(id)) first.set(id, place);
  }
  return first;
});

function lostNamespaces({ base, head }: Compared): Unanswered[] {
  return base.tree.manifests.flatMap(manifest => {
    const { kind, name } = manifest.identity;
    if (kind !== 'Namespace' || head.tree.find(base.tree.environmentOf(manifest.file), manifest.identity)) return [];
    const application = base.applications.find(({ colours }) => colours.some(({ namespace }) => namespace === name));
    if (!application) return [];
    const message = `${objectName(manifest.identity)} goes, and with it all that is in it`;
    return [{ place: application.place, side: 'base' as const, manifest, path: [], message }];
  });
}
