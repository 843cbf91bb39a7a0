import type { Snapshot } from './snapshot';

/** What the rules of one or two trees say of Services and workloads, by their ids. */
export interface Routed {
  /** Services that a rule leads to. */
  readonly reached: ReadonlySet<string>;
  /** Services that one rule leads to at once, or one after the other. */
  readonly switched: ReadonlySet<string>;
  /** Rules that lead to one Service in one tree, and to another one in the other. */
  readonly moving: ReadonlySet<string>;
  /** Services whose pods a rule tells apart, by subsets. */
  readonly split: ReadonlySet<string>;
  /** Workloads that are all that a subset means. */
  readonly told: ReadonlySet<string>;
}

export function routedBy(snapshots: readonly Snapshot[]): Routed {
  const rules = snapshots.flatMap(snapshot => snapshot.rules);
  const backends = rules.flatMap(rule => rule.backends);
  const subsets = backends.filter(({ subset }) => subset !== undefined);
  const led = new Map<string, Set<string>>();
  for (const rule of rules) {
    const services = led.get(rule.id) ?? new Set();
    for (const { id } of rule.backends) services.add(id);
    led.set(rule.id, services);
  }
  return {
    reached: new Set(backends.map(({ id }) => id)),
    switched: new Set([...led.values()].flatMap(services => (services.size > 1 ? [...services] : []))),
    moving: new Set(
      rules.flatMap(({ id, backends }) => (backends.length === 1 && (led.get(id)?.size ?? 0) > 1 ? [id] : [])),
    ),
    split: new Set(subsets.map(({ id }) => id)),
    told: new Set(subsets.flatMap(({ selected }) => (selected.length === 1 ? [selected[0]!.id] : []))),
  };
}
