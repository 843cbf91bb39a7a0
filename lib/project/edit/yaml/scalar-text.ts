/** Whether a value is a map or a list with something in it; all else stands in one place of a line. */
export function isCollection(value: unknown): value is object {
  return isNode(value) && Object.keys(value).length > 0;
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/**
 * The YAML text of a text, number, boolean, null, empty map or empty list, on one line.
 * @throws Error for a value that YAML can't say, such as undefined or NaN
 */
export function scalarText(value: unknown): string {
  if (typeof value === 'string') return isPlain(value) ? value : doubleQuoted(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (isNode(value) && !isCollection(value)) return Array.isArray(value) ? '[]' : '{}';
  throw new Error(`YAML can't say ${String(value)}`);
}

const PRINTABLE = '[\\t\\n\\x20-\\x7e\\xa1-\\u2027\\u2030-\\ud7ff\\ue000-\\ufefe]';
const LITERAL = new RegExp(`^(?!\\s)${PRINTABLE}*(?<!\\s)\\n?$`);

/**
 * A literal block, the header first and then its lines, still without indentation. Undefined for a text that is one
 * line, or that such a block can't hold as it is: not printable, or with space where YAML would trip over it.
 */
export function literalLines(value: unknown): readonly [header: string, ...lines: string[]] | undefined {
  if (typeof value !== 'string' || !value.includes('\n') || !LITERAL.test(value)) return undefined;
  const ends = value.endsWith('\n');
  return [ends ? '|' : '|-', ...(ends ? value.slice(0, -1) : value).split('\n')];
}

// Plain where every parser, of YAML 1.1 or 1.2, reads the same text back; in double quotes everywhere else.
const PLAIN =
  /^[A-Za-z/$][A-Za-z0-9_./$()@+=-]*(?:[ ][A-Za-z0-9_./$()@+=-]+)*$|^[A-Za-z0-9][A-Za-z0-9_./:@-]*[/@-][A-Za-z0-9_./@-]*[A-Za-z][A-Za-z0-9_./@-]*$|^[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./@-]+)+$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$/i;
const NUMBER_LIKE = /^(?:[-+.]?[0-9]|[eE][-+]?[0-9])[0-9a-fA-FxXobeE_.:+-]*$/;

function isPlain(value: string): boolean {
  return PLAIN.test(value) && !WORDS.test(value) && !NUMBER_LIKE.test(value);
}

/** JSON's quotes are YAML's, save for characters that YAML counts as line ends or as not printable. */
export function doubleQuoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** In single quotes, which know no escapes; undefined for a text that needs one. */
export function singleQuoted(value: string): string | undefined {
  const printable = /^[\x20-\x7e\xa1-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;
  return printable.test(value) ? `'${value.replaceAll("'", "''")}'` : undefined;
}
