import { Copy, type Loose } from '../copy';

/** One change of one place of one object. */
export interface Mutation {
  /** `Service atlas: spec.selector.app: goes`. */
  readonly words: string;
  readonly head: ReadonlyMap<string, string>;
}

type Files = ReadonlyMap<string, string>;
type Path = readonly (string | number)[];

/**
 * Every change that this grammar knows of every place of every object: it goes, it is null, it is empty, it is less, it
 * is the other of two, it is what stands at the same place of another object of its kind; and each object goes, and
 * gets another name, or another namespace. It knows nothing of what a field means.
 */
export function* mutations(files: Files): Generator<Mutation> {
  const first = new Copy(files);
  const all = first.every();
  const objects = all.filter(isObject);
  for (const object of objects) {
    const index = all.indexOf(object);
    const name = `${object.kind} ${object.metadata.name}`;
    const made = (words: string, change: (copy: Copy, object: Loose) => void): Mutation => {
      const copy = new Copy(files);
      change(copy, copy.at(index));
      return { words: `${name}: ${words}`, head: copy.files() };
    };
    yield made('goes', (copy, one) => copy.remove(one));
    for (const path of placesIn(object)) {
      const value = valueAt(object, path);
      const place = path.join('.');
      const set = (words: string, next: unknown) =>
        made(`${place}: ${words}`, (copy, one) => copy.edit(one, () => setAt(one, path, next)));
      yield made(`${place}: goes`, (copy, one) => copy.edit(one, () => removeAt(one, path)));
      yield set('is null', null);
      for (const next of othersOf(value)) yield set(`becomes ${JSON.stringify(next)}`, next);
      for (const next of siblingsOf(objects, object, path))
        yield set(`is what a sibling has: ${JSON.stringify(next)}`, next);
    }
  }
}

const isObject = (value: Loose) => value?.kind && value.metadata?.name;

// What an object is, is no place of it.
const FIXED = new Set(['apiVersion', 'kind']);

function placesIn(value: Loose, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap(key => {
    if (!path.length && FIXED.has(key)) return [];
    const step = Array.isArray(value) ? Number(key) : key;
    return [[...path, step], ...placesIn(value[step], [...path, step])];
  });
}

function othersOf(value: unknown): unknown[] {
  if (typeof value === 'number') return [...new Set([0, 1, Math.floor(value / 2), value + 1])].filter(n => n !== value);
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'string') return ['', `${value}-x`];
  return [Array.isArray(value) ? [] : {}];
}

// At the same place of others of its kind, and beside it in a list.
function siblingsOf(objects: readonly Loose[], object: Loose, path: Path): unknown[] {
  const value = JSON.stringify(valueAt(object, path));
  const others = objects.filter(one => one !== object && one.kind === object.kind).map(one => valueAt(one, path));
  const index = path.findLastIndex(step => typeof step === 'number');
  const list = index < 0 ? [] : (valueAt(object, path.slice(0, index)) as Loose[]);
  const beside = list.map((_, at) => valueAt(object, [...path.slice(0, index), at, ...path.slice(index + 1)]));
  const found = [...others, ...beside].filter(one => one !== undefined).map(one => JSON.stringify(one));
  return [...new Set(found)].filter(one => one !== value).map(one => JSON.parse(one));
}

function valueAt(object: Loose, path: Path): unknown {
  return path.reduce((at, step) => at?.[step], object);
}

function setAt(object: Loose, path: Path, value: unknown): void {
  const holder = valueAt(object, path.slice(0, -1)) as Loose;
  holder[path.at(-1)!] = value;
}

function removeAt(object: Loose, path: Path): void {
  const holder = valueAt(object, path.slice(0, -1)) as Loose;
  if (Array.isArray(holder)) holder.splice(Number(path.at(-1)), 1);
  else delete holder[path.at(-1)!];
}
