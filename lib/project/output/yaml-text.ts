import { isCollection, literalLines, scalarText } from '../edit/yaml/scalar-text';

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
  return isCollection(value) ? block(value, '') : `${scalarText(value)}\n`;
}

function block(value: object, indent: string): string {
  let out = '';
  if (Array.isArray(value)) {
    for (const item of value) {
      // The first line of a nested block stands behind the dash.
      if (isCollection(item)) out += `${indent}- ${block(item, `${indent}  `).slice(indent.length + 2)}`;
      else out += `${indent}- ${leaf(item, indent)}\n`;
    }
    return out;
  }
  for (const key of Object.keys(value)) {
    const entry = (value as Record<string, unknown>)[key];
    if (isCollection(entry)) out += `${indent}${keyText(key)}:\n${block(entry, `${indent}  `)}`;
    else out += `${indent}${keyText(key)}: ${leaf(entry, indent)}\n`;
  }
  return out;
}

// Most keys are Kubernetes' own, the same few in all objects.
const KEYS = new Map<string, string>();
const MOST_KEYS = 1000;

function keyText(key: string): string {
  const known = KEYS.get(key);
  if (known !== undefined) return known;
  if (KEYS.size >= MOST_KEYS) KEYS.clear();
  const text = scalarText(key);
  KEYS.set(key, text);
  return text;
}

function leaf(value: unknown, indent: string): string {
  const literal = literalLines(value);
  if (!literal) return scalarText(value);
  const [header, ...lines] = literal;
  return [header, ...lines.map(line => (line ? `${indent}  ${line}` : ''))].join('\n');
}
