import type { IngressProps } from '../props/ingress';
import { portOf, type ResolvedPort } from './ports';

/** The Ingress in front of the active Service, with nothing left to be defaulted. */
export interface Entrance extends Omit<IngressProps, 'port' | 'path' | 'annotations'> {
  readonly path: string;
  readonly annotations: { readonly [key: string]: string };
  /** The port that requests go to; undefined only where a rule refuses the application. */
  readonly port?: ResolvedPort;
}

/** Fills in every default; undefined where there is no Ingress. */
export function entranceOf(ingress: IngressProps | undefined, ports: readonly ResolvedPort[]): Entrance | undefined {
  return (
    ingress && {
      ...ingress,
      path: ingress.path ?? '/',
      annotations: ingress.annotations ?? {},
      port: portOf(ports, ingress.port),
    }
  );
}
