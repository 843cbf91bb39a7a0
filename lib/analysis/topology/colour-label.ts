import { COLOUR_LABEL } from '../../construct/names';
import type { Labels } from '../manifests/labels';
import { wordsOf } from './preview-words';

// What people call the label that tells one colour from the other, whatever stands in front of it.
const NAMES = new Set([
  'colour',
  'color',
  'slot',
  'version',
  'ver',
  'build',
  'revision',
  'track',
  'deployment',
  'stage',
  'stack',
]);
const COLOURS = new Set(['blue', 'green']);

function isColourName(label: string): boolean {
  return label === COLOUR_LABEL || NAMES.has(label.split('/').at(-1)!.toLowerCase());
}

/** What people call the colour of a label's value: `green` for `web-green`, `v2` for `v2`. */
export function colourOf(value: string): string {
  const [word, more] = wordsOf(value).filter(word => COLOURS.has(word));
  return word && !more ? word : value;
}

/** Whether a label's value has a colour in it, such as `web-green`. */
export function isColourValue(value: string | undefined): boolean {
  return value !== undefined && wordsOf(value).some(word => COLOURS.has(word));
}

/** `web` for `web-blue`; the name itself where it is nothing but a colour. */
export function nameWithoutColour(name: string): string {
  const [word] = wordsOf(name).filter(word => COLOURS.has(word));
  const rest = wordsOf(name).filter(part => part !== word);
  return word && rest.length ? rest.join('-') : name;
}

/** A selector in which all that can tell colours apart is left out: the same text for the colours of one application. */
export function withoutColours(selector: Labels): string {
  const rest = Object.entries(selector).map(([label, value]) => [label, isColourName(label) ? '' : colourless(value)]);
  return JSON.stringify(rest.sort(([a], [b]) => (a! < b! ? -1 : 1)));
}

function colourless(value: string): string {
  return wordsOf(value)
    .map(word => (COLOURS.has(word) ? '*' : word))
    .join(' ');
}

/**
 * The label in which two sets of labels differ, where all in which they do can tell colours apart: by its name, or
 * because its values are the same but for a colour. `component: web` and `component: api` are two applications.
 */
export function colourLabelBetween(a: Labels, b: Labels): string | undefined {
  const labels = Object.keys(a);
  if (labels.length !== Object.keys(b).length || labels.some(label => b[label] === undefined)) return undefined;
  const different = labels.filter(label => a[label] !== b[label]);
  const coloured = different.filter(label => colourless(a[label]!) === colourless(b[label]!));
  if (different.some(label => !isColourName(label) && !coloured.includes(label))) return undefined;
  return coloured[0] ?? different[0];
}

/** The label of a single colour, as far as one can tell without another. */
export function colourLabelIn(selector: Labels): string | undefined {
  return Object.keys(selector).find(label => isColourName(label) || COLOURS.has(selector[label]!));
}

/** A selector without what it says of the colour. */
export function withoutColour(selector: Labels, colourLabel: string | undefined): Labels {
  return Object.fromEntries(Object.entries(selector).filter(([label]) => label !== colourLabel));
}
