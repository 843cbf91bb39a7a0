import { itemsOf } from '../manifests/items';
import type { Labels } from '../manifests/labels';

/**
 * Whether labels are what a LabelSelector asks for, as NetworkPolicies and disruption budgets have one. An empty one
 * takes all; none at all takes nothing.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
export function matchesSelector(selector: unknown, labels: Labels): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  const { matchLabels = {}, matchExpressions } = selector as { readonly [key: string]: any };
  return (
    Object.entries(matchLabels ?? {}).every(([label, value]) => labels[label] === String(value)) &&
    itemsOf(matchExpressions).every(expression => holds(expression, labels))
  );
}

function holds({ key, operator, values }: { readonly [key: string]: any }, labels: Labels): boolean {
  const value = labels[key];
  const isAmong = value !== undefined && Array.isArray(values) && values.map(String).includes(value);
  if (operator === 'In') return isAmong;
  if (operator === 'NotIn') return !isAmong;
  if (operator === 'Exists') return value !== undefined;
  return operator === 'DoesNotExist' && value === undefined;
}
