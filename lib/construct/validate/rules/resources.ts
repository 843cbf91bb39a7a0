import { quantity } from '../../props/quantity';
import { shown } from '../problem';
import type { ReleaseRule } from './rule';

/** Every amount is a Kubernetes quantity, and no request is above its limit: Kubernetes would refuse the pods. */
export const requestsFitIntoLimits: ReleaseRule = ({ resources = {} }) => {
  const problems = ['requests', 'limits'].flatMap(kind =>
    entries(resources[kind])
      .filter(([, amount]) => quantity(amount) === undefined)
      .map(([name, amount]) => ({
        path: ['resources', kind, name],
        message: `expected an amount such as "250m" or "128Mi", got ${shown(amount)}`,
      })),
  );
  if (problems.length) return problems;
  return entries(resources['requests'])
    .filter(([name, amount]) => quantity(amount)! > (quantity(resources['limits']?.[name]) ?? Number.POSITIVE_INFINITY))
    .map(([name, amount]) => ({
      path: ['resources', 'requests', name],
      message: `expected at most the limit (${resources['limits'][name]}), got ${shown(amount)}`,
    }));
};

function entries(amounts: unknown): Array<[string, unknown]> {
  return amounts && typeof amounts === 'object' ? Object.entries(amounts) : [];
}
