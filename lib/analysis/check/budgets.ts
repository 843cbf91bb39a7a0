import type { Manifest } from '../manifests/manifest';
import type { Colour, Model } from '../topology/model';
import { selecting } from './selecting';

/** The disruption budgets that count the pods of a colour. */
export function budgetsOf(colour: Colour, { tree }: Model): Manifest[] {
  return selecting('PodDisruptionBudget', colour, tree);
}

/** The first one. */
export function budgetOf(colour: Colour, model: Model): Manifest | undefined {
  return budgetsOf(colour, model)[0];
}

/** How many of some pods a budget lets be away at once; undefined for what it does not say in a way that is understood. */
export function mayBeAway({ value }: Manifest, pods: number): number | undefined {
  const { minAvailable, maxUnavailable } = value['spec'] ?? {};
  // Kubernetes rounds both up. https://kubernetes.io/docs/tasks/run-application/configure-pdb/#rounding-logic-when-specifying-percentages
  if (maxUnavailable !== undefined) return numberOf(maxUnavailable, pods);
  const kept = minAvailable === undefined ? undefined : numberOf(minAvailable, pods);
  return kept === undefined ? undefined : Math.max(0, pods - kept);
}

function numberOf(said: unknown, pods: number): number | undefined {
  if (typeof said === 'number') return said;
  const [, percent] = /^(\d+)%$/.exec(String(said)) ?? [];
  return percent === undefined ? undefined : Math.ceil((Number(percent) * pods) / 100);
}
