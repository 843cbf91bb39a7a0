import { review } from '../../../../lib/analysis/check/review';
import { treesOf } from '../../../../lib/analysis/manifests/tree';
import { modelsOf } from '../../../../lib/analysis/topology/model';

type Texts = ReadonlyMap<string, string>;

/** The rules by which `check` finds something in a change, each once. */
export function judged(base: Texts, head: Texts): string[] {
  const bytes = (files: Texts) => new Map([...files].map(([file, text]) => [file, Buffer.from(text)]));
  const { findings } = review(modelsOf(treesOf({ base: bytes(base), head: bytes(head) })));
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}
