/** A tree of values as one text a key: `resources.requests.cpu` to `250m`. */
export type FlatValues = Map<string, string>;

/**
 * Lists of things are told by their names, or by what else tells them apart, such as hosts and paths, so that a new one in
 * front changes no other; lists of plain values are one text.
 * @param leftOut keys that are not told, at any depth
 */
export function flatten(value: unknown, leftOut: ReadonlySet<string> = new Set()): FlatValues {
  const found: FlatValues = new Map();
  walk(value, '', found, leftOut);
  return found;
}

function walk(value: unknown, key: string, found: FlatValues, leftOut: ReadonlySet<string>): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object') {
    found.set(key, String(value));
  } else if (!Array.isArray(value)) {
    for (const [step, entry] of Object.entries(value)) {
      if (!leftOut.has(step)) walk(entry, below(key, step), found, leftOut);
    }
  } else if (value.every(isPlain)) {
    found.set(key, value.map(String).join(' '));
  } else if (hasNames(value)) {
    for (const { name, ...item } of value as readonly Named[]) {
      const keys = Object.keys(item);
      walk(keys.length === 1 && keys[0] === 'value' ? item['value'] : item, below(key, name), found, leftOut);
      if (!keys.length) found.set(below(key, name), 'there');
    }
  } else {
    const identity = IDENTITIES.find(one => tellsApart(one, value));
    for (const [index, item] of value.entries()) {
      if (identity === undefined) {
        walk(item, `${key}[${index}]`, found, leftOut);
        continue;
      }
      const { [identity]: own = '', ...rest } = item;
      if (Object.keys(rest).length) walk(rest, `${key}[${own}]`, found, leftOut);
      else found.set(`${key}[${own}]`, 'there');
    }
  }
}

// In lists of Ingresses and routes, of ports, and of addresses.
const IDENTITIES = ['host', 'path', 'hostname', 'port', 'containerPort', 'cidr', 'ip', 'key'];

// One may be without it, such as the rule for all hosts.
function tellsApart(identity: string, list: readonly any[]): boolean {
  const values = list.map(item => item?.[identity]);
  return (
    list.every(item => !isPlain(item) && !Array.isArray(item)) &&
    values.filter(value => value === undefined).length <= 1 &&
    values.every(value => value === undefined || typeof value === 'string' || typeof value === 'number') &&
    values.some(value => value !== undefined) &&
    new Set(values).size === values.length
  );
}

function below(key: string, step: string): string {
  return key ? `${key}.${step}` : step;
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

type Named = { readonly name: string; readonly [key: string]: unknown };

function hasNames(list: readonly any[]): boolean {
  const names = list.map(item => item?.name);
  return names.every(name => typeof name === 'string') && new Set(names).size === names.length;
}
