import { type Copy, here, type Loose, NotHere } from './copy';
import type { Edit } from './kind';
import type { Style } from './style';

// The parts of a style that changes are made to.

export const live = (copy: Copy, style: Style): Loose => copy.get('Deployment', style.live);
export const idle = (copy: Copy, style: Style): Loose => copy.get('Deployment', style.idle);
export const entrance = (copy: Copy, style: Style): Loose => copy.get('Service', style.services[0]);

// One of its own for the idle colour lets no users in.
const entrances = (copy: Copy, ...kinds: string[]): Loose[] =>
  copy.all(...kinds).filter(({ metadata }) => !metadata.name.endsWith('-preview'));

export const ingress = (copy: Copy): Loose => here(entrances(copy, 'Ingress')[0]);

/** The Ingress, HTTPRoute or VirtualService. */
export const route = (copy: Copy): Loose => here(entrances(copy, 'Ingress', 'HTTPRoute', 'VirtualService')[0]);

/** A route that shares requests by weights. */
export const shares = (copy: Copy): Loose => here(copy.all('HTTPRoute', 'VirtualService')[0]);

const scaled =
  (name: string) =>
  (copy: Copy): Loose =>
    here(copy.all('HorizontalPodAutoscaler').find(({ spec }) => spec.scaleTargetRef.name === name));
export const autoscaler = (copy: Copy, style: Style): Loose => scaled(style.live)(copy);
export const idleAutoscaler = (copy: Copy, style: Style): Loose => scaled(style.idle)(copy);
export const keda = (copy: Copy, style: Style): Loose =>
  here(copy.all('ScaledObject').find(({ spec }) => spec.scaleTargetRef.name === style.live));

export const budget = (copy: Copy, style: Style): Loose => copy.get('PodDisruptionBudget', style.live);

/** The map that holds the container of pods, whatever it is called. */
export const container = (workload: Loose): Loose => workload.spec.template.spec.containers[0];
/** The first backend of the last rule of an Ingress, the one for everybody, or of a route. */
export const backends = (object: Loose): Loose[] => {
  const { spec } = object;
  if (object.kind === 'Ingress')
    return spec.rules.flatMap(({ http }: Loose) => http.paths.map(({ backend }: Loose) => backend.service));
  return object.kind === 'HTTPRoute' ? spec.rules.at(-1).backendRefs : spec.http.at(-1).route;
};

/** An edit of one object. */
export const of =
  (part: (copy: Copy, style: Style) => Loose, change: (object: Loose, style: Style) => void): Edit =>
  (copy, style) =>
    copy.edit(part(copy, style), object => change(object, style));

/** Takes an object away. */
export const gone =
  (part: (copy: Copy, style: Style) => Loose): Edit =>
  (copy, style) =>
    copy.remove(part(copy, style));

/** An edit of the text of the file that holds an object. */
export const textOf =
  (part: (copy: Copy, style: Style) => Loose, change: (text: string, object: Loose) => string | undefined): Edit =>
  (copy, style) => {
    const object = part(copy, style);
    copy.text(copy.fileOf(object), text => change(text, object));
  };

/** The next file beside the one that holds the live Deployment. */
const beside = (copy: Copy, style: Style, name: string): string => {
  const file = copy.fileOf(live(copy, style));
  return `${file.slice(0, file.lastIndexOf('/') + 1)}${name}`;
};

/** A new object in the namespace of the application. */
export const added =
  (name: string, make: (copy: Copy, style: Style) => Loose): Edit =>
  (copy, style) => {
    const value = make(copy, style);
    copy.add(beside(copy, style, name), {
      ...value,
      metadata: { namespace: style.namespace, ...value.metadata },
    });
  };

export const move: Edit = (copy, style) => style.move(copy, 'idle');
export const both =
  (...edits: readonly Edit[]): Edit =>
  (copy, style) => {
    for (const edit of edits) edit(copy, style);
  };

/** @throws NotHere where it does not hold */
export function where(holds: unknown): void {
  if (!holds) throw new NotHere();
}

/** The labels by which the pods of users are found. */
export const podLabels = (copy: Copy, style: Style): Loose => ({ ...live(copy, style).spec.template.metadata.labels });
