import { type Evidence, type JobEvidence, jobIn } from '../cluster/evidence/evidence';
import { type Colour, otherColour } from '../construct/props/colour';
import { lastRollbackTarget, type RollbackTarget, type VersionWithBefore } from '../history/rollback-target';
import type { DeliveryPolicy } from '../project/files/delivery-policy';
import type { ReleaseFile } from '../project/files/files';
import type { ApplicationState } from '../release/application-state';
import { type Standing, standingOf } from './standing';

/** The names of the Jobs that git says are to be there. */
export interface ExpectedJobs {
  /** The gate of what is to be proved; several only in the middle of an upgrade. */
  readonly gate: readonly string[];
  /** The watch of the last promotion; none where nothing watches. */
  readonly watch: readonly string[];
}

/** An application in one environment, as git and its cluster tell. */
export interface Place {
  readonly current: ApplicationState;
  readonly jobs: ExpectedJobs;
  /** Versions of its release file, the newest first. */
  readonly versions: readonly VersionWithBefore[];
  /** @default - nobody asked, or nobody answered */
  readonly evidence?: Evidence;
}

/** All that a decision depends on. */
export interface Situation extends Place {
  readonly policy: DeliveryPolicy;
  /** The same application in the environment in which it has to prove itself first; undefined where it is not there. */
  readonly before?: Place;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** An application that has been deployed, and what follows from its history. */
export interface Known extends Situation {
  readonly state: ReleaseFile;
  readonly idle: Colour;
  readonly standing: Standing;
}

export function known(situation: Situation, state: ReleaseFile): Known {
  const { versions, now } = situation;
  return { ...situation, state, idle: otherColour(state.active), standing: standingOf([...versions].reverse(), now) };
}

/** What the idle colour ran when users were last on it. */
export function targetIn({ idle, versions }: Known): RollbackTarget {
  return lastRollbackTarget(idle, versions);
}

// Pods come and go; whoever has looked knows for so long. Longer than a pipeline takes from one step to the next.
const FRESH = 10 * 60_000;

/** What was seen a moment ago. What is older, or of the future, is not known. */
export function fresh({ evidence }: Pick<Place, 'evidence'>, now: number): Evidence | undefined {
  return evidence && Math.abs(now - evidence.taken) <= FRESH ? evidence : undefined;
}

/** How Jobs stand together: what one has failed, all have; undefined where one is not known. */
export function together(names: readonly string[], evidence: Evidence | undefined): JobEvidence | undefined {
  const states = names.map(name => jobIn(evidence, name));
  const worst = states.find(job => job?.state === 'failed');
  if (worst) return worst;
  if (!states.length || states.includes(undefined)) return undefined;
  return { state: states.every(job => job!.state === 'passed') ? 'passed' : 'running' };
}

/** Whether anything is done by itself at all. */
export function isDelivered(policy: DeliveryPolicy): boolean {
  return Object.keys(policy).length > 0;
}
