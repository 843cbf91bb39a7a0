import { App, Chart } from 'cdk8s';
import type { NamedProps } from '../decide/application';
import { faultsOfManifest, type SchemaFault } from '../kubernetes/strict-schema';
import { pathText, shown } from '../spec/problem';
import { BlueGreenApplication } from './blue-green-application';
import { type Manifest, manifestsOf } from './manifests';

/**
 * The objects of one application, in a cdk8s App of its own: an App with many charts validates all of them for each.
 * @throws Error when an object is not what Kubernetes 1.28 takes; what people can get wrong has been refused before
 */
export function renderApplication(props: NamedProps): Manifest[] {
  const { active, ...rest } = props;
  const app = new App({ recordConstructMetadata: false });
  app.node.setContext('active', active);
  const application = new BlueGreenApplication(new Chart(app, props.name), props.name, rest);
  const errors = app.node.findAll().flatMap(construct => construct.node.validate());
  if (errors.length) throw new Error(errors.join('\n'));
  const manifests = manifestsOf(application);
  for (const { path, object } of manifests) {
    const [fault] = faultsOfManifest(object).filter(found => !isOverlaid(found));
    if (fault) throw new Error(`${path}: ${pathText(fault.path)}: expected ${fault.expected}, got ${shown(fault.got)}`);
  }
  return manifests;
}

// Fields that only newer Kubernetes knows come from `podTemplate` alone: all other raw parts refuse them.
function isOverlaid({ kind, path }: SchemaFault): boolean {
  return kind === 'unknown' && path[0] === 'spec' && path[1] === 'template';
}
