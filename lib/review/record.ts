import { isOurs } from '../render/names';
import type { Application, Model } from './model/model';
import { labelsOf } from './model/workload';

/** What our own output says of an application's traffic, in the words of its release file. */
type Record = { readonly [key: string]: unknown };

/** The data of the ConfigMap `<app>-release`; undefined for what others have written. */
export function recordOf({ name, colours }: Application, { tree }: Model): Record | undefined {
  const [colour] = colours;
  if (!colour) return undefined;
  const identity = { group: '', kind: 'ConfigMap', namespace: colour.namespace, name: `${name}-release` };
  const { value } = tree.find(colour.part, identity) ?? {};
  return value && isOurs(labelsOf(value['metadata'].labels)) ? (value['data'] ?? {}) : undefined;
}
