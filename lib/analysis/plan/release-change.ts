import type { ReleaseState } from '../../history/release-state';

/** What the release file of an application says, before a change and after it. */
export interface ReleaseChange {
  readonly before?: ReleaseState;
  readonly after?: ReleaseState;
  /** What history says of the switch to the colour that is active after it; undefined where it can't tell. */
  readonly switched?: 'promoted' | 'rolled back';
}
