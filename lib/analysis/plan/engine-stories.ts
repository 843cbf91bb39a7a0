import { placeInEngines } from '../../project/output/layout';
import type { Trees } from '../manifests/tree';
import { either, type ObjectChange, objectChanges } from './object-change';
import { objectDiffs } from './object-diff';
import { objectEffects } from './object-effects';
import { type Draft, titleOf } from './story';

/** What engines are told of: per application where its folder says so, and per environment. */
export function engineStories(trees: Trees): Draft[] {
  const places = new Map<string, ObjectChange[]>();
  for (const change of objectChanges(trees)) {
    const place = placeInEngines(either(change).file);
    places.set(place, [...(places.get(place) ?? []), change]);
  }
  return [...places].map(([place, changes]) => ({
    place,
    title: place.includes('/') ? titleOf(place) : `engines in ${place}`,
    effects: objectEffects(changes),
    objects: objectDiffs(changes),
  }));
}
