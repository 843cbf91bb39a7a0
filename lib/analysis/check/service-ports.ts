import { itemsOf } from '../manifests/items';
import type { Colour, Service } from '../topology/model';

/** A port as a Service publishes it. */
export type ServicePort = { readonly [key: string]: any };

/** The ports that a Service publishes. */
export function portsOf({ manifest }: Service): readonly ServicePort[] {
  return itemsOf(manifest.value['spec']?.ports);
}

/** The port of the pods that a port leads to. */
export function targetOf(port: ServicePort): number | string {
  return port['targetPort'] ?? port['port'];
}

/** What clients name: `53/UDP`. */
export function numberOf({ port, protocol = 'TCP' }: ServicePort): string {
  return `${port}/${protocol}`;
}

/** Whether a Service publishes the same number as another one's port. */
export function publishes(service: Service, port: ServicePort): ServicePort | undefined {
  return portsOf(service).find(other => numberOf(other) === numberOf(port));
}

/** Whether pods listen on a target port, as far as they say. */
export function hasPort({ template }: Pick<Colour, 'template'>, target: number | string): boolean {
  const containers = [...itemsOf(template['spec'].containers), ...itemsOf(template['spec'].initContainers)];
  const ports = containers.flatMap(container => itemsOf(container['ports']));
  if (typeof target === 'string' && !/^\d+$/.test(target)) return ports.some(({ name }) => name === target);
  // A container may listen on ports that it does not name.
  return !ports.length || ports.some(({ containerPort }) => containerPort === Number(target));
}
