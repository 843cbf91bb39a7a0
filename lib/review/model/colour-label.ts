import { COLOUR_LABEL } from '../../render/names';
import type { Labels } from './workload';

// What people call the label that tells one colour from the other, whatever stands in front of it.
const NAMES = new Set(['colour', 'color', 'slot', 'version', 'track', 'deployment', 'stage', 'stack']);
const VALUES = new Set(['blue', 'green']);

/** Whether a label can tell colours apart: by its name, or because its values are colours. */
function canBeColour(label: string, values: readonly string[]): boolean {
  const name = label.split('/').at(-1)!.toLowerCase();
  return label === COLOUR_LABEL || NAMES.has(name) || values.every(value => VALUES.has(value));
}

/**
 * The label in which two selectors differ, where it is the only one, and one that tells colours apart.
 * `component: web` and `component: api` are two applications.
 */
export function colourLabelBetween(a: Labels, b: Labels): string | undefined {
  const labels = Object.keys(a);
  if (labels.length !== Object.keys(b).length || labels.some(label => b[label] === undefined)) return undefined;
  const [label, more] = labels.filter(label => a[label] !== b[label]);
  if (label === undefined || more !== undefined) return undefined;
  // Labels that name the application itself need something else that ties the two together.
  return canBeColour(label, [a[label]!, b[label]!]) ? label : undefined;
}

/** The label of a single colour, as far as one can tell without another. */
export function colourLabelIn(selector: Labels): string | undefined {
  return Object.keys(selector).find(label => canBeColour(label, [selector[label]!]));
}

/** A selector without what it says of the colour. */
export function withoutColour(selector: Labels, colourLabel: string | undefined): Labels {
  return Object.fromEntries(Object.entries(selector).filter(([label]) => label !== colourLabel));
}
