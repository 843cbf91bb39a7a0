import type { Manifest } from '../analysis/manifests/manifest';
import { readManifests } from '../analysis/manifests/read-manifests';
import type { StillIn } from '../release/takeover';

/** Which of some files holds an object, such as `Service/web`, by their texts; undefined where none does. */
export function holding(files: readonly string[], texts: ReadonlyMap<string, string | undefined>): StillIn {
  const objects = files.flatMap(file => readManifests(file, Buffer.from(texts.get(file) ?? '')).manifests);
  return (object, is = () => true) => objects.find(manifest => nameOf(manifest) === object && is(manifest.value))?.file;
}

function nameOf({ identity: { kind, name } }: Manifest): string {
  return `${kind}/${name}`;
}
