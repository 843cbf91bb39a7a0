import { type Safe, tagOf } from './safe';
import { seen } from './seen';

export type Mermaid = Safe<'mermaid'>;

/**
 * Values may stand in a label; what could end it is written by its number, as Mermaid does it.
 * @see https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
export const mermaid = tagOf<'mermaid'>(text =>
  seen(text).replace(/[^\p{L}\p{N} ./:_-]/gu, character => `#${character.codePointAt(0)};`),
);
