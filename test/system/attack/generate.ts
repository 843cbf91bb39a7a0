import { Copy, NotHere } from './copy';
import type { Kind } from './kind';
import { COPIES } from './kinds/copies';
import { COVERAGE } from './kinds/coverage';
import { ENGINES } from './kinds/engines';
import { GATE } from './kinds/gate';
import { HARMLESS } from './kinds/harmless';
import { MOVE } from './kinds/move';
import { PODS } from './kinds/pods';
import { REFUSED } from './kinds/refused';
import { SERVED } from './kinds/served';
import { SIZE } from './kinds/size';
import { WAYS } from './kinds/ways';
import { FOREIGN, OURS, SINGLE, type Style } from './style';

type Files = ReadonlyMap<string, string>;

/** One change of one style, and whether it hurts. */
export interface Attack {
  /** `the live colour shrinks: to one pod (plain)`; no two have one. */
  readonly name: string;
  readonly kind: string;
  readonly style: string;
  /** Undefined where nothing is to be found. */
  readonly by?: readonly string[];
  readonly base: Files;
  readonly head: Files;
}

const KINDS: readonly Kind[] = [
  ...PODS,
  ...SERVED,
  ...COVERAGE,
  ...COPIES,
  ...SIZE,
  ...MOVE,
  ...WAYS,
  ...REFUSED,
  ...GATE,
  ...ENGINES,
  ...HARMLESS,
];

/** All changes of all kinds, of all styles that they fit. */
export function attacks(kinds: readonly Kind[] = KINDS): Attack[] {
  return kinds.flatMap(kind =>
    [...FOREIGN, SINGLE, ...OURS].filter(kind.only ?? (() => true)).flatMap(style => attacksOn(style, kind)),
  );
}

function attacksOn(style: Style, { name, by, variations }: Kind): Attack[] {
  return variations.flatMap(({ words, before, after }) => {
    try {
      const first = new Copy(style.files);
      before?.(first, style);
      const base = first.files();
      const second = new Copy(base);
      after(second, style);
      const head = second.files();
      if (same(base, head)) return [];
      return [
        { name: `${name}: ${words} (${style.name})`, kind: name, style: style.name, ...(by && { by }), base, head },
      ];
    } catch (error) {
      if (error instanceof NotHere) return [];
      throw error;
    }
  });
}

function same(a: Files, b: Files): boolean {
  return a.size === b.size && [...a].every(([file, text]) => b.get(file) === text);
}
