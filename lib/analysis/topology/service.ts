import { type Labels, labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import { selectable } from '../manifests/selectable';
import type { Tree } from '../manifests/tree';
import type { Workload } from './workload';

/**
 * What a Service is for. `active`: users come through it. `preview`: a look at the idle colour. `colour`: leads to one
 * colour for ever. `gate`: of one gate, and gone with it. `other`: for neither, such as one for all pods' metrics.
 */
export type Role = 'active' | 'preview' | 'colour' | 'gate' | 'other';

/** A Service, and whom it leads to. */
export interface ServiceFacts {
  /** The same for the same Service in another tree. */
  readonly id: string;
  readonly environment: string;
  readonly namespace: string;
  readonly manifest: Manifest;
  readonly selector: Labels;
  /** The workloads whose pods it selects. */
  readonly selected: readonly Workload[];
}

/** All Services of a tree. One without a selector leads to no pods, be it that it has lost it. */
export function servicesOf(tree: Tree, workloads: readonly Workload[]): ServiceFacts[] {
  const find = selectable(workloads, ({ labels }) => labels);
  return tree.manifests.flatMap(manifest => {
    const { kind, namespace, name } = manifest.identity;
    const selector = labelsOf(manifest.value['spec']?.selector);
    if (kind !== 'Service' || manifest.identity.group !== '') return [];
    const environment = tree.environmentOf(manifest.file);
    const selected = find({ environment, namespace }, selector);
    return [{ id: serviceId(environment, namespace, name), environment, namespace, manifest, selector, selected }];
  });
}

export function serviceId(environment: string, namespace: string, name: string): string {
  return [environment, namespace, name].join(':');
}
