import { type IngressProps, type IngressRuleProps, PathType } from '../props/ingress';
import { portOf, type ResolvedPort } from './ports';

/** A way to the application: what users ask for, and the port that answers. */
export interface Way {
  readonly host: string;
  readonly path: string;
  readonly pathType: PathType;
  readonly tls?: string;
  /** Undefined only where a rule refuses the application. */
  readonly port?: ResolvedPort;
}

/** The Ingress in front of the active Service, with nothing left to be defaulted. */
export interface Entrance extends Pick<IngressProps, 'className' | 'preview'> {
  readonly annotations: { readonly [key: string]: string };
  /** At least one: what `ingress` itself says, then its `rules`. */
  readonly ways: readonly [Way, ...Way[]];
}

/** Fills in every default; undefined where there is no Ingress. */
export function entranceOf(ingress: IngressProps | undefined, ports: readonly ResolvedPort[]): Entrance | undefined {
  if (!ingress) return undefined;
  const { host, className, preview, annotations = {}, rules = [] } = ingress;
  const way = (rule: IngressRuleProps): Way => ({
    host: rule.host ?? host,
    path: rule.path ?? '/',
    pathType: rule.pathType ?? PathType.PREFIX,
    ...(rule.tls !== undefined && { tls: rule.tls }),
    port: portOf(ports, rule.port ?? ingress.port),
  });
  return { className, preview, annotations, ways: [way(ingress), ...rules.map(way)] };
}
