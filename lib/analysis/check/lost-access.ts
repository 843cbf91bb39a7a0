import type { Path } from '../../construct/validate/problem';
import { objectName } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import { coloursAmong } from '../topology/application';
import type { Application, Colour, Model, Service } from '../topology/model';
import { isPreviewAddress } from '../topology/preview-address';
import { addressAfter, addressesOf } from './addresses';
import { moved, sameColour } from './change';
import { hasPort, numberOf, portsOf, publishes, type ServicePort, targetOf } from './service-ports';
import { templateDifference } from './template-difference';

/** A way by which users came, and which is closed though its object is still there. */
interface LostAccess {
  /** The object as it is now. */
  readonly manifest: Manifest;
  readonly path: Path;
  readonly message: string;
}

/** The same application before a change and after it. */
export interface ComparedApplication {
  readonly before: Application;
  readonly after: Application;
  readonly base: Model;
  readonly head: Model;
}

/** Ports, kinds of access and addresses that a change takes from users. */
export function lostAccess(sides: ComparedApplication): LostAccess[] {
  const { before, after } = sides;
  const services = before.services
    .filter(({ role }) => role === 'active')
    .flatMap(was => {
      const is = after.services.find(({ id }) => id === was.id);
      return is ? [...closedPorts(was, is, sides), ...closedAccess(was, is)] : [];
    });
  return [...services, ...closedAddresses(sides)];
}

// Clients name the number; which port of the pods it leads to, is another matter.
function closedPorts(was: Service, is: Service, { before, after }: ComparedApplication): LostAccess[] {
  const { to } = moved(before, after);
  // By shares, users may be on the next colour already.
  const next = to.length ? to : after.live;
  return (
    portsOf(was)
      .filter(port => !publishes(is, port))
      // Where nobody listened, nobody came.
      .filter(port => coloursAmong(was.selected, before.colours).some(colour => hasPort(colour, targetOf(port))))
      // What a colour has for itself, users leave with it: that the next one lacks it was to see before they move.
      .filter(port => !next.length || next.some(colour => isNew(colour, before) || serves(colour, port, after)))
      .map(port => ({
        manifest: is.manifest,
        path: ['spec', 'ports'],
        message: `users come through the port ${numberOf(port)} of ${objectName(is.manifest.identity)}, and it is there no more`,
      }))
  );
}

// Whether the change brings the colour as it is.
function isNew(colour: Colour, before: Application): boolean {
  const then = sameColour(colour, before);
  return !then || templateDifference(then, colour) !== undefined;
}

function serves(colour: Colour, port: ServicePort, { services }: Application): boolean {
  const own = services.filter(({ role, selected }) => role === 'colour' && coloursAmong(selected, [colour]).length);
  return hasPort(colour, targetOf(port)) || own.some(service => publishes(service, port));
}

// What each type lets in, besides callers from the same cluster.
const ACCESS: { readonly [type: string]: number } = { ClusterIP: 0, NodePort: 1, LoadBalancer: 2 };

function closedAccess(was: Service, is: Service): LostAccess[] {
  const typeOf = ({ manifest }: Service): string => manifest.value['spec']?.type ?? 'ClusterIP';
  const [type, now] = [typeOf(was), typeOf(is)];
  if ((ACCESS[now] ?? 0) >= (ACCESS[type] ?? 0)) return [];
  return [
    {
      manifest: is.manifest,
      path: ['spec', 'type'],
      message: `users come from outside the cluster through ${objectName(is.manifest.identity)} by its type ${type}, and it becomes ${now}`,
    },
  ];
}

// Of a host and a path, whatever object has it.
function closedAddresses({ before, after, base, head }: ComparedApplication): LostAccess[] {
  const now = new Set(doorsTo(after, head).map(({ address }) => address));
  const doors = doorsTo(before, base);
  const then = new Set(doors.map(({ address }) => address));
  const closed = doors.filter(({ address }) => !now.has(addressAfter(address, then, now)));
  return closed.flatMap(({ address, manifest }) => {
    const is = head.tree.find(base.tree.environmentOf(manifest.file), manifest.identity);
    if (!is) return [];
    return [
      {
        manifest: is,
        path: ['spec'],
        message: `users come to ${address} by ${objectName(is.identity)}, and it leads nobody from there any more`,
      },
    ];
  });
}

function doorsTo(
  { services, colours }: Application,
  { rules, audience }: Model,
): { address: string; manifest: Manifest }[] {
  const own = new Set(services.map(({ id }) => id));
  return rules.flatMap(rule => {
    const leading = rule.backends.find(({ id }) => own.has(id));
    if (rule.forSome || !leading) return [];
    const selected = rule.backends.flatMap(backend => backend.selected);
    if (isPreviewAddress(rule, coloursAmong(selected, colours), audience)) return [];
    return addressesOf(rule).map(address => ({ address, manifest: leading.manifest }));
  });
}
