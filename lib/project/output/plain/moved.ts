import type { Application } from '../../../construct/model';
import { PROVES_PLAIN } from '../../../construct/names';
import { COLOURS } from '../../../construct/props/colour';
import { analysisOf } from '../../../construct/resolve/analysis';
import { usersServices } from '../../../construct/resolve/service';
import type { Manifest } from '../manifests';
import { plainSelector } from './selector';

/**
 * The application as it is rendered while users are led to its plain pods. Its gate says so, and is no Job that has proved
 * the colour: one of the same name and content is complete already, and would prove nothing.
 */
export function provingPlain(application: Application): Application {
  const { gate, name } = application;
  const { metadata, ...template } = gate.podTemplate;
  const annotations = { ...metadata?.annotations, [PROVES_PLAIN]: name };
  // Its figures are of the colour's pods.
  const [blue, green] = COLOURS.map(colour => ({ ...application[colour], analysis: analysisOf() }));
  return {
    ...application,
    blue: blue!,
    green: green!,
    gate: { ...gate, podTemplate: { ...template, metadata: { ...metadata, annotations } } },
  };
}

/**
 * Leads users to the plain pods: the Service that they come through, once the gate, whose own two Services do so as well,
 * has proved them. All else stays as it is, and the Service stays with whatever applies it today.
 * @param manifests of an application that proves its plain pods
 */
export function ledToPlain(application: Application, manifests: readonly Manifest[]): Manifest[] {
  const { name } = application;
  const users = usersServices(application);
  const selector = plainSelector(name, manifests);
  return manifests.map(manifest => {
    const { path, object } = manifest;
    if (object.kind !== 'Service') return manifest;
    const isOfGate = path.startsWith('release/verify/');
    if (!isOfGate && !users.includes(object.metadata.name)) return manifest;
    const { spec } = object as typeof object & { readonly spec: object };
    return { path, object: { ...object, spec: { ...spec, selector } } as Manifest['object'] };
  });
}
