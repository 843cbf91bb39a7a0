/** What the API server tells objects apart by. */
export interface Identity {
  /**
   * Of the API, without its version: `apps`, and nothing for the core. A new version of the API is the same object, and so
   * is what has moved to another group since.
   */
  readonly group: string;
  readonly kind: string;
  /** Empty where the manifest names none: then it is up to who applies it. */
  readonly namespace: string;
  readonly name: string;
}

/** `Deployment ping-blue`: an object as people name it. */
export function objectName({ kind, name }: Identity): string {
  return `${kind} ${name}`;
}

/** One text for each object. */
export function identityKey({ group, kind, namespace, name }: Identity): string {
  return [group, kind, namespace, name].join('/');
}

/** One text for each object that makes pods, the same in every tree. */
export function workloadId(environment: string, { kind, namespace, name }: Omit<Identity, 'group'>): string {
  return [environment, kind, namespace, name].join(':');
}

// Where Kubernetes keeps what was in the group "extensions" once.
// https://kubernetes.io/docs/reference/using-api/deprecation-guide/
const MOVED: { readonly [kind: string]: string } = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  DaemonSet: 'apps',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  PodSecurityPolicy: 'policy',
};

/** The group of an API such as `apps/v1`, by which an object is told apart. */
export function groupOf(apiVersion: string, kind: string): string {
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
  return group === 'extensions' ? (MOVED[kind] ?? group) : group;
}
