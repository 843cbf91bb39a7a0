import type { KubernetesObject } from './cluster/object';

/** Small objects for a test; annotations and more fields may be laid over each. */
interface Extra {
  readonly annotations?: { readonly [key: string]: string };
  readonly spec?: object;
}

export function configMap(name: string, extra: Extra = {}): KubernetesObject {
  return { kind: 'ConfigMap', metadata: { name, annotations: extra.annotations } };
}

export function service(name: string, selector: object, extra: Extra = {}): KubernetesObject {
  return { kind: 'Service', metadata: { name, annotations: extra.annotations }, spec: { selector, ...extra.spec } };
}

/** Its pods carry the labels `app: <name>` and `release: <tag>`. */
export function deployment(
  name: string,
  tag: string,
  replicas: number | undefined,
  extra: Extra = {},
): KubernetesObject {
  return {
    kind: 'Deployment',
    metadata: { name, annotations: extra.annotations },
    spec: {
      ...(replicas !== undefined && { replicas }),
      minReadySeconds: 5,
      progressDeadlineSeconds: 300,
      selector: { matchLabels: { app: name } },
      strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: { metadata: { labels: { app: name, release: tag } }, spec: { containers: [{ image: `app:${tag}` }] } },
      ...extra.spec,
    },
  };
}

/** A Job that ends well, or fails where its image is `app:fails`. */
export function job(name: string, tag: string, extra: Extra = {}): KubernetesObject {
  return {
    kind: 'Job',
    metadata: { name, annotations: extra.annotations },
    spec: { backoffLimit: 0, template: { spec: { containers: [{ image: `app:${tag}` }] } }, ...extra.spec },
  };
}

export const wave = (number: number) => ({ 'argocd.argoproj.io/sync-wave': String(number) });
