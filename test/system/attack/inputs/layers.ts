import type { Loose } from '../copy';
import type { Inputs } from './inputs';
import { type Edit, KEYS, type Row, set } from './keys';
import { forged, settings, spec, state } from './parts';

/** A place where a key may be said, and what users of it are on. */
type Layer = readonly [words: string, edit: (change: (holder: Loose) => void) => Edit];

function below(holder: Loose, ...path: string[]): Loose {
  let at = holder;
  for (const key of path) {
    at[key] ??= {};
    at = at[key];
  }
  return at;
}

const LAYERS: readonly Layer[] = [
  ['in the spec', change => spec('desk', change)],
  [
    'in the spec, for one environment',
    change => spec('desk', content => change(below(content, 'environments', 'production'))),
  ],
  [
    'in the settings, for one environment',
    change => settings(content => change(below(content, 'environments', 'production', 'overrides'))),
  ],
  ['at the colour', change => state('production/desk', content => change(content.blue))],
  ['in the spec, of shares', change => spec('wall', change)],
  ['at the colour, of shares', change => state('production/wall', content => change(content.green))],
  ['in a frozen release', change => forged('production/bulb', 'blue', change)],
];

// One way to say how many pods there are takes the place of the other.
const instead: { readonly [key: string]: string } = { replicas: 'autoscaling', autoscaling: 'replicas' };

const put = (key: string, value: unknown) => (holder: Loose) => {
  if (instead[key]) set(holder, instead[key], undefined);
  set(holder, key, value);
};

const toGreen = state('production/desk', content => set(content, 'active', 'green'));

/** All edits of all keys, by key. */
export function rowsOfKeys(): ReadonlyMap<string, readonly Row[]> {
  return new Map(
    Object.entries(KEYS).map(([key, { live = [], weaker = [], edits = [] }]) => {
      const said = live.flatMap(([words, by, value]) =>
        LAYERS.map(([where, edit]): Row => [`${words}, ${where}`, by, edit(put(key, value))]),
      );
      const targets = weaker.flatMap(([words, by, value]): Row[] => {
        const weak = state('production/desk', content => put(key, value)(content.green));
        const both = (inputs: Inputs) => {
          weak(inputs);
          toGreen(inputs);
        };
        return [
          [`${words}, of what is promoted after it`, by, weak, toGreen],
          [`${words}, of what is promoted in the same commit`, `${by} BG002`, both],
        ];
      });
      return [key, [...said, ...targets, ...edits]];
    }),
  );
}
