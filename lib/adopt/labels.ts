import { COLOUR_LABEL, MANAGED_BY_LABEL, NAME_LABEL, RELEASE_LABEL, VERSION_LABEL } from '../construct/names';

export type Labels = { readonly [label: string]: string };

// Written by whoever applied or made the pods, and wrong on ours.
const OF_OTHERS = new Set([
  'app.kubernetes.io/instance',
  'helm.sh/chart',
  'pod-template-hash',
  'rollouts-pod-template-hash',
]);

/** Why pods of ours do not carry a label of those that run; undefined where they do. */
export function whyLeftOut(label: string, selected: ReadonlySet<string>): string | undefined {
  if ([NAME_LABEL, VERSION_LABEL, MANAGED_BY_LABEL].includes(label) || label.startsWith('blue-green/')) {
    return 'ours says this from name, version and colour';
  }
  if (OF_OTHERS.has(label)) return 'it belongs to whoever applies or makes those pods';
  if (selected.has(label)) {
    return 'something selects the old pods by it, and would find ours as well, before anybody has proved them';
  }
  return undefined;
}

/** Whether a selector would find our pods too, which carry these labels whatever else they do. */
export function findsOurs(selector: Labels, application: string): boolean {
  const labels = Object.entries(selector);
  const ours: Labels = { [NAME_LABEL]: application };
  // What these say is known only later, and may be just this.
  const varying = [VERSION_LABEL, COLOUR_LABEL, RELEASE_LABEL];
  return labels.length > 0 && labels.every(([label, value]) => ours[label] === value || varying.includes(label));
}

/** Whether all that a selector asks for is there. */
export function finds(selector: Labels, labels: Labels): boolean {
  const asked = Object.entries(selector);
  return asked.length > 0 && asked.every(([label, value]) => labels[label] === value);
}
