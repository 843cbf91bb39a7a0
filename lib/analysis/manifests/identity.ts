/** What the API server tells objects apart by. */
export interface Identity {
  /** Of the API, without its version: `apps`, and nothing for the core. A new version of the API is the same object. */
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
