import type { Manifest } from '../output/manifests';

/** An object as it is to be written in a folder of dist/. */
export function manifestIn(folder: string, object: Manifest['object']): Manifest {
  return { path: `${folder}/${object.kind}.${object.metadata.name}.k8s.yaml`, object };
}
