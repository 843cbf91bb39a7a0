import type { App } from 'cdk8s';
import { BlueGreenApplication, type Colour } from '../../../lib/construct';
import { decide, type NamedProps } from '../../../lib/construct/resolve/application';
import { type Manifest, manifestsOf } from '../../../lib/project/output/manifests';
import { renderApplication } from '../../../lib/project/output/render-application';
import { yamlText } from '../../../lib/project/output/yaml-text';

/** A Kubernetes object, as loosely typed as YAML is. */
export type KubernetesObject = Record<string, any>;

/** An application's objects by the path of their files, as the tool makes them. */
export function objects(props: Omit<NamedProps, 'active'>, active: Colour): Record<string, KubernetesObject> {
  return byPath(manifests({ ...props, active }), object => object);
}

/** The same for tests that look at the same applications: each is rendered once. */
export function renderedOnce(): typeof objects {
  const known = new Map<string, Record<string, KubernetesObject>>();
  return (props, active) => {
    const key = JSON.stringify([props, active]);
    const made = known.get(key) ?? objects(props, active);
    known.set(key, made);
    return made;
  };
}

/** An application's files by path, byte for byte. */
export function files(props: Omit<NamedProps, 'active'>, active: Colour): Record<string, string> {
  return byPath(manifests({ ...props, active }), yamlText);
}

/** Files of objects that are rendered already. */
export function texts(made: Record<string, KubernetesObject>): Record<string, string> {
  return Object.fromEntries(Object.entries(made).map(([path, object]) => [path, yamlText(object)]));
}

/** The files of the applications that somebody has put into a cdk8s App. */
export function filesIn(app: App): Record<string, string> {
  const applications = app.node.findAll().filter(construct => construct instanceof BlueGreenApplication);
  return byPath(applications.flatMap(manifestsOf), yamlText);
}

// Only what nothing is wrong with is rendered, as in main.ts.
function manifests(props: NamedProps): Manifest[] {
  const { application, problems } = decide(props);
  const errors = problems.filter(({ warning }) => !warning);
  if (errors.length) throw new Error(`refused: ${JSON.stringify(errors)}`);
  return renderApplication(application);
}

function byPath<T>(manifests: readonly Manifest[], as: (object: Manifest['object']) => T): Record<string, T> {
  return Object.fromEntries(manifests.map(({ path, object }) => [path, as(object)]));
}
