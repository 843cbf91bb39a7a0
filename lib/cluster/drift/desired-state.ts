import type { Colour } from '../../construct/props/colour';

/** What one colour runs, as git says. */
export interface DesiredColour {
  readonly image: string;
  /** The release id. */
  readonly release: string;
  /** Number of pods, with autoscaling the fewest. */
  readonly pods: number;
}

/** A worker of the release that users are on, as git says. */
export interface DesiredWorker extends Pick<DesiredColour, 'image' | 'release'> {
  readonly name: string;
  /** Number of pods, with autoscaling the fewest. @default - it is started now and then */
  readonly pods?: number;
  /** @default - it runs all the time */
  readonly schedule?: string;
}

/** Where one application stands in one environment, as git says: of all that `status` tells, what counts here. */
export interface DesiredState {
  readonly environment: string;
  readonly application: string;
  readonly active: Colour;
  /** Users are on both colours, between the two commits of an overlap. */
  readonly overlap?: true;
  /**
   * Names of the Services that move with that of users.
   * @default - there are none
   */
  readonly services?: readonly string[];
  /** @default - nobody has deployed to it: it holds what green runs, at its idle size */
  readonly blue?: DesiredColour;
  /** @default - nobody has deployed to it: it holds what blue runs, at its idle size */
  readonly green?: DesiredColour;
  /** @default - it has none */
  readonly workers?: readonly DesiredWorker[];
  /** Whether the release file differs from the last commit, which is all that a cluster can know of. */
  readonly uncommitted: boolean;
}
