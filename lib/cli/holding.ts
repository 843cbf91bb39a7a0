import { readManifests } from '../analysis/manifests/read-manifests';

/** Which of some files holds an object, such as `Service/web`, by their texts; undefined where none does. */
export function holding(
  files: readonly string[],
  texts: ReadonlyMap<string, string | undefined>,
): (object: string) => string | undefined {
  const objects = files.map(file => ({ file, names: namesIn(file, texts.get(file) ?? '') }));
  return object => objects.find(({ names }) => names.has(object))?.file;
}

function namesIn(file: string, text: string): ReadonlySet<string> {
  const { manifests } = readManifests(file, Buffer.from(text));
  return new Set(manifests.map(({ identity: { kind, name } }) => `${kind}/${name}`));
}
