import type { ReleaseRule } from './rule';

const OURS = new Set(['app.kubernetes.io/name', 'app.kubernetes.io/version', 'app.kubernetes.io/managed-by']);

/** The labels that Services and Deployments select on are not the user's to change. */
export const labelsAreTheUsers: ReleaseRule = ({ labels = {} }) =>
  Object.keys(labels)
    .filter(isSetByUs)
    .map(key => ({
      path: ['labels', key],
      message: `expected a label of your own, got ${JSON.stringify(key)}, which is set from name, version and colour`,
    }));

/** Whether a label is set from name, version and colour. */
export function isSetByUs(label: string): boolean {
  return OURS.has(label) || label.startsWith('blue-green/');
}
