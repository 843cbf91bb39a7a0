import type { Path, Problem } from '../../spec/problem';
import type { ReleaseRule } from '.';

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

/** What stands in git is read by many: secret values belong into a Secret, named here. */
export const secretValuesStayOut: ReleaseRule = ({ env = {}, config = {}, podTemplate = {} }) => [
  ...Object.entries(env).flatMap(([name, value]) => secretIn(['env', name], name, value)),
  ...Object.entries(config).flatMap(([name, value]) => secretIn(['config', name], name, value)),
  ...containers(podTemplate).flatMap(([path, container]) =>
    list(container['env']).flatMap((entry, index) =>
      secretIn([...path, 'env', index, 'value'], String(entry['name']), entry['value']),
    ),
  ),
];

function secretIn(path: Path, name: string, value: unknown): Problem[] {
  if (typeof value !== 'string') return [];
  const what =
    VALUES.find(([pattern]) => pattern.test(value))?.[1] ?? (NAMES.test(name) && !HARMLESS.test(value) && 'a secret');
  if (!what) return [];
  // The value itself is never repeated: messages end up in logs.
  return [
    {
      path,
      message: `"${name}" looks like ${what}, which must not stand in git: expected the name of a Secret`,
      fix: `put it into a Secret, and here: env: { ${name}: { secretKeyRef: { name: <secret>, key: <key> } } }`,
    },
  ];
}

type Fields = Record<string, unknown>;

function containers(podTemplate: Fields): Array<[Path, Fields]> {
  const spec = (podTemplate['spec'] ?? {}) as Fields;
  return ['containers', 'initContainers'].flatMap(kind =>
    list(spec[kind]).map((container, index): [Path, Fields] => [['podTemplate', 'spec', kind, index], container]),
  );
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(item => item && typeof item === 'object') : [];
}
