import type { App } from 'cdk8s';
import { BlueGreenApplication, type Colour } from '../../../lib/construct';
import { decide, type NamedProps } from '../../../lib/construct/resolve/application';
import { type Manifest, manifestsOf } from '../../../lib/project/output/manifests';
import { yamlText } from '../../../lib/project/output/yaml-text';
import { renderApplication } from './render-application';

/** A Kubernetes object, as loosely typed as YAML is. */
export type KubernetesObject = Record<string, any>;

/** An application's objects by the path of their files, as the tool makes them. */
export function objects(props: Omit<NamedProps, 'active'>, active: Colour): Record<string, KubernetesObject> {
  return byPath(manifests({ ...props, active }), object => object);
}

/** An application's files by path, byte for byte. */
export function files(props: Omit<NamedProps, 'active'>, active: Colour): Record<string, string> {
  return byPath(manifests({ ...props, active }), yamlText);
}

/** The same of the applications that somebody has put into a cdk8s App. */
export function filesIn(app: App): Record<string, string> {
  const applications = app.node.findAll().filter(construct => construct instanceof BlueGreenApplication);
  return byPath(applications.flatMap(manifestsOf), yamlText);
}

// Only what nothing is wrong with is rendered, as in main.ts.
function manifests(props: NamedProps): Manifest[] {
  const errors = decide(props).problems.filter(({ warning }) => !warning);
  if (errors.length) throw new Error(`refused: ${JSON.stringify(errors)}`);
  return renderApplication(props);
}

function byPath<T>(manifests: readonly Manifest[], as: (object: Manifest['object']) => T): Record<string, T> {
  return Object.fromEntries(manifests.map(({ path, object }) => [path, as(object)]));
}
