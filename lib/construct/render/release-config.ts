import { isDeepStrictEqual } from 'node:util';
import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { byName } from './by-name';

/** The `config` of a release. It is immutable, so its name has to change with what it holds. */
export function releaseConfig(
  scope: Construct,
  metadata: kplus.ConfigMapProps['metadata'],
  config: { readonly [name: string]: string },
): kplus.ConfigMap {
  const configMap = new kplus.ConfigMap(scope, 'config', { metadata, immutable: true });
  // Not as a property: cdk8s-plus leaves out data in which every value is empty.
  ApiObject.of(configMap).addJsonPatch(JsonPatch.add('/data', Object.fromEntries(byName(config))));
  configMap.node.addValidation({ validate: () => (isAsNamed(configMap, metadata?.name, config) ? [] : [CHANGED]) });
  return configMap;
}

const CHANGED =
  'this ConfigMap is named by what it holds, and pods that run already hold it too: expected it to be left as it is (say it in "config", or make a ConfigMap of your own)';

function isAsNamed(configMap: kplus.ConfigMap, name: string | undefined, config: object): boolean {
  const { metadata, data, binaryData } = ApiObject.of(configMap).toJson();
  const added = Object.keys(configMap.data).length > 0 || Object.keys(configMap.binaryData).length > 0;
  return !added && binaryData === undefined && metadata.name === name && isDeepStrictEqual({ ...data }, { ...config });
}
