import type { KubernetesObject } from '../../construct/render/rendered';
import type { ClusterObjects } from './cluster-objects';
import type { Target } from './target';

/** Where a pod listens. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** When what is new is learned: it gets what to do then. */
export type Lateness = (learn: () => void) => void;

/**
 * The pods that a balancer knows. What is gone gets nothing more at once; what is new is learned when `later` says so. That
 * is what cloud load balancers do that send to pods themselves: a target gets requests once it is registered and passed its
 * first health check, and none as soon as it is taken off.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
 */
export class KnownEndpoints {
  private known = new Map<string, readonly Endpoint[]>();
  private wanted = new Map<string, readonly Endpoint[]>();

  public constructor(private readonly later: Lateness) {}

  /** Follows the EndpointSlices of those Services that something leads to, whatever its weight. */
  public sees(targets: readonly Target[], objects: ClusterObjects): void {
    this.wanted = new Map(targets.map(target => [keyOf(target), endpointsOf(target, objects)]));
    this.keep((key, endpoint) => includes(this.known.get(key), endpoint));
    const { wanted } = this;
    const isNews = [...wanted].some(([key, endpoints]) => endpoints.length > this.known.get(key)!.length);
    // What is gone again by then is not learned any more.
    if (isNews) {
      this.later(() =>
        this.keep((key, endpoint) => includes(this.known.get(key), endpoint) || includes(wanted.get(key), endpoint)),
      );
    }
  }

  public of(target: Target): readonly Endpoint[] {
    return this.known.get(keyOf(target)) ?? [];
  }

  private keep(isKnown: (key: string, endpoint: Endpoint) => boolean): void {
    this.known = new Map(
      [...this.wanted].map(([key, endpoints]) => [key, endpoints.filter(endpoint => isKnown(key, endpoint))]),
    );
  }
}

const keyOf = ({ namespace = '', service, port }: Target) => `${namespace}/${service}:${port}`;

function includes(endpoints: readonly Endpoint[] = [], { address, port }: Endpoint): boolean {
  return endpoints.some(one => one.address === address && one.port === port);
}

function endpointsOf({ namespace, service, port }: Target, objects: ClusterObjects): Endpoint[] {
  const published = (objects.get('Service', namespace, service)?.['spec'].ports ?? []) as KubernetesObject[];
  const name = published.find(one => one['port'] === port)?.['name'];
  return objects
    .all('EndpointSlice')
    .filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels['kubernetes.io/service-name'] === service,
    )
    .flatMap(({ endpoints, ports }) => {
      const listening = ports.find((one: KubernetesObject) => one['name'] === name);
      return (endpoints as KubernetesObject[])
        .filter(({ conditions }) => listening && conditions.ready !== false)
        .flatMap(({ addresses }) => addresses.map((address: string) => ({ address, port: listening.port })));
    });
}
