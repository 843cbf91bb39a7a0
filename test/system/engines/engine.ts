import type { Project } from './project';

/** The application that is watched. */
const PING = 'ping';

/** What may be delivered beside it. */
export const NEIGHBOURS = ['one', 'two', 'three', 'four', 'five', 'six'];

/** Who may be in a group besides, where that is a large one. */
const FURTHER = 'seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen';

/** Who may be in a group, and how that is called. */
export const MEMBERS = [PING, ...NEIGHBOURS, ...FURTHER.split(' ')];
export const GROUP = 'together';

/** Selects the engines' objects of all of them. */
export const OF_ALL = `--selector=app.kubernetes.io/name in (${[...MEMBERS, GROUP].join(', ')})`;

/** What an engine made of the gate and of traffic at a commit. */
export enum Outcome {
  APPLIED = 'applied',
  REFUSED = 'refused',
}

/** An engine, delivering one environment, which is called as it is. */
export interface Engine {
  readonly name: string;
  /** Applies what the docs say is applied once. */
  install(project: Project): Promise<void>;
  /** Tells it of a commit, as a webhook would. */
  notify(commit: string): Promise<void>;
  /**
   * What it made of the release unit at a commit; without an answer, as long as it is at it, how things stand.
   * @param application whose gate it is. Default: `ping`
   */
  outcome(commit: string, application?: string): Promise<{ readonly seen: unknown; readonly answer?: Outcome }>;
  /** Whether it says of an application that its gate is at work: neither passed nor failed. */
  gateWaits(application: string): Promise<{ readonly seen: unknown; readonly answer?: true }>;
  /** Whether it has looked at a unit at a commit that it was told of at `since`, whatever it made of it. */
  looked(unit: string, commit: string, since: number): Promise<{ readonly seen: unknown; readonly answer?: true }>;
  /**
   * Whether all of all applications is applied at a commit, and rests.
   * @param members who moves together from that commit on
   */
  rests(commit: string, members: readonly string[]): Promise<{ readonly seen: unknown; readonly answer?: true }>;
  /** Lets it look at the cluster, as it does by itself after its interval. */
  interval(): Promise<void>;
  /** Whether it takes all of the application for healthy, where it says so. */
  health?(): Promise<{ readonly seen: unknown; readonly answer?: true }>;
  /** Ends what it is at work on with the release unit, where it takes no newer commit before. */
  endsOperation?(): Promise<void>;
  /** Whether it knows objects as its own by an annotation, which somebody has to take off one that it lets go. */
  readonly tracks?: true;
  /** Whether it deletes what has gone from manifests that it applied. */
  readonly prunes?: true;
  /** From now on applies `plain/<engine>` of the repository too, as people do who have nothing of ours. */
  installPlain(project: Project, namespace: string): Promise<void>;
  /**
   * From now on applies what `eject` has left in `k8s/<engine>` too.
   * @param byHand the command for who has no engine
   */
  handOver(project: Project, byHand: string): Promise<void>;
  /** Whether it is done with those manifests at a commit. */
  plainApplied(commit: string): Promise<{ readonly seen: unknown; readonly answer?: true }>;
  /** Removes what `install` and `installPlain` applied, and what came of it. Pods and Services stay. */
  remove(): Promise<void>;
}
