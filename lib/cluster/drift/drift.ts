import type { DesiredState } from './desired-state';

/** One thing in which the cluster is not as git says. */
export interface Drift {
  /** `traffic`: where the active Service leads. */
  readonly about: 'application' | 'traffic' | 'blue' | 'green' | 'worker';
  /**
   * - `missing`: git has it, the cluster does not.
   * - `behind`: the cluster has another colour, release or size than git says: mostly because git is not applied yet.
   * - `by hand`: git never says such a thing, so somebody has changed it in the cluster.
   * - `not ready`: it is as git says, but not all of its pods run yet, or not any more.
   * - `no answer`: users reach no pod.
   */
  readonly kind: 'missing' | 'behind' | 'by hand' | 'not ready' | 'no answer';
  /** The difference in words, in one line. */
  readonly text: string;
}

/** Why the cluster may not have yet what git says: it can know only of what is committed. */
export function notYet({ uncommitted }: DesiredState): string {
  return uncommitted ? '(not committed yet)' : '(not applied yet?)';
}
