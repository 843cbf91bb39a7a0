import type { KubernetesObject } from '../cluster/object';
import type { Commit } from '../git';

type Manifests = Commit['manifests'];
type Annotations = { readonly [key: string]: string };

/** Manifests without some annotations. */
export function without(manifests: Manifests, names: readonly string[]): Manifests {
  return manifests.map(({ path, object }) => ({
    path,
    object: annotated(object as KubernetesObject, old =>
      Object.fromEntries(Object.entries(old).filter(([name]) => !names.includes(name))),
    ),
  })) as unknown as Manifests;
}

/** An object with other annotations. */
export function annotated(object: KubernetesObject, change: (old: Annotations) => Annotations): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, annotations: change(object.metadata.annotations ?? {}) } };
}
