import type { KubernetesObject } from '../../construct/render/rendered';
import type { ClusterObjects } from './cluster-objects';
import { type Asked, ruleFor } from './matching';
import { isAccepted, type ParentStatus, parentsOf } from './status';
import { resolved, type Target } from './target';

/** Any number from 0, less than 1. */
export type Chance = () => number;

/** Where a request goes. */
export type Way =
  | {
      readonly target: Target;
      /** Who gets a copy, and whose answer nobody waits for. */
      readonly copies: readonly Target[];
    }
  /** The gateway's own answer. */
  | { readonly status: number };

/** By what users come in. */
export interface Entrance {
  /** All that it may ever send to. */
  targets(objects: ClusterObjects): Target[];
  way(asked: Asked, objects: ClusterObjects, chance: Chance): Way;
}

/** A load balancer of a cloud in front of a Service: it sends to all that the Service selects. */
export function loadBalancer(service: string): Entrance {
  const targets = (objects: ClusterObjects) =>
    objects
      .all('Service')
      .filter(({ metadata, spec }) => metadata.name === service && spec.type === 'LoadBalancer')
      .flatMap(({ metadata, spec }) =>
        spec.ports.map(({ port }: { port: number }) => ({ namespace: metadata.namespace, service, port })),
      );
  return {
    targets,
    way: (_asked, objects) => {
      const [target] = targets(objects);
      return target ? { target, copies: [] } : { status: 503 };
    },
  };
}

/** A Gateway, by the HTTPRoutes and GRPCRoutes that it takes. */
export class GatewayEntrance implements Entrance {
  public constructor(private readonly gateway: KubernetesObject) {}

  public targets(objects: ClusterObjects): Target[] {
    return this.taken(objects).flatMap(route =>
      (route['spec'].rules as KubernetesObject[]).flatMap(({ backendRefs = [], filters = [] }) =>
        [...backendRefs, ...mirrorsOf(filters, backendRefs).map(({ backendRef }) => backendRef)].flatMap(ref =>
          targetOf(route, ref, objects),
        ),
      ),
    );
  }

  public way(asked: Asked, objects: ClusterObjects, chance: Chance): Way {
    const found = ruleFor(this.taken(objects), asked);
    if (!found) return { status: 404 };
    const { route, rule } = found;
    const backend = byWeight(rule['backendRefs'] ?? [], chance());
    const [target] = backend ? targetOf(route, backend, objects) : [];
    const copies = mirrorsOf(rule['filters'] ?? [], backend ? [backend] : [])
      .filter(mirror => chance() < shareOf(mirror))
      .flatMap(({ backendRef }) => targetOf(route, backendRef, objects));
    return target ? { target, copies } : { status: 500 };
  }

  /** What the status of each route says, by its name. */
  public statuses(objects: ClusterObjects): { readonly [route: string]: readonly ParentStatus[] } {
    return Object.fromEntries(
      routesIn(objects).map(route => [
        `${route['kind']}/${route['metadata'].name}`,
        parentsOf(route, this.gateway, objects),
      ]),
    );
  }

  private taken(objects: ClusterObjects): KubernetesObject[] {
    return routesIn(objects).filter(route => parentsOf(route, this.gateway, objects).some(isAccepted));
  }
}

const routesIn = (objects: ClusterObjects) => [...objects.all('HTTPRoute'), ...objects.all('GRPCRoute')];

// A Service that is not there, or that nobody granted, is as none.
function targetOf(route: KubernetesObject, ref: KubernetesObject, objects: ClusterObjects): Target[] {
  const found = resolved(route, ref, objects);
  return 'target' in found ? [found.target] : [];
}

function byWeight(backends: readonly KubernetesObject[], chance: number): KubernetesObject | undefined {
  const weightOf = (backend: KubernetesObject): number => backend['weight'] ?? 1;
  let left = chance * backends.reduce((sum, backend) => sum + weightOf(backend), 0);
  return backends.find(backend => {
    left -= weightOf(backend);
    return left < 0;
  });
}

/** @see https://gateway-api.sigs.k8s.io/reference/spec/#httprequestmirrorfilter */
function mirrorsOf(filters: readonly KubernetesObject[], backends: readonly KubernetesObject[]): KubernetesObject[] {
  return [...filters, ...backends.flatMap(({ filters = [] }) => filters)].flatMap(({ requestMirror }) =>
    requestMirror ? [requestMirror] : [],
  );
}

function shareOf({ percent, fraction }: KubernetesObject): number {
  if (fraction) return fraction.numerator / (fraction.denominator ?? 100);
  return (percent ?? 100) / 100;
}
