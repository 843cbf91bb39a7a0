import type { Model } from '../topology/model';
import type { LinkedRule } from '../topology/snapshot';

const known = new WeakMap<Model, ReadonlyMap<string, readonly LinkedRule[]>>();

/** The rules of Ingresses and routes that lead to some Services, by the ids of these. A model is gone through once. */
export function rulesTo(services: readonly { readonly id: string }[], model: Model): LinkedRule[] {
  let index = known.get(model);
  if (!index) {
    index = indexOf(model);
    known.set(model, index);
  }
  return [...new Set(services.flatMap(({ id }) => index.get(id) ?? []))];
}

function indexOf({ rules }: Model): ReadonlyMap<string, readonly LinkedRule[]> {
  const index = new Map<string, LinkedRule[]>();
  for (const rule of rules) {
    for (const id of new Set(rule.backends.map(backend => backend.id))) {
      const found = index.get(id);
      if (found) found.push(rule);
      else index.set(id, [rule]);
    }
  }
  return index;
}
