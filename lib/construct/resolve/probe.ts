import type { PortProps } from '../props/port';
import type { Probe } from '../props/probe';
import { portOf } from './ports';

/** A probe as Kubernetes has it, with nothing left to be defaulted. */
export type ResolvedProbe = Omit<Probe, 'path' | 'port' | 'none'>;

/** Fills in every default; undefined where there is no probe. */
export function probeOf(asked: Probe | undefined, ports: readonly PortProps[]): ResolvedProbe | undefined {
  if (!asked || asked.none) return undefined;
  const { path, port, none, httpGet, tcpSocket, grpc, ...rest } = asked;
  const first = portOf(ports);
  return {
    ...rest,
    ...(path !== undefined && { httpGet: { path, port: port ?? first?.name } }),
    ...(httpGet && { httpGet: { port: first?.name, path: '/', ...httpGet } }),
    ...(tcpSocket && { tcpSocket: { port: first?.name, ...tcpSocket } }),
    ...(grpc && { grpc: { port: first?.port, ...grpc } }),
  };
}
