import { type Difference, firstDifference } from '../manifests/difference';
import { valueAt } from '../manifests/value-at';
import { templatePath, type Workload } from '../topology/workload';
import { asKept } from './pod-defaults';

/**
 * Where the pod templates of a workload first differ for the API server, which fills in defaults and knows equal amounts;
 * what its containers run says more than the labels that follow from it.
 */
export function templateDifference(before: Workload, after: Workload): Difference | undefined {
  if (before.template === after.template) return undefined;
  const [was, is] = [asKept(before.template), asKept(after.template)];
  const found = firstDifference(was['spec'], is['spec'], ['spec']) ?? firstDifference(was, is);
  if (!found) return undefined;
  // As people wrote it, where they did.
  const said = (template: unknown, kept: unknown) => valueAt(template, found.path) ?? kept;
  return {
    path: [...templatePath(after.manifest), ...found.path],
    before: said(before.template, found.before),
    after: said(after.template, found.after),
  };
}
