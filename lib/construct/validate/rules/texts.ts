import type { Path } from '../problem';

// Keys whose entries are values by name.
const NAMED = new Set(['env', 'config']);

/** A text somewhere in a release. */
export interface Text {
  readonly path: Path;
  /** What the text is the value of: a variable, a setting, a header. */
  readonly name?: string;
  readonly text: string;
}

/** All texts in a value, however deep. */
export function texts(value: unknown): Text[] {
  const found: Text[] = [];
  const path: Array<string | number> = [];
  const collect = (step: string | number, part: unknown, name?: string) => {
    path.push(step);
    search(part, name);
    path.pop();
  };
  const search = (part: unknown, name?: string) => {
    if (typeof part === 'string') found.push({ path: [...path], name, text: part });
    else if (Array.isArray(part)) part.forEach((item, index) => void collect(index, item));
    else if (part && typeof part === 'object') {
      const areNamed = NAMED.has(String(path.at(-1)));
      const { name: named } = part as { name?: unknown };
      for (const [key, entry] of Object.entries(part)) {
        if (areNamed) collect(key, entry, key);
        else collect(key, entry, key === 'value' && typeof named === 'string' ? named : undefined);
      }
    }
  };
  search(value);
  return found;
}
