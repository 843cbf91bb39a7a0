import { grouped } from './grouped';
import { type Labels, selects } from './labels';

/** Where selectors look: in one namespace, of what goes to one cluster together. */
export interface Place {
  readonly environment: string;
  readonly namespace: string;
}

/**
 * Finds things by a selector, in their order. Of all the labels that are asked for, only what has the rarest one is
 * looked at: of ten thousand neighbours, a handful.
 */
export function selectable<Thing extends Place>(
  things: readonly Thing[],
  labelsOf: (thing: Thing) => Labels,
): (where: Place, selector: Labels) => readonly Thing[] {
  const index = grouped(
    things.flatMap(thing => Object.entries(labelsOf(thing)).map(label => [keyOf(thing, label), thing] as const)),
  );
  return (where, selector) => {
    const candidates = Object.entries(selector).map(label => index.get(keyOf(where, label)) ?? []);
    const [first, ...rest] = candidates;
    if (!first) return [];
    const rarest = rest.reduce((few, some) => (some.length < few.length ? some : few), first);
    return rarest.filter(thing => selects(selector, labelsOf(thing)));
  };
}

function keyOf({ environment, namespace }: Place, label: readonly [string, string]): string {
  return JSON.stringify([environment, namespace, ...label]);
}
