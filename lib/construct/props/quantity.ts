// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/;
const STEPS = ['k', 'M', 'G', 'T', 'P', 'E'];

/** The number that a Kubernetes quantity such as `250m` or `128Mi` stands for; undefined for what is none. */
export function quantity(amount: unknown): number | undefined {
  const match = typeof amount === 'string' || typeof amount === 'number' ? QUANTITY.exec(String(amount)) : null;
  if (!match) return undefined;
  const [, digits, suffix = ''] = match;
  if (suffix === 'm') return Number(digits) / 1000;
  if (/^[eE]./.test(suffix)) return Number(digits + suffix);
  const step = STEPS.findIndex(letter => letter.toLowerCase() === suffix[0]?.toLowerCase()) + 1;
  return Number(digits) * (suffix.endsWith('i') ? 1024 : 1000) ** step;
}
