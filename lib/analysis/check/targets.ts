import { grouped } from '../manifests/grouped';
import { labelsOf } from '../manifests/labels';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import { scaledBy, scales } from '../topology/autoscaler';
import type { Model } from '../topology/model';
import type { Workload } from '../topology/workload';
import { matchesSelector } from './label-selector';
import { selectorOf } from './selecting';

/**
 * What an object is for, that stands beside pods and names them: an autoscaler, a disruption budget, a NetworkPolicy, or a
 * ServiceMonitor or PodMonitor of the Prometheus operator. Undefined for any other object, and for one that is for all.
 */
export function targetsOf(manifest: Manifest, model: Model): readonly Workload[] | undefined {
  const { kind, group, namespace } = manifest.identity;
  const environment = model.tree.environmentOf(manifest.file);
  const here = (at: string) => workloadsIn(model).get(keyOf(environment, at)) ?? [];
  if (scales(manifest)) {
    const id = scaledBy(manifest, model.tree);
    return id === undefined ? undefined : here(namespace).filter(workload => workload.id === id);
  }
  if (kind === 'PodDisruptionBudget' || kind === 'NetworkPolicy') {
    const selector = selectorOf(manifest);
    return asksFor(selector) ? here(namespace).filter(({ labels }) => matchesSelector(selector, labels)) : undefined;
  }
  if (group !== 'monitoring.coreos.com' || (kind !== 'PodMonitor' && kind !== 'ServiceMonitor')) return undefined;
  const { selector, namespaceSelector } = manifest.value['spec'] ?? {};
  if (!asksFor(selector) || namespaceSelector?.any) return undefined;
  const namespaces: readonly string[] = namespaceSelector?.matchNames ?? [namespace];
  if (kind === 'PodMonitor') {
    return namespaces.flatMap(here).filter(({ labels }) => matchesSelector(selector, labels));
  }
  return model.services
    .filter(({ manifest: service }) => {
      const { identity, value, file } = service;
      return (
        model.tree.environmentOf(file) === environment &&
        namespaces.includes(identity.namespace) &&
        matchesSelector(selector, labelsOf(value['metadata'].labels))
      );
    })
    .flatMap(({ selected }) => selected);
}

// By environment and namespace.
const workloadsIn = onceFor(({ workloads }: Model) =>
  grouped(workloads.map(workload => [keyOf(workload.environment, workload.namespace), workload] as const)),
);

function keyOf(environment: string, namespace: string): string {
  return JSON.stringify([environment, namespace]);
}

function asksFor(selector: unknown): selector is { readonly [key: string]: any } {
  return typeof selector === 'object' && selector !== null && Object.keys(selector).length > 0;
}
