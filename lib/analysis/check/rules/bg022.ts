import { objectName } from '../../manifests/identity';
import type { Manifest } from '../../manifests/manifest';
import type { Application, Model, Service } from '../../topology/model';
import type { LinkedRule } from '../../topology/snapshot';
import { addressesOf, plainAddress } from '../addresses';
import { allPairsOf } from '../change';
import { endpointsByHand } from '../endpoints-by-hand';
import { at, type Fault, type Rule } from '../rule';
import { rulesTo } from '../rules-by-service';

export const bg022: Rule = {
  id: 'BG022',
  title: 'Nothing else takes over the address of users, or their Service',
  severity: 'error',
  what: 'No other Ingress or route comes that leads the same host and path, by which users come, to something else; and no endpoints written by hand come for the Service that they come through. Of applications without colours as well, where what led users there still does.',
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
    const pairs = allPairsOf(change);
    if (!pairs.length) return [];
    const newcomers = newRules(base, head);
    const still = new Set(head.rules.map(({ id }) => id));
    return pairs.flatMap(({ before, after }) => [
      ...takenOver(before, after, { base, head }, newcomers, still),
      ...givenByHand(before, after, base, head),
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
    for (const address of ownAddressesOf(rule)) {
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
  still: ReadonlySet<string>,
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
    // Without colours, an address may go to something else at once: only two that have it are at odds.
    if (!before.isBlueGreen && !still.has(door.id)) continue;
    for (const address of ownAddressesOf(door)) {
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

// A rule without a host has those of its Gateway, and there may be several: that two have one address, is not said. Of a
// GRPCRoute and an HTTPRoute for one host, a listener takes one.
function ownAddressesOf(rule: LinkedRule): string[] {
  return rule.hosts.length ? addressesOf(rule).map(plainAddress) : [];
}

function keyOf(environment: string, address: string): string {
  return JSON.stringify([environment, address]);
}

// By itself, or by an Ingress or a route that leads there.
function isEntered(service: Service, head: Model): boolean {
  return service.role === 'active' || (service.role !== 'preview' && rulesTo([service], head).length > 0);
}

function givenByHand(before: Application, { place, services }: Application, base: Model, head: Model): Fault[] {
  return services
    .filter(service => before.services.some(({ id }) => id === service.id) && isEntered(service, head))
    .filter(service => before.isBlueGreen || hasSelector(service))
    .flatMap(service =>
      endpointsByHand(service, head.tree)
        .filter(({ identity }) => !base.tree.find(service.environment, identity))
        .map(manifest => ({
          place,
          ...at('head', manifest),
          message: `${objectName(manifest.identity)} gives endpoints by hand to the Service ${service.manifest.identity.name}, which users come through`,
          users: 'some of their requests go there, whatever the selector says',
        })),
    );
}

// Without colours, whoever takes the selector away means the endpoints by hand to be all.
function hasSelector({ selector }: Service): boolean {
  return Object.keys(selector).length > 0;
}
