import { isOurs } from '../../construct/names';
import { labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import type { Application, Model } from '../topology/model';

/**
 * The ConfigMap `<app>-release`, in which our own output says of an application's traffic what its release file says;
 * undefined for what others have written.
 */
export function releaseRecordOf({ name, colours }: Application, { tree }: Model): Manifest | undefined {
  const [colour] = colours;
  if (!colour) return undefined;
  const identity = { group: '', kind: 'ConfigMap', namespace: colour.namespace, name: `${name}-release` };
  const manifest = tree.find(colour.environment, identity);
  return manifest && isOurs(labelsOf(manifest.value['metadata'].labels)) ? manifest : undefined;
}
