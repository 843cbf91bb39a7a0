import type { LiveState } from '../cluster/drift/live-state';
import { type Colour, otherColour } from '../construct/props/colour';
import type { Decision } from '../delivery/decision';
import { isDelivered, type Situation } from '../delivery/situation';
import type { ApplicationHistory } from '../history/application-history';
import type { Together } from '../history/moved-together';
import type { ApplicationStatus, ColourStatus } from '../release/status';

/** All that is known of one application in one environment. */
export interface Shown {
  readonly status: ApplicationStatus;
  /** What the autopilot goes by: policy, Jobs, evidence. */
  readonly situation: Situation;
  /** What it does, or would leave to people. */
  readonly decision: Decision;
  /** How the cluster differs from git. @default - nobody asked it, or it did not answer */
  readonly live?: LiveState;
  readonly history: ApplicationHistory;
  /** The others of its group that are deployed there. @default - its users move alone */
  readonly companions?: readonly Situation[];
  /** What gates and watches measured: their logs, by the names of the Jobs. @default - nobody has them */
  readonly logs?: ReadonlyMap<string, string>;
}

/** All applications at one moment. */
export interface Fleet {
  readonly applications: readonly Shown[];
  /** Who moves together. @default - everybody moves alone */
  readonly groups?: readonly Together[];
  /** The commit that is checked out. @default - nothing is committed yet */
  readonly commit?: string;
  /** Where what is known of clusters comes from, in words. */
  readonly seen: string;
  /** Whether anything is known of clusters. */
  readonly isSeen: boolean;
  /** What is wrong with files, and why clusters could not be asked. */
  readonly problems: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What a colour is to users. */
export type Role = 'users' | 'new' | 'way back' | 'retired';

/** What a colour is to users; undefined where it has nothing. */
export function roleOf({ status, history }: Shown, colour: Colour): Role | undefined {
  const runs = status[colour];
  if (!runs) return undefined;
  if (colour === status.active || status.overlap || status.weight) return 'users';
  if (runs.retired) return 'retired';
  const last = history.tenures.findLast(tenure => tenure.colour === colour);
  return last?.stretches.some(({ state }) => state === 'live') ? 'way back' : 'new';
}

/** Where an application stands, in a word; the first of these that holds. */
export const STAGES = [
  'needs a person',
  'step due',
  'waits',
  'differs from git',
  'under way',
  'held',
  'to promote',
  'settled',
] as const;
export type Stage = (typeof STAGES)[number];

/** @see STAGES */
export function stageOf(shown: Shown): Stage {
  const { status, situation, decision, live } = shown;
  const drifts = live?.differences ?? [];
  if (decision.kind === 'calls' || drifts.some(({ kind }) => kind === 'no answer')) return 'needs a person';
  if (decision.kind === 'due') return 'step due';
  if (decision.kind === 'waits') return 'waits';
  if (drifts.length) return 'differs from git';
  const { hold, takeover, eject } = situation.current.state ?? {};
  if (status.uncommitted || status.overlap || status.weight || takeover || eject) return 'under way';
  if (hold !== undefined) return 'held';
  return roleOf(shown, otherColour(status.active)) === 'new' ? 'to promote' : 'settled';
}

/** Whether the autopilot has a say in it. */
export function isByItself({ situation }: Shown): boolean {
  return isDelivered(situation.policy);
}

/** What people call a release. */
export function versionOf({ version, image }: ColourStatus): string {
  return version ?? image;
}
