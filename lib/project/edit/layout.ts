import { type CST, isNode, visit } from 'yaml';
import type { KeyLocation } from './key-location';
import { startOf } from './pieces';

/** How the file is laid out, so that new lines look like those around them. */
export interface Layout {
  /** Columns from a key to the keys of its map. */
  readonly map: number;
  /** Columns from a key to the dashes of its list; 0 where dashes stand under the key itself. */
  readonly list: number;
  readonly lineEnd: string;
  /** Whether a literal block may stand there: one would take a line of spaces below it for its own. */
  readonly literals: boolean;
}

/**
 * The layout of what stands there already, else the first that the file shows, else two spaces.
 * @param below where the text below starts
 */
export function layoutOf({ text, document, map, entry }: KeyLocation, below: number): Layout {
  const shown: { type: string; from: number; step: number }[] = [];
  visit(document, {
    Pair: (_, { value }, ancestors) => {
      const holder = ancestors.at(-1);
      const outer = isNode(holder) ? holder.srcToken : undefined;
      const inner = isNode(value) ? value.srcToken : undefined;
      if (outer?.type === 'block-map' && (inner?.type === 'block-map' || inner?.type === 'block-seq')) {
        shown.push({ type: inner.type, from: inner.offset, step: inner.indent - outer.indent });
      }
    },
  });
  const from = entry ? startOf(entry.item) : map.offset;
  const step = (type: CST.Token['type']) => {
    const steps = shown.filter(candidate => candidate.type === type);
    return (steps.find(candidate => candidate.from >= from) ?? steps[0])?.step;
  };
  const mapStep = step('block-map') ?? 2;
  return {
    map: mapStep,
    list: step('block-seq') ?? mapStep,
    lineEnd: (/\r?\n/.exec(text.slice(from)) ?? /\r?\n/.exec(text))?.[0] ?? '\n',
    literals: !/^\s*\n[ \t]+(?:\r?\n|$)/.test(text.slice(below)),
  };
}
