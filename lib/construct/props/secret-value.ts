// What a name ends with that holds a secret.
const WORDS = '(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|private[_-]?key|access[_-]?key|credentials?)';

// Names that end like this hold secrets, unless the value is a path, a reference, a number or a switch.
const NAMES = new RegExp(`(?:^|[_.-])${WORDS}$`, 'i');
const HARMLESS = /^(|\/.*|\$\(.*\)|-?[\d.]+[a-z%]*|true|false|yes|no|on|off|none)$/i;

// Values that are secrets whatever they are called.
const VALUES: ReadonlyArray<readonly [RegExp, string]> = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----|[\s\S]*)/, 'a private key'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}\b/, 'a GitHub token'],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/, 'a Slack token'],
  [/\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/, 'a JSON web token'],
];
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@$]+@/i;

/**
 * What a text looks like that must not be shown to everybody, such as `a private key`; undefined where it looks like
 * nothing of the kind.
 * @param name what the text is the value of: a variable, a setting, a header
 */
export function secretIn(name: string | undefined, text: string): string | undefined {
  const known = VALUES.find(([pattern]) => pattern.test(text))?.[1];
  if (known) return known;
  if (ADDRESS.test(text)) return 'an address with a password in it';
  return name !== undefined && NAMES.test(name) && !HARMLESS.test(text) ? 'a secret' : undefined;
}

// Parts of a text: what stays in front of a secret, and the secret.
const PARTS: readonly RegExp[] = [
  // The rest of a line of YAML, with the lines below it that belong to it.
  new RegExp(`(^[ \\t]*["']?[\\w.-]*${WORDS}["']?:[ \\t]+)([|>][-+\\d]*\\n(?:[ \\t]+.*(?:\\n|$))+|.+)`, 'gim'),
  // `password=…`, `"apiKey": "…"`
  new RegExp(`(${WORDS}["']?\\s*[=:]\\s*)("(?:[^"\\\\]|\\\\.)*"|'[^']*'|[^\\s,;&"'<>{}]+)`, 'gi'),
  // `--token …`
  new RegExp(`(?<![\\w-])(--?[\\w-]*${WORDS}\\s+)(?!-)(\\S+)`, 'gi'),
  // `scheme://user:…@host`, also with none in front, and `user:…@tcp(host)`
  /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]*:\/\/[^/\s:@"']*:)([^/\s"']+)(?=@)/gi,
  /((?:^|[\s"'=])[\w.-]+:)([^/\s"']+)(?=@(?:tcp|unix)\()/gi,
  /(\b(?:bearer|basic)\s+)(?=[^\s]*[\d=])([\w.~+/=-]{8,})/gi,
];

const HIDDEN = '(hidden)';

/**
 * A text as everybody may see it: what looks like a secret in it is replaced by `(hidden)`. It hides more than
 * {@link secretIn} finds, because to hide too much costs a reviewer little.
 * @param name what the text is the value of
 */
export function withoutSecrets(name: string, text: string): string {
  if (NAMES.test(name) && !HARMLESS.test(text)) return HIDDEN;
  const rest = PARTS.reduce((text, pattern) => text.replace(pattern, hideUnlessHarmless), text);
  return VALUES.reduce((text, [pattern]) => text.replace(new RegExp(pattern, 'g'), HIDDEN), rest);
}

function hideUnlessHarmless(part: string, front: string, secret: string): string {
  const bare = secret.replace(/^(["'])(.*)\1,?$/s, '$2');
  return HARMLESS.test(bare) ? part : `${front}${HIDDEN}`;
}
