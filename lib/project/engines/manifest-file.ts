import { yamlText } from '../output/yaml-text';
import type { EngineFile } from './engine';

/** An object as a file of its own. */
export function manifestFile(object: {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}): EngineFile {
  return { name: `${object.kind}.${object.metadata.name}.k8s.yaml`, text: yamlText(object) };
}
