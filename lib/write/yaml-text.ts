/**
 * The YAML text of an object of maps, lists, texts, numbers, booleans and null: keys in the order given, two spaces,
 * no folding, no anchors, one newline at the end.
 *
 * Written by hand because a general YAML library takes several times as long (`npm run bench` shows it), and most of a
 * synth is this; tests read everything back with such libraries, by YAML 1.1 and by 1.2.
 *
 * @throws Error for a value that YAML can't say, such as undefined or NaN
 */
export function yamlText(value: unknown): string {
  if (isEmpty(value) || !isNode(value)) return `${scalar(value)}\n`;
  return block(value, '');
}

function block(value: object, indent: string): string {
  let out = '';
  if (Array.isArray(value)) {
    for (const item of value) {
      // The first line of a nested block stands behind the dash.
      if (isNode(item) && !isEmpty(item)) out += `${indent}- ${block(item, `${indent}  `).slice(indent.length + 2)}`;
      else out += `${indent}- ${leaf(item, indent)}\n`;
    }
    return out;
  }
  for (const key of Object.keys(value)) {
    const entry = (value as Record<string, unknown>)[key];
    if (!isNode(entry) || isEmpty(entry)) out += `${indent}${text(key)}: ${leaf(entry, indent)}\n`;
    else out += `${indent}${text(key)}:\n${block(entry, `${indent}  `)}`;
  }
  return out;
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: unknown): boolean {
  return isNode(value) && Object.keys(value).length === 0;
}

function leaf(value: unknown, indent: string): string {
  return typeof value === 'string' && LITERAL.test(value) ? literal(value, `${indent}  `) : scalar(value);
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (isEmpty(value)) return Array.isArray(value) ? '[]' : '{}';
  throw new Error(`YAML can't say ${String(value)}`);
}

// Several lines that a literal block can hold as they are: printable, and no space where YAML would trip over it.
const PRINTABLE = '[\\t\\n\\x20-\\x7e\\xa1-\\u2027\\u2030-\\ud7ff\\ue000-\\ufefe]';
const LITERAL = new RegExp(`^(?!\\s)(?=[^]*\\n)${PRINTABLE}*(?<!\\s)\\n?$`);

function literal(value: string, indent: string): string {
  const ends = value.endsWith('\n');
  const lines = (ends ? value.slice(0, -1) : value).split('\n');
  return [ends ? '|' : '|-', ...lines.map(line => (line ? indent + line : ''))].join('\n');
}

// Plain where every parser, of YAML 1.1 or 1.2, reads the same text back; in double quotes everywhere else.
const PLAIN =
  /^[A-Za-z/$][A-Za-z0-9_./$()@+=-]*(?:[ ][A-Za-z0-9_./$()@+=-]+)*$|^[A-Za-z0-9][A-Za-z0-9_./:@-]*[/@-][A-Za-z0-9_./@-]*[A-Za-z][A-Za-z0-9_./@-]*$|^[A-Za-z][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./@-]+)+$/;
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|infinity)$/i;
const NUMBER_LIKE = /^(?:[-+.]?[0-9]|[eE][-+]?[0-9])[0-9a-fA-FxXobeE_.:+-]*$/;

function text(value: string): string {
  if (PLAIN.test(value) && !WORDS.test(value) && !NUMBER_LIKE.test(value)) return value;
  return quoted(value);
}

// JSON's quotes are YAML's, save for characters that YAML counts as line ends or as not printable.
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
