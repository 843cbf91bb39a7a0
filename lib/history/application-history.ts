import { eventsOf, type HistoryEvent } from './event';
import { type Commit, type ReleaseVersion, revisionsOf, type Skipped } from './revision';
import { type Tenure, tenuresOf } from './tenure';

/** What git knows of one application in one environment. */
export interface ApplicationHistory {
  readonly environment: string;
  readonly application: string;
  /** The oldest first. */
  readonly events: readonly HistoryEvent[];
  /** What each colour ran when: by colour, then by time. */
  readonly tenures: readonly Tenure[];
  /** Versions that are no release file, the oldest first; what they changed is told of the next one that is. */
  readonly skipped: readonly Skipped[];
  /** Where a shallow clone begins, when what was before is not known. */
  readonly cutOff?: Commit;
}

/**
 * Tells from the versions of one release file what happened.
 * @param versions the oldest first
 * @param now milliseconds since 1970: until then lasts what lasts
 */
export function applicationHistory(
  environment: string,
  application: string,
  versions: readonly ReleaseVersion[],
  now: number,
): ApplicationHistory {
  const { revisions, skipped } = revisionsOf(versions, now);
  const tenures = tenuresOf(revisions, now);
  const oldest = versions[0]?.commit;
  return {
    environment,
    application,
    events: eventsOf(revisions, tenures),
    tenures,
    skipped,
    ...(oldest?.cutOff && { cutOff: oldest }),
  };
}
