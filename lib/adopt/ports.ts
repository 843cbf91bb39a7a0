import { portName } from '../construct/props/names';
import type { PortProps, Protocol } from '../construct/props/port';
import { ServiceType } from '../construct/props/service';
import type { Asked, Obstacle } from './asked';

type Fields = { readonly [key: string]: any };

/** A port that a Service publishes. */
export interface PublishedPort {
  readonly props: PortProps;
  /** The container's own word of it, where it has one. */
  readonly of?: Fields;
}

/** Which port of a container a Service's one leads to. */
export function targetIn(
  own: readonly Fields[],
  port: Fields,
): { readonly of?: Fields; readonly number?: number; readonly protocol: Protocol } {
  const target = port['targetPort'] ?? port['port'];
  const protocol: Protocol = port['protocol'] ?? 'TCP';
  const of = own.find(
    other =>
      (other['protocol'] ?? 'TCP') === protocol &&
      (typeof target === 'number' ? other['containerPort'] === target : other['name'] === target),
  );
  const number = of?.['containerPort'] ?? (typeof target === 'number' ? target : undefined);
  return { protocol, ...(of && { of }), ...(number !== undefined && { number }) };
}

/** The ports that users come through, the Service's first one first. */
export function portsOf(
  service: Fields | undefined,
  container: Fields,
  { port: asked }: Asked,
): { readonly ports: readonly PublishedPort[]; readonly obstacles: readonly Obstacle[] } {
  const own: Fields[] = container['ports'] ?? [];
  const published: Fields[] =
    service?.['spec'].ports ??
    own.map(({ name, containerPort, protocol }) => ({ name, port: containerPort, protocol }));
  // With another type no cluster takes one.
  const isOnNodes = (service?.['spec'].type ?? ServiceType.CLUSTER_IP) !== ServiceType.CLUSTER_IP;
  const obstacles: Obstacle[] = [];
  const ports: PublishedPort[] = [];
  for (const [index, port] of published.entries()) {
    const { of, protocol, number: said } = targetIn(own, port);
    const number = said ?? (index === 0 ? asked : undefined);
    if (number === undefined) {
      obstacles.push({
        message: `the Service leads to the port "${port['targetPort']}", and the container ${container['name']} has no port of that name`,
        fix:
          index === 0 ? 'say --port with the number that the container listens on' : 'name the port in the container',
        ...(index === 0 && { asks: 'port' as const }),
      });
      continue;
    }
    const same = ports.find(({ props }) => props.port === number && (props.protocol ?? 'TCP') === protocol);
    if (same) {
      obstacles.push({
        message: `the Service publishes the container's port ${number} twice, as ${same.props.servicePort ?? number} and ${port['port']}, and ours does so once`,
        fix: 'move callers to one of the numbers, and take the other one out of the Service first',
      });
      continue;
    }
    ports.push({
      ...(of && { of }),
      props: {
        // Callers, Ingresses and meshes know the Service's own name of it.
        name: nameOfPort(port) ?? of?.['name'] ?? (index === 0 ? 'http' : `port-${number}`),
        port: number,
        ...(port['port'] !== number && { servicePort: port['port'] }),
        ...(port['nodePort'] !== undefined && isOnNodes && { nodePort: port['nodePort'] }),
        ...(protocol !== 'TCP' && { protocol }),
        ...(port['appProtocol'] !== undefined && { appProtocol: port['appProtocol'] }),
      },
    });
  }
  if (!ports.length && !obstacles.length) {
    if (asked !== undefined) ports.push({ props: { name: 'http', port: asked } });
    else
      obstacles.push({
        message: `neither a Service nor the container ${container['name']} says a port`,
        fix: 'say --port with the number that the container listens on; or, where nobody calls it, write what it runs as its command, and its pods become a worker',
        asks: 'port',
      });
  }
  return { ports, obstacles };
}

/** What a Service calls a port of its own; undefined where that is too long for a port of a container. */
export function nameOfPort({ name }: Fields): string | undefined {
  return portName.safeParse(name).success ? name : undefined;
}
