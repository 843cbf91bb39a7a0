import { review } from '../../../../lib/analysis/check/review';
import { modelsOf } from '../../../../lib/analysis/topology/model';
import { Reading } from '../reading';

type Texts = ReadonlyMap<string, string>;

const reading = new Reading();

/** The rules by which `check` finds something in a change, each once. */
export function judged(base: Texts, head: Texts): string[] {
  const { findings } = review(modelsOf(reading.trees(reading.sides(base, head))));
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}
