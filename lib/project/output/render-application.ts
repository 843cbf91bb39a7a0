import { App, Chart } from 'cdk8s';
import type { Application } from '../../construct/model';
import { ManifestError } from '../../construct/render/manifest-error';
import { folders, unitsOf } from '../../construct/render/units';
import { isNewer } from '../../construct/validate/kubernetes/newer-fields';
import { faultsOfManifest, hasSchema, type SchemaFault } from '../../construct/validate/kubernetes/strict-schema';
import { pathText, shown } from '../../construct/validate/problem';
import { type Manifest, manifestsOf } from './manifests';

export { ManifestError };

/**
 * The objects of one application, in a cdk8s App of its own: an App with many charts validates all of them for each.
 * @param application with no error among its problems
 * @throws ManifestError when an object is not what Kubernetes 1.28 takes; only what a template brings in can do that
 */
export function renderApplication(application: Application): Manifest[] {
  const app = new App({ recordConstructMetadata: false });
  const chart = new Chart(app, application.name);
  const units = folders(unitsOf(chart, application));
  const errors = app.node.findAll().flatMap(construct => construct.node.validate());
  if (errors.length) throw new Error(errors.join('\n'));
  const manifests = manifestsOf({ units });
  for (const { path, object } of manifests) {
    // Of kinds that are not Kubernetes' own, the compiler and the shape of the props have seen to the fields: nothing of a
    // user's is laid over them.
    if (isCustom(object) || !hasSchema(object)) continue;
    const [fault] = faultsOfManifest(object).filter(found => !isOverlaid(found));
    if (!fault) continue;
    const got = fault.kind === 'missing' ? '' : `, got ${shown(fault.got)}`;
    throw new ManifestError(
      `${application.name}/${path}: ${pathText(fault.path)}: expected ${fault.expected}${got}; ${template(object)} brings it in`,
    );
  }
  return manifests;
}

function template({ kind }: Manifest['object']): string {
  const known: Readonly<Record<string, string>> = { Service: 'serviceTemplate', Ingress: 'ingressTemplate' };
  return known[kind] ?? 'podTemplate';
}

function isCustom({ apiVersion }: Manifest['object']): boolean {
  return /^(gateway\.networking\.k8s\.io|keda\.sh)\//.test(apiVersion);
}

// Fields that only newer Kubernetes knows come from what is laid over ours: all other raw parts refuse them.
function isOverlaid({ kind, path, owner = '' }: SchemaFault): boolean {
  if (kind !== 'unknown') return false;
  return /^spec\.(jobTemplate\.spec\.)?template\./.test(path.join('.')) || isNewer(owner, String(path.at(-1)));
}
