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
