import { withNeverDeleted } from '../../construct/render/engine-annotations';
import { keysByName } from '../../construct/resolve/by-name';
import type { Manifest } from './manifests';

/** An object that stays in the cluster though its file goes, whichever engine applies it. */
export function neverDeleted({ path, object }: Manifest): Manifest {
  const { annotations = {} } = object.metadata as { readonly annotations?: { readonly [name: string]: string } };
  const metadata = { ...object.metadata, annotations: withNeverDeleted(annotations) };
  return { path, object: { ...object, metadata: keysByName(metadata) as Manifest['object']['metadata'] } };
}
