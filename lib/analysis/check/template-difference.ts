import { type Difference, firstDifference } from '../manifests/difference';
import type { Colour } from '../topology/model';

/** Where the pod templates of a colour first differ; what its containers run says more than the labels that follow from it. */
export function templateDifference(before: Colour, after: Colour): Difference | undefined {
  const path = ['spec', 'template'];
  return (
    firstDifference(before.template['spec'], after.template['spec'], [...path, 'spec']) ??
    firstDifference(before.template, after.template, path)
  );
}
