import type { Manifest } from '../analysis/manifests/manifest';
import type { OwnObject } from '../construct/resolve/own-objects';
import type { Account } from './account';
import type { Allowed } from './asked';
import { broughtAlong } from './brought';
import { type Led, leadsOnlyTo, mapIngress, mapPreviewIngress } from './ingress';
import { mapRoutes, routesOnlyTo } from './route';

type Fields = { readonly [key: string]: any };

interface Around extends Led {
  readonly application: string;
  readonly spec: Fields;
  readonly image: string;
  readonly account: (object: Manifest) => Account;
  /** The Service for a look at the next release, of a Rollout. @default - there is none */
  readonly preview: Manifest | undefined;
  /** Whether no other workload is among the manifests, to which an object may belong. */
  readonly isAlone: boolean;
  /** What of the whole cluster or of other namespaces may come along. */
  readonly beyond: readonly Manifest[];
  readonly allowed: Allowed | undefined;
  /** Whether an object has to do with the old pods, and stays with them. */
  readonly isOfTheOld: (object: Manifest) => boolean;
}

/** What an application has besides pods and Services, and becomes ours with them. */
interface Whole {
  readonly keys: Fields;
  readonly objects: readonly OwnObject[];
  readonly taken: readonly Manifest[];
  /** Why others stay where they are. */
  readonly staying: ReadonlyMap<Manifest, string>;
}

/** Maps Ingresses, routes and objects of other kinds: to a key where it says all of one, else to an object of its own. */
export function mapWhole(found: readonly Manifest[], around: Around): Whole {
  const { application, service, account, isAlone } = around;
  const { name } = service.identity;
  const isOurs = (one: Manifest) => leadsOnlyTo(name, one) || routesOnlyTo(name, one);
  const named = (kind: string, called: string, is: (one: Manifest) => boolean) =>
    found.find(one => one.identity.kind === kind && one.identity.name === called && is(one));
  const called = (kind: string) => named(kind, application, isOurs);
  const keys: { [key: string]: unknown } = {};
  const taken: Manifest[] = [];

  const ingress = called('Ingress');
  const entrance = ingress && mapIngress(ingress, around, account(ingress));
  if (entrance) {
    Object.assign(keys, entrance);
    taken.push(ingress);
    const { preview } = around;
    const ahead = preview && named('Ingress', `${application}-preview`, one => leadsOnlyTo(preview.identity.name, one));
    const key = ahead && mapPreviewIngress(ahead, { ...around, service: preview }, entrance['ingress'], account(ahead));
    if (key) {
      keys['ingress'] = { ...entrance['ingress'], preview: key };
      taken.push(ahead);
    }
  }
  const [http, grpc] = [called('HTTPRoute'), called('GRPCRoute')];
  const routes = http && mapRoutes({ http, ...(grpc && { grpc }) }, around, account);
  if (routes) {
    Object.assign(keys, routes.keys);
    taken.push(...routes.said);
  }

  const rest = [...found.filter(one => !taken.includes(one)), ...around.beyond].filter(one => !around.isOfTheOld(one));
  const isBeyond = (one: Manifest) => around.beyond.includes(one);
  const candidates = rest.filter(
    one => (isOurs(one) && !isBeyond(one)) || (isAlone && !ELSEWHERE.has(one.identity.kind)),
  );
  const brought = broughtAlong(candidates, { ...around, spec: { ...around.spec, ...keys } });
  const objects: OwnObject[] = [];
  const staying = new Map<Manifest, string>();
  for (const one of rest) {
    const own = brought.get(one);
    if (own && 'object' in own) {
      objects.push(own.object);
      taken.push(one);
      account(one).noteAll('key', 'objects');
    } else if (own) staying.set(one, own.why);
    else if (!isAlone)
      staying.set(one, 'more than one application is among the manifests, and nobody knows whose it is');
  }
  return { keys, objects, taken, staying };
}

// They have others to go with, or hold them.
const ELSEWHERE = new Set(['Namespace', 'Service']);
