import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import { ofKind } from '../../manifests/of-kind';
import type { Application, Model, Service } from '../../topology/model';
import { pairsOf } from '../change';
import { at, type Fault, type Rule } from '../rule';
import { rulesTo } from '../rules-by-service';

export const bg022: Rule = {
  id: 'BG022',
  title: 'Nothing else takes over the address of users, or their Service',
  severity: 'error',
  what: 'No other Ingress or route comes that leads the same host and path, by which users come, to something else; and no endpoints written by hand come for the Service that they come through.',
  why: 'Controllers settle it among themselves whose rule counts, some by age, some by name, some by turns. Endpoints by hand get their environment of the requests whatever the selector says.',
  example: [
    {
      file: 'release/traffic/Service.ping.k8s.yaml',
      from: 'apiVersion: v1\n',
      to: 'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: { name: ping-extra, namespace: demo, labels: { kubernetes.io/service-name: ping } }\naddressType: IPv4\nports: [{ name: http, port: 5000 }]\nendpoints: [{ addresses: [10.0.0.9] }]\n---\napiVersion: v1\n',
    },
  ],
  wayOut:
    'give it a host or a path of its own; an address moves in one object, which leads users there first, and elsewhere in a later commit',
  check: change => {
    const { base, head } = change;
    if (!base) return [];
    const pairs = pairsOf(change);
    if (!pairs.length) return [];
    const newcomers = newRules(base, head);
    return pairs.flatMap(({ before, after }) => [
      ...takenOver(before, after, { base, head }, newcomers),
      ...endpointsByHand(before, after, base, head),
    ]);
  },
};

interface Newcomer {
  readonly manifest: Manifest;
  readonly services: readonly string[];
  readonly names: string;
}

// What leads somewhere by the change that did not before, by environment, host and path.
function newRules(base: Model, head: Model): ReadonlyMap<string, readonly Newcomer[]> {
  const before = new Set(base.rules.map(({ id }) => id));
  const found = new Map<string, Newcomer[]>();
  for (const rule of head.rules) {
    const [first] = rule.backends;
    if (before.has(rule.id) || rule.forSome || !first) continue;
    const newcomer = {
      manifest: first.manifest,
      services: rule.backends.map(({ id }) => id),
      names: [...new Set(rule.backends.map(({ service }) => service))].join(' and '),
    };
    for (const address of addressesOf(rule)) {
      const key = keyOf(head.tree.environmentOf(first.manifest.file), address);
      found.set(key, [...(found.get(key) ?? []), newcomer]);
    }
  }
  return found;
}

function takenOver(
  before: Application,
  { place, services }: Application,
  { base, head }: { readonly base: Model; readonly head: Model },
  newcomers: ReadonlyMap<string, readonly Newcomer[]>,
): Fault[] {
  const own = new Set(services.map(({ id }) => id));
  const doors = rulesTo(
    before.services.filter(({ role }) => role !== 'preview'),
    base,
  ).filter(({ forSome }) => !forSome);
  const found = new Map<Manifest, Fault>();
  for (const door of doors) {
    const [was] = door.backends;
    // That it goes, is BG005's to say.
    if (!was || !head.tree.find(base.tree.environmentOf(was.manifest.file), was.manifest.identity)) continue;
    for (const address of addressesOf(door)) {
      for (const { manifest, services: led, names } of newcomers.get(
        keyOf(base.tree.environmentOf(was.manifest.file), address),
      ) ?? []) {
        const isSame = sameObject(manifest, was.manifest);
        if (isSame || led.some(id => own.has(id)) || found.has(manifest)) continue;
        found.set(manifest, {
          place,
          ...at('head', manifest, ['spec']),
          message: `users come to ${address} by ${objectName(was.manifest.identity)}, and ${objectName(manifest.identity)} comes, which leads it to ${names}`,
          users: 'all of them, or some of the requests, go to something else',
        });
      }
    }
  }
  return [...found.values()];
}

function sameObject(a: Manifest, b: Manifest): boolean {
  return (
    a.identity.kind === b.identity.kind &&
    a.identity.name === b.identity.name &&
    a.identity.namespace === b.identity.namespace
  );
}

function addressesOf({
  hosts,
  paths,
}: {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}): string[] {
  return hosts.flatMap(host => (paths.length ? paths : ['/']).map(path => `${host}${path}`));
}

function keyOf(environment: string, address: string): string {
  return JSON.stringify([environment, address]);
}

// By itself, or by an Ingress or a route that leads there.
function isEntered(service: Service, head: Model): boolean {
  return service.role === 'active' || (service.role !== 'preview' && rulesTo([service], head).length > 0);
}

function endpointsByHand(before: Application, { place, services }: Application, base: Model, head: Model): Fault[] {
  return services
    .filter(service => before.services.some(({ id }) => id === service.id) && isEntered(service, head))
    .flatMap(({ environment, namespace, manifest: service }) => {
      const { name } = service.identity;
      const slices = ofKind(head.tree, 'EndpointSlice', { environment, namespace }).filter(
        ({ value }) => value['metadata'].labels?.['kubernetes.io/service-name'] === name,
      );
      const lists = ofKind(head.tree, 'Endpoints', { environment, namespace }).filter(
        ({ identity }) => identity.name === name,
      );
      return [...slices, ...lists]
        .filter(({ identity }) => !base.tree.find(environment, identity))
        .map(manifest => ({
          place,
          ...at('head', manifest),
          message: `${objectName(manifest.identity)} gives endpoints by hand to the Service ${name}, which users come through`,
          users: 'some of their requests go there, whatever colour the selector says',
        }));
    });
}
