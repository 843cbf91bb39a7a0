import { review } from '../../../lib/analysis/check/review';
import { treesOf } from '../../../lib/analysis/manifests/tree';
import type { InputChange } from '../../../lib/analysis/plan/input-effects';
import { planOf } from '../../../lib/analysis/plan/plan';
import type { ReleaseChange } from '../../../lib/analysis/plan/release-change';
import type { Plan } from '../../../lib/analysis/plan/story';
import { modelsOf } from '../../../lib/analysis/topology/model';

type Texts = ReadonlyMap<string, string>;

interface Beside {
  readonly releases?: ReadonlyMap<string, ReleaseChange>;
  readonly inputs?: readonly InputChange[];
  readonly engines?: { readonly base: Texts; readonly head: Texts };
}

/** What plan tells of a change from some files to others. */
export function planned(base: Texts, head: Texts, { releases = new Map(), inputs = [], engines }: Beside = {}): Plan {
  const models = modelsOf(treesOf({ base: bytes(base), head: bytes(head) }));
  return planOf({
    compared: 'Compared: then with now',
    models,
    releases,
    inputs,
    ...(engines && { engines: treesOf({ base: bytes(engines.base), head: bytes(engines.head) }) }),
    findings: review(models).findings,
    notes: models.head.undecided.map(words => `not decided: ${words}`),
  });
}

/** `ping in production: promote: users move …`, a line for each thing that happens. */
export function told({ stories }: Plan): string[] {
  return stories.flatMap(({ title, effects }) => effects.map(({ kind, text }) => `${title}: ${kind}: ${text}`));
}

function bytes(files: Texts): Map<string, Buffer> {
  return new Map([...files].map(([path, text]) => [path, Buffer.from(text)]));
}
