import { isDeepStrictEqual } from 'node:util';
import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Colour } from '../props/colour';
import { byName } from '../resolve/by-name';
import { type Held, heldFiles } from '../resolve/files';
import { type Release, shortHash } from '../resolve/release';
import type { ConfigMaps } from './pod-template';

/** What the ConfigMaps of a release in a colour are called, as far as it has any. */
export function configMapNames(
  application: string,
  colour: Colour,
  { config, files }: Pick<Release, 'config' | 'files'>,
): ConfigMaps {
  const has = (some: object) => Object.keys(some).length > 0;
  return {
    ...(has(config) && { config: `${application}-${colour}-${shortHash(config)}` }),
    ...(has(files) && { files: `${application}-${colour}-files-${shortHash(heldFiles(files))}` }),
  };
}

/** What a release holds in a ConfigMap. It is immutable, so its name has to change with what it holds. */
export function releaseConfig(
  scope: Construct,
  id: string,
  metadata: kplus.ConfigMapProps['metadata'],
  held: Held,
): kplus.ConfigMap {
  const configMap = new kplus.ConfigMap(scope, id, { metadata, immutable: true });
  // Not as a property: cdk8s-plus leaves out data in which every value is empty.
  for (const [key, values] of Object.entries(held)) {
    ApiObject.of(configMap).addJsonPatch(JsonPatch.add(`/${key}`, Object.fromEntries(byName(values))));
  }
  const touched = touches(ApiObject.of(configMap));
  // Rendered only where somebody touched it: cdk8s validates a whole App once for each of its charts.
  const left = () => !touched() && hasNothingMore(configMap);
  const validate = () => (left() || isAsNamed(configMap, metadata?.name, held) ? [] : [CHANGED]);
  configMap.node.addValidation({ validate });
  return configMap;
}

const CHANGED =
  'this ConfigMap is named by what it holds, and pods that run already hold it too: expected it to be left as it is (say it in "config" or "files", or make a ConfigMap of your own)';

/** Whether anybody has laid patches or fields of metadata over an object since. */
function touches(object: ApiObject): () => boolean {
  let touched = false;
  const tell = <T extends unknown[]>(change: (...given: T) => void) => {
    return (...given: T) => {
      touched = true;
      change(...given);
    };
  };
  object.addJsonPatch = tell(object.addJsonPatch.bind(object));
  object.metadata.add = tell(object.metadata.add.bind(object.metadata));
  return () => touched;
}

function hasNothingMore({ data, binaryData }: kplus.ConfigMap): boolean {
  return Object.keys(data).length === 0 && Object.keys(binaryData).length === 0;
}

function isAsNamed(configMap: kplus.ConfigMap, name: string | undefined, held: Held): boolean {
  const { metadata, data, binaryData } = ApiObject.of(configMap).toJson();
  return (
    hasNothingMore(configMap) &&
    metadata.name === name &&
    isDeepStrictEqual({ ...data }, { ...held.data }) &&
    isDeepStrictEqual({ ...binaryData }, { ...held.binaryData })
  );
}
