export type Labels = { readonly [label: string]: string };

/** Whether labels are what a selector asks for. A selector that asks for nothing selects nothing. */
export function selects(selector: Labels, labels: Labels): boolean {
  const asked = Object.entries(selector);
  return asked.length > 0 && asked.every(([label, value]) => labels[label] === value);
}

/** Labels as texts: `version: 1` is a mistake that the API server finds. */
export function labelsOf(value: unknown): Labels {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([label, text]) => [label, String(text)]));
}
