import { type PortProps, Protocol } from '../props/port';
import type { ReleaseProps } from '../props/release';

/** A port with nothing left to be defaulted. */
export interface ResolvedPort extends PortProps {
  readonly servicePort: number;
  readonly protocol: Protocol;
}

/** The ports of a release or of the application: `port` is short for one port called `http`. */
export function resolvePorts(props: Pick<ReleaseProps, 'port' | 'ports'>, servicePort?: number): ResolvedPort[] {
  const ports = props.ports ?? (props.port === undefined ? [] : [{ name: 'http', port: props.port }]);
  // Spread first, each would be an object of a kind of its own to V8, and a fleet has many.
  return ports.map((port, index) =>
    Object.assign({}, port, {
      servicePort: port.servicePort ?? (index === 0 ? servicePort : undefined) ?? port.port,
      protocol: port.protocol ?? Protocol.TCP,
    }),
  );
}

/** Whether the pods of a release only stand by: nobody can call them, and its workers alone are at work. */
export function standsBy({ port, ports, workers = {} }: Pick<ReleaseProps, 'port' | 'ports' | 'workers'>): boolean {
  return port === undefined && ports === undefined && Object.keys(workers).length > 0;
}

/** Whether the Services publish a port. */
export function isPublished({ published }: PortProps): boolean {
  return published !== false;
}

/** The port of that name, else the first one; undefined where there is none, which a rule refuses. */
export function portOf<P extends PortProps>(ports: readonly P[], name?: string): P | undefined {
  return ports.find(port => port.name === name) ?? ports[0];
}
