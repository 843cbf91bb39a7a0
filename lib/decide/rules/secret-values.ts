import type { Path } from '../../spec/problem';
import { secretIn } from '../../spec/secret-value';
import type { ReleaseRule } from './rule';

// Keys whose entries are values by name.
const NAMED = new Set(['env', 'config']);

/** What stands in git is read by many: secret values belong into a Secret, named here. */
export const secretValuesStayOut: ReleaseRule = props =>
  [...texts(props, [])].flatMap(({ path, name, text }) => {
    const what = secretIn(name, text);
    if (!what) return [];
    // The value itself is never repeated: messages end up in logs.
    return [
      {
        path,
        message: `${name === undefined ? 'this' : `"${name}"`} looks like ${what}, which must not stand in git: expected the name of a Secret`,
        fix: `put it into a Secret, and here: env: { ${name ?? 'NAME'}: { secretKeyRef: { name: <secret>, key: <key> } } }`,
      },
    ];
  });

interface Text {
  readonly path: Path;
  /** What the text is the value of: a variable, a setting, a header. */
  readonly name?: string;
  readonly text: string;
}

function* texts(value: unknown, path: Path, name?: string): Generator<Text> {
  if (typeof value === 'string') yield { path, name, text: value };
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* texts(item, [...path, index]);
  else if (value && typeof value === 'object') {
    const named = (value as { name?: unknown }).name;
    for (const [key, entry] of Object.entries(value)) {
      if (NAMED.has(String(path.at(-1)))) yield* texts(entry, [...path, key], key);
      else if (key === 'value' && typeof named === 'string') yield* texts(entry, [...path, key], named);
      else yield* texts(entry, [...path, key]);
    }
  }
}
