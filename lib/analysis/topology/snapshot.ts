import { objectName } from '../manifests/identity';
import { selects } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';
import { subsetsOf } from './istio-subsets';
import { type Backend, type RoutingRule, routingRulesOf } from './routing-rules';
import { type ServiceFacts, servicesOf } from './service';
import { type Workload, workloadsOf } from './workload';

/** A Service that a rule leads to, and whose pods its requests reach. */
export interface LinkedBackend extends Backend {
  readonly selected: readonly Workload[];
  /** The DestinationRule that says whom a subset means. */
  readonly named?: Manifest;
}

export interface LinkedRule extends RoutingRule {
  readonly backends: readonly LinkedBackend[];
}

/** What one tree says by itself, before anything is known of what belongs together. */
export interface Snapshot {
  readonly tree: Tree;
  readonly workloads: readonly Workload[];
  readonly services: readonly ServiceFacts[];
  readonly rules: readonly LinkedRule[];
  /** What could not be told, in words. */
  readonly undecided: readonly string[];
}

export function snapshotOf(tree: Tree): Snapshot {
  const workloads = workloadsOf(tree);
  const services = servicesOf(tree, workloads);
  const byId = new Map(services.map(service => [service.id, service]));
  const subsets = subsetsOf(tree);
  const undecided = new Set<string>();
  const link = (backend: Backend): LinkedBackend[] => {
    const { id, subset, manifest, service } = backend;
    const selected = byId.get(id)?.selected ?? [];
    if (subset === undefined) return [{ ...backend, selected }];
    const known = subsets.get(id);
    if (!known) {
      undecided.add(
        `${objectName(manifest.identity)} leads to the subset ${subset} of ${service}, and no DestinationRule here says what that is`,
      );
      return [];
    }
    const labels = known.labels.get(subset);
    const meant = labels ? selected.filter(workload => selects(labels, workload.labels)) : [];
    return [{ ...backend, selected: meant, named: known.manifest }];
  };
  const rules = routingRulesOf(tree).map(rule => ({ ...rule, backends: rule.backends.flatMap(link) }));
  return { tree, workloads, services, rules, undecided: [...undecided] };
}
