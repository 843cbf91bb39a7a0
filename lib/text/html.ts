import { BRACKET } from './commands';
import { type Safe, tagOf } from './safe';
import { seen } from './seen';

/** HTML or SVG. */
export type Html = Safe<'html'>;

/** Values may stand between tags and in quotes. XML has no way at all to write most of what can't be seen. */
export const html = tagOf<'html'>(escaped);

function escaped(text: string): string {
  return seen(text)
    .replace(/[&<>"']/g, character => ENTITIES[character]!)
    .replace(BRACKET, '&#35;&#35;');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
