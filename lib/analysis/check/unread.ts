import type { Manifest } from '../manifests/manifest';
import type { Model } from '../topology/model';

/** Whether an object is not in a model because its file can't be read there, or is no longer what is applied. */
export function isUnread({ file, identity }: Manifest, { tree }: Model): boolean {
  if (tree.find(tree.environmentOf(file), identity)) return false;
  return tree.sources.has(file) || tree.withdrawn.has(file) || tree.unreadable.some(one => one.file === file);
}
