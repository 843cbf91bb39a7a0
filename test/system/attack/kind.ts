import type { Copy } from './copy';
import type { Style } from './style';

export type Edit = (copy: Copy, style: Style) => void;

/** One change, which may need a base that differs from what is committed. */
interface Variation {
  readonly words: string;
  readonly before?: Edit;
  readonly after: Edit;
}

/** A way to change manifests, in all its variations. */
export interface Kind {
  readonly name: string;
  /** The rules of which at least one has to find it; empty where any may. Undefined where nothing is to be found. */
  readonly by?: readonly string[];
  /** Names of the styles that it is tried on. @default - all */
  readonly only?: (style: Style) => boolean;
  readonly variations: readonly Variation[];
}

type Row = readonly [words: string, after: Edit] | readonly [words: string, before: Edit, after: Edit];

function variations(rows: readonly Row[]): Variation[] {
  return rows.map(([words, first, second]) =>
    second ? { words, before: first, after: second } : { words, after: first },
  );
}

/** What hurts users, now or by what happens next. */
export function harmful(name: string, by: string, rows: readonly Row[], only?: Kind['only']): Kind {
  return { name, by: by.split(' ').filter(id => id), variations: variations(rows), ...(only && { only }) };
}

/** What hurts nobody. */
export function harmless(name: string, rows: readonly Row[], only?: Kind['only']): Kind {
  return { name, variations: variations(rows), ...(only && { only }) };
}
