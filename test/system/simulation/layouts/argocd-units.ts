import type { ApplicationSpec } from '../argocd/application';
import { ArgoCd } from '../argocd/argocd';
import type { Layout } from './layout';

/** The fields that all our Applications share. */
export const APPLICATION = {
  selfHeal: true,
  allowEmpty: false,
  retry: { limit: 2, refresh: true, backoff: 5, maxBackoff: 60 },
  failOnSharedResource: true,
  pruneLast: false,
  applyOutOfSyncOnly: false,
  manifestGeneratePaths: false,
} as const satisfies Partial<ApplicationSpec>;

export const APPLICATIONS: readonly ApplicationSpec[] = [
  { ...APPLICATION, name: 'ping-base', includes: ['base/'] },
  { ...APPLICATION, name: 'ping-blue', includes: ['blue/', 'migrate/blue/'], pruneLast: true },
  { ...APPLICATION, name: 'ping-green', includes: ['green/', 'migrate/green/'], pruneLast: true },
  { ...APPLICATION, name: 'ping-release', includes: ['release/'] },
];

/** Ours on Argo CD: an Application for each unit. */
export const ARGOCD_UNITS: Layout = {
  name: 'Argo CD, an Application for each unit',
  isGated: true,
  // It looks, a gate that runs ends with its deadline, a retry takes the new commit, its gate runs.
  rollbackWithin: pollsEvery => pollsEvery + 600 + 60 + 120,
  start(world, pollsEvery) {
    const argocd = new ArgoCd(APPLICATIONS, world, pollsEvery);
    return { isSettled: () => argocd.application('ping-release').isSynced };
  },
};
