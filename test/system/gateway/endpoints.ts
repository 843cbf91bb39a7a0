import type { KubernetesObject } from '../../construct/render/rendered';

/** What is known of a pod where Services look for it. */
export interface PodAddress {
  readonly name: string;
  readonly labels: { readonly [key: string]: string };
  readonly address: string;
  /** By the names of its ports. */
  readonly ports: { readonly [name: string]: number };
}

/** The EndpointSlices that Kubernetes makes of a Service: one for all pods that listen at the same numbers. */
export function slicesOf({ metadata, spec }: KubernetesObject, pods: readonly PodAddress[]): KubernetesObject[] {
  const selector: [string, string][] = Object.entries(spec.selector ?? {});
  const selected = selector.length
    ? pods.filter(pod => selector.every(([key, value]) => pod.labels[key] === value))
    : [];
  const slices = new Map<string, KubernetesObject>();
  for (const { name, address, ports: listening } of selected) {
    const ports = (spec.ports as KubernetesObject[]).flatMap(({ name, targetPort }) => {
      const port = typeof targetPort === 'number' ? targetPort : listening[targetPort];
      return port === undefined ? [] : [{ name, port }];
    });
    const key = JSON.stringify(ports);
    const slice = slices.get(key) ?? {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${metadata.name}-${slices.size}`,
        namespace: metadata.namespace,
        labels: { 'kubernetes.io/service-name': metadata.name },
      },
      addressType: 'IPv4',
      endpoints: [],
      ports,
    };
    slice['endpoints'].push({ addresses: [address], conditions: { ready: true }, targetRef: { kind: 'Pod', name } });
    slices.set(key, slice);
  }
  return [...slices.values()];
}
