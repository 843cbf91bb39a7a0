import { grouped } from '../manifests/grouped';
import type { Trees } from '../manifests/tree';
import { either, type ObjectChange, objectChanges } from './object-change';
import { objectDiffs } from './object-diff';
import { objectEffects } from './object-effects';
import { scriptStories } from './script-stories';
import { type Draft, titleOf } from './story';

/** What engines are told of: per application where its folder says so, and per environment. */
export function engineStories(trees: Trees): Draft[] {
  const placeOf = (change: ObjectChange) => {
    const { layout } = change.after ? trees.head : trees.base!;
    return layout.placeInEngines(either(change).file);
  };
  const places = grouped(objectChanges(trees).map(change => [placeOf(change), change] as const));
  const told = [...places].map(([place, changes]) => ({
    place,
    title: place.includes('/') ? titleOf(place) : `engines in ${place}`,
    effects: objectEffects(changes),
    objects: objectDiffs(changes),
  }));
  return [...told, ...scriptStories(trees)];
}
