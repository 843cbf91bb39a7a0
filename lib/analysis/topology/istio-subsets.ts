import { itemsOf } from '../manifests/items';
import { type Labels, labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';
import { hostOf } from './routes/istio';
import { serviceId } from './service';

/** What Istio's DestinationRules call some pods of a Service, with the labels that these pods have. */
export interface Subsets {
  /** The last DestinationRule. */
  readonly manifest: Manifest;
  readonly labels: ReadonlyMap<string, Labels>;
}

/** The subsets of each Service, by its id. */
export function subsetsOf(tree: Tree): ReadonlyMap<string, Subsets> {
  const found = new Map<string, Subsets>();
  for (const manifest of tree.manifests) {
    const { identity, file, value } = manifest;
    const host = identity.kind === 'DestinationRule' ? hostOf(value['spec']?.host) : undefined;
    if (!host) continue;
    const id = serviceId(tree.environmentOf(file), host.namespace ?? identity.namespace, host.service);
    const own = itemsOf(value['spec'].subsets).map(({ name, labels }) => [String(name), labelsOf(labels)] as const);
    found.set(id, { manifest, labels: new Map([...(found.get(id)?.labels ?? []), ...own]) });
  }
  return found;
}
