const MOST = 4;

/** `a, b and c`; of many, the first ones and how many more there are. */
export function listed(names: readonly string[]): string {
  const shown = names.length > MOST ? [...names.slice(0, MOST - 1), `${names.length - MOST + 1} more`] : names;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
