import type { Manifest } from '../analysis/manifests/manifest';
import type { PortProps, Protocol } from '../construct/props/port';
import { ServiceType } from '../construct/props/service';
import type { Account } from './account';
import { nameOfPort, type PublishedPort, targetIn } from './ports';
import { mapService } from './service';

type Fields = { readonly [key: string]: any };

/** The application that further Services lead to. */
interface Around {
  readonly application: string;
  /** What the Service of users publishes, and the container that serves. */
  readonly ports: readonly PublishedPort[];
  readonly container: Fields;
  readonly account: (service: Manifest) => Account;
  /** Whether a selector finds pods of others as well. */
  readonly findsOthers: (selector: Fields) => boolean;
}

/** Services beside that of users, which move with it. */
export interface FurtherServices {
  /** Entries of `services`. */
  readonly services: { readonly [key: string]: Fields };
  /** Ports that only they publish. */
  readonly ports: readonly PublishedPort[];
  readonly moving: readonly Manifest[];
  /** Those that no key can say, and why. */
  readonly staying: ReadonlyMap<Manifest, string>;
}

/** Maps Services that lead to the same pods; one that can not be said stays with its owner. */
export function mapFurther(found: readonly Manifest[], around: Around): FurtherServices {
  const { application, container, account } = around;
  const services: { [key: string]: Fields } = {};
  const ports: PublishedPort[] = [...around.ports];
  const moving: Manifest[] = [];
  const staying = new Map<Manifest, string>();
  for (const service of found) {
    const { name } = service.identity;
    const why = whyStays(service, container, around);
    if (why !== undefined) {
      staying.set(service, why);
      continue;
    }
    const key = keyOf(name, application, services);
    const as = `services.${key}`;
    const { keys, template } = mapService(service, as, account(service));
    account(service).note(['metadata', 'name'], 'key', `${as}.name`);
    account(service).note(['spec', 'ports'], 'key', `${as}.ports`);
    services[key] = {
      ...(name !== `${application}-${key}` && { name }),
      ...keys,
      ...portsIn(service, container, { all: ports, users: around.ports }, account(service)),
      ...(template && { template }),
    };
    moving.push(service);
  }
  return { services, ports: ports.slice(around.ports.length), moving, staying };
}

// Its ports by the names that the application has for them; one that it has not yet, it gets.
function portsIn(
  service: Manifest,
  container: Fields,
  { all: ports, users }: { readonly all: PublishedPort[]; readonly users: readonly PublishedPort[] },
  account: Account,
): Fields {
  const { ports: entries, type = ServiceType.CLUSTER_IP }: Fields = service.value['spec'];
  const isOnNodes = type !== ServiceType.CLUSTER_IP;
  const said = entries.map((port: Fields, index: number) => {
    const { of, number, protocol } = targetIn(container['ports'] ?? [], port);
    const isIt = ({ props }: PublishedPort) => props.port === number && (props.protocol ?? 'TCP') === protocol;
    if (!ports.some(isIt)) ports.push({ ...(of && { of }), props: added(port, of, number!, protocol, ports) });
    const { props } = ports.find(isIt)!;
    const same = props.published === false ? props.port : (props.servicePort ?? props.port);
    const at = ['spec', 'ports', index];
    if (port['name'] !== undefined && port['name'] !== props.name)
      account.note(
        [...at, 'name'],
        'told',
        `it is called ${props.name}, as everywhere: who asks for it by name says that`,
      );
    if (port['appProtocol'] !== undefined && port['appProtocol'] !== props.appProtocol)
      account.note([...at, 'appProtocol'], 'told', 'the port has one for all Services');
    return {
      name: props.name,
      ...(port['port'] !== same && { port: port['port'] }),
      ...(port['nodePort'] !== undefined && isOnNodes && { nodePort: port['nodePort'] }),
    };
  });
  // What the Service of users publishes, each of the others does by default.
  const isUsual = JSON.stringify(said) === JSON.stringify(users.map(({ props }) => ({ name: props.name })));
  return isUsual ? {} : { ports: said };
}

function added(
  port: Fields,
  of: Fields | undefined,
  number: number,
  protocol: Protocol,
  ports: PublishedPort[],
): PortProps {
  const isFree = (name: unknown) => !ports.some(({ props }) => props.name === name);
  const [name = `port-${number}`] = [nameOfPort(port), of?.['name']].filter(one => one !== undefined && isFree(one));
  return {
    name,
    port: number,
    published: false,
    ...(protocol !== 'TCP' && { protocol }),
    ...(port['appProtocol'] !== undefined && { appProtocol: port['appProtocol'] }),
  };
}

function whyStays({ value }: Manifest, container: Fields, { findsOthers }: Around): string | undefined {
  const { selector, ports = [], type, clusterIP } = value['spec'] as Fields;
  if (findsOthers(selector)) return 'it leads to pods of others as well';
  if (clusterIP === 'None' && (type ?? ServiceType.CLUSTER_IP) !== ServiceType.CLUSTER_IP)
    return 'it is headless, and of another type';
  if (!ports.length) return 'it has no port';
  const targets = (ports as Fields[]).map(port => targetIn(container['ports'] ?? [], port));
  if (targets.some(({ number }) => number === undefined)) {
    return `it leads to a port that the container ${container['name']} does not have`;
  }
  const distinct = new Set(targets.map(({ number, protocol }) => `${number}/${protocol}`));
  return distinct.size < targets.length ? 'it publishes one port of the container twice' : undefined;
}

// Short, and its own.
function keyOf(name: string, application: string, taken: Fields): string {
  const rest = name.startsWith(`${application}-`) ? name.slice(application.length + 1) : name;
  const short = rest.slice(0, LONGEST).replace(/-+$/, '');
  const key = /^[a-z]/.test(short) ? short : 'further';
  if (!Object.hasOwn(taken, key)) return key;
  const numbers = Array.from({ length: 99 }, (_, index) => `${key.slice(0, LONGEST - 3)}-${index + 2}`);
  return numbers.find(one => !Object.hasOwn(taken, one))!;
}

const LONGEST = 19;
