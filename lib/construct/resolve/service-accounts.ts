import type { ReleaseProps } from '../props/release';

/** A ServiceAccount that is made with the application. */
export interface ServiceAccount {
  readonly name: string;
  readonly annotations: { readonly [key: string]: string };
}

/** The name of the account that the pods of a release run as. */
export const accountName = (application: string, { serviceAccount }: ReleaseProps): string =>
  serviceAccount?.name ?? application;

/**
 * One account of each name: the application's own, which stays even while only other ones are used, so that no deploy
 * takes it away, and those that a colour names itself. Annotations are taken from where they are given. Those that exist
 * already are somebody else's to make.
 */
export function accountsOf(application: string, layers: readonly ReleaseProps[]): ServiceAccount[] {
  const annotations = new Map<string, ServiceAccount['annotations'] | undefined>();
  for (const layer of layers) {
    const name = accountName(application, layer);
    if (layers.some(other => other.serviceAccount?.existing && accountName(application, other) === name)) continue;
    annotations.set(name, annotations.get(name) ?? layer.serviceAccount?.annotations);
  }
  return [...annotations].map(([name, given = {}]) => ({ name, annotations: given }));
}
