import { grouped } from '../manifests/grouped';
import type { Manifest } from '../manifests/manifest';
import { onceFor } from '../manifests/once-for';
import type { Application, Model } from '../topology/model';
import type { LinkedRule } from '../topology/snapshot';

/** The rules of Ingresses and routes that lead to some Services, by the ids of these. A model is gone through once. */
export function rulesTo(services: readonly { readonly id: string }[], model: Model): LinkedRule[] {
  const index = byService(model);
  return [...new Set(services.flatMap(({ id }) => index.get(id) ?? []))];
}

/** The Ingresses and routes that lead users to an application. */
export function doorsOf({ services }: Application, model: Model): Manifest[] {
  const rules = rulesTo(
    services.filter(({ role }) => role !== 'preview' && role !== 'gate'),
    model,
  );
  return [...new Set(rules.flatMap(({ backends }) => backends.map(({ manifest }) => manifest)))];
}

const byService = onceFor(({ rules }: Model) =>
  grouped(rules.flatMap(rule => [...new Set(rule.backends.map(backend => backend.id))].map(id => [id, rule] as const))),
);
