import { lastMovers } from '../../history/last-movers';
import type { ApplicationState } from '../../release/application-state';
import { placeOf, versionsIn } from './versions-at';

/** Which of some applications moved their users with the last commit that moved those of any, as git tells. */
export function lastMoversOf(root: string, applications: readonly ApplicationState[]): ApplicationState[] {
  const places = new Map(applications.map(one => [placeOf(one), one]));
  return lastMovers(versionsIn(root, [...places.keys()])).flatMap(place => places.get(place) ?? []);
}
