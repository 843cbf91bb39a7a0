import { shown } from '../problem';
import type { ReleaseRule } from './rule';

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const STEPS = ['k', 'M', 'G', 'T', 'P', 'E'];

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

function quantity(amount: unknown): number | undefined {
  const match = typeof amount === 'string' || typeof amount === 'number' ? QUANTITY.exec(String(amount)) : null;
  if (!match) return undefined;
  const [, digits, suffix = ''] = match;
  if (suffix === 'm') return Number(digits) / 1000;
  if (/^[eE]./.test(suffix)) return Number(digits + suffix);
  const step = STEPS.findIndex(letter => letter.toLowerCase() === suffix[0]?.toLowerCase()) + 1;
  return Number(digits) * (suffix.endsWith('i') ? 1024 : 1000) ** step;
}
