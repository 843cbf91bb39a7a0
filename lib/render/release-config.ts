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
  return configMap;
}
