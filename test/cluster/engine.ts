import type { Project } from './project';

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
  /** What it made of the release unit at a commit; without an answer, as long as it is at it, how things stand. */
  outcome(commit: string): Promise<{ readonly seen: unknown; readonly answer?: Outcome }>;
  /** Removes what `install` applied, and what came of it. Pods and Services stay. */
  remove(): Promise<void>;
}
