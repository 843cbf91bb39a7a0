import type { Tree } from '../../manifests/tree';
import { type RoutingRule, routingRulesOf } from './backends';
import { type ServiceFacts, servicesOf } from './service';
import { type Workload, workloadsOf } from './workload';

/** What one tree says by itself, before anything is known of what belongs together. */
export interface Snapshot {
  readonly tree: Tree;
  readonly workloads: readonly Workload[];
  readonly services: readonly ServiceFacts[];
  readonly rules: readonly RoutingRule[];
}

export function snapshotOf(tree: Tree): Snapshot {
  const workloads = workloadsOf(tree);
  return { tree, workloads, services: servicesOf(tree, workloads), rules: routingRulesOf(tree) };
}
