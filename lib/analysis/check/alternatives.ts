import type { Manifest } from '../manifests/manifest';
import type { Tree } from '../manifests/tree';

/** Whether two objects are never applied together. */
export type Alternatives = (a: Manifest, b: Manifest) => boolean;

// What else may stand in many files, such as a Namespace, says nothing of the files.
const TELLING = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Service',
  'VirtualService',
  'Ingress',
  'HTTPRoute',
]);

/** Of files that hold one and the same workload or Service, people apply one: the examples of a manual, or two ways. */
export function alternativesIn({ duplicates }: Tree): Alternatives {
  const others = new Map<string, Set<string>>();
  for (const all of duplicates) {
    const files = [...new Set(all.map(({ file }) => file))];
    if (files.length < 2 || !TELLING.has(all[0]!.identity.kind)) continue;
    for (const file of files) {
      const known = others.get(file) ?? new Set();
      for (const other of files) if (other !== file) known.add(other);
      others.set(file, known);
    }
  }
  return (a, b) => others.get(a.file)?.has(b.file) ?? false;
}
