import { firstDifference } from '../manifests/difference';
import { objectName } from '../manifests/identity';
import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';

/** Which of some objects stand more than once and say different things, in words. Of what we write, a rule says it. */
export function differingDuplicates({ duplicates }: Tree, of: ReadonlySet<Manifest>): string[] {
  return duplicates.flatMap(all => {
    const last = all.at(-1)!;
    const others = all.filter(one => firstDifference(one.value, last.value) && !one.output);
    if (!others.length || !of.has(last)) return [];
    const files = [...new Set(others.map(({ file }) => file))].join(' and ');
    return [
      `${objectName(last.identity)} stands in ${files} too, and says something else there: taken as ${last.file} says, ` +
        'which "kubectl apply -f" of them all leaves',
    ];
  });
}
