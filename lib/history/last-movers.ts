import { readableState } from './release-state';
import type { VersionWithBefore } from './rollback-target';

/** A version of the release file of one of several applications. */
export interface PlacedVersion extends VersionWithBefore {
  /** `production/ping`: its environment and application. */
  readonly place: string;
}

/**
 * Which applications moved their users with the last commit that moved those of any; none where nobody ever moved.
 * @param versions of their release files, the newest commit first; read no further than it takes
 */
export function lastMovers(versions: Iterable<PlacedVersion>): string[] {
  const movers: string[] = [];
  let last: string | undefined;
  for (const { place, commit, text, before } of versions) {
    if (last !== undefined && commit.hash !== last) break;
    const [was, is] = [readableState(before), readableState(text)];
    if (!was || !is || was.active === is.active) continue;
    last = commit.hash;
    movers.push(place);
  }
  return movers;
}
