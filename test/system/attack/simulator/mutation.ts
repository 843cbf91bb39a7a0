import { Copy, type Loose } from '../copy';
import type { Style } from '../style';

/** A number from 0 up to the given one, without it. */
export type Random = (below: number) => number;

type Spot = readonly [holder: Loose, key: string | number];

/** Changes one value, key or object of a style at random, and says which. */
export function mutated(
  style: Style,
  random: Random,
): { readonly words: string; readonly head: ReadonlyMap<string, string> } {
  const copy = new Copy(style.files);
  const objects = copy.all(...KINDS).filter(({ metadata }) => metadata);
  const object = objects[random(objects.length)];
  const name = `${object.kind} ${object.metadata.name}`;
  if (random(20) === 0) {
    copy.remove(object);
    return { words: `${name} goes`, head: copy.files() };
  }
  const spots = spotsIn(object, []);
  const { path, spot } = spots[random(spots.length)]!;
  const [holder, key] = spot;
  let words = '';
  copy.edit(object, () => {
    const value = holder[key];
    const way = random(4);
    if (way === 0) {
      words = 'goes';
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete holder[key];
    } else if (typeof value === 'string') {
      holder[key] =
        way === 1
          ? `${value}x`
          : way === 2
            ? value.replace(/blue|green/, one => (one === 'blue' ? 'green' : 'blue'))
            : value.slice(1);
      words = `becomes ${holder[key]}`;
    } else if (typeof value === 'number') {
      holder[key] = way === 1 ? 0 : way === 2 ? value + 1 : Math.floor(value / 2);
      words = `becomes ${holder[key]}`;
    } else {
      words = 'is empty';
      holder[key] = Array.isArray(value) ? [] : {};
    }
  });
  return { words: `${name}: ${path} ${words}`, head: copy.files() };
}

const KINDS = [
  'Deployment',
  'Service',
  'Ingress',
  'HTTPRoute',
  'VirtualService',
  'DestinationRule',
  'HorizontalPodAutoscaler',
  'ScaledObject',
  'NetworkPolicy',
  'Namespace',
  'Kustomization',
];

function spotsIn(value: Loose, path: readonly (string | number)[]): { readonly path: string; readonly spot: Spot }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap(key => {
    const step = Array.isArray(value) ? Number(key) : key;
    // What an object is, is no mutation: it is another object, or none.
    if (!path.length && ['apiVersion', 'kind'].includes(key)) return [];
    return [{ path: [...path, key].join('.'), spot: [value, step] as const }, ...spotsIn(value[step], [...path, step])];
  });
}
