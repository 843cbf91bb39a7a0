import type { Path } from '../../spec/problem';
import type { ReleaseRule } from './rule';

// Names that end like this hold secrets, unless the value is a path, a reference, a number or a switch.
const NAMES = /(^|[_.-])(password|passwd|pwd|passphrase|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;
const HARMLESS = /^(|\/.*|\$\(.*\)|-?[\d.]+[a-z%]*|true|false|yes|no|on|off|none)$/i;

// Values that are secrets whatever they are called.
const VALUES: ReadonlyArray<readonly [RegExp, string]> = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/, 'a JSON web token'],
  [/^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@$]+@/i, 'an address with a password in it'],
];

// Keys whose entries are values by name.
const NAMED = new Set(['env', 'config']);

/** What stands in git is read by many: secret values belong into a Secret, named here. */
export const secretValuesStayOut: ReleaseRule = props =>
  [...texts(props, [])].flatMap(({ path, name, text }) => {
    const what = VALUES.find(([pattern]) => pattern.test(text))?.[1] ?? (isSecretName(name, text) && 'a secret');
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

function isSecretName(name: string | undefined, text: string): boolean {
  return name !== undefined && NAMES.test(name) && !HARMLESS.test(text);
}

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
