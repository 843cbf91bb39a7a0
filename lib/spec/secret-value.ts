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

/**
 * What a text looks like that must not be shown to everybody, such as `a private key`; undefined where it looks like
 * nothing of the kind.
 * @param name what the text is the value of: a variable, a setting, a header
 */
export function secretIn(name: string | undefined, text: string): string | undefined {
  const known = VALUES.find(([pattern]) => pattern.test(text))?.[1];
  return known ?? (name !== undefined && NAMES.test(name) && !HARMLESS.test(text) ? 'a secret' : undefined);
}

/** The same for the arguments of a command: `--token=…`, or `--token` and what follows. */
export function secretInArguments(words: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [, name, value] = /^--?([\w-]+)=(.+)$/s.exec(word) ?? [];
    const flag = /^--?([\w-]+)$/.exec(words[index - 1] ?? '')?.[1];
    const found = secretIn(name, value ?? word) ?? (flag !== undefined ? secretIn(flag, word) : undefined);
    if (found) return found;
  }
  return undefined;
}
